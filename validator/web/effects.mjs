// The only caller of Python. It keeps the answers in the store up to date with the values, and calls Python for buttons.
// Until Python has started, an answer can also come from the build.

import { request } from "./fields.mjs";

/** @import { Engine } from "./engine.mjs" */
/** @import { Store } from "./store.mjs" */
/** @import { Bridge, BridgeName, LinkAnswer, Values } from "./types.d.ts" */

export const LATE_MS = 300; // time after which people are told that their values are still being checked

/** The prefix of the plan's numbers among the store's extras. */
export const PLAN = "plan ";

/** Why there is no answer: the values have changed, or Python isn't running. */
export class NoAnswer extends Error {
  /** @param {boolean} isOutdated */
  constructor(isOutdated) {
    super(isOutdated ? "The values have changed in the meantime." : "The checker isn't running.");
    this.isOutdated = isOutdated;
  }
}

/**
 * Keeps the answer to a changing question up to date. It makes one call at a time, so fast typing doesn't outrun Python.
 * An answer counts only while its question is still the newest.
 *
 * @template Question
 * @template Answer
 */
class Latest {
  #isAsking = false;
  /** Whether anything has changed since the question was last read. */
  #isDue = false;
  #answered = "";
  #question;
  #ask;
  #take;

  /**
   * `question()` returns `null` while there is nothing to ask. `ask(question)` resolves to `null` if there is no answer.
   *
   * @param {object} given
   * @param {() => Question | null} given.question
   * @param {(question: Question) => Promise<Answer | null>} given.ask
   * @param {(question: Question, answer: Answer) => void} given.take
   */
  constructor({ question, ask, take }) {
    this.#question = question;
    this.#ask = ask;
    this.#take = take;
  }

  async update() {
    this.#isDue = true;
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      while (this.#isDue) await this.#askOnce();
    } finally {
      this.#isAsking = false;
    }
  }

  async #askOnce() {
    this.#isDue = false;
    const question = this.#question();
    const text = JSON.stringify(question);
    if (!question || text === this.#answered) return;
    const answer = await this.#ask(question);
    if (!answer) return;
    if (JSON.stringify(this.#question()) !== text) {
      this.#isDue = true;
      return;
    }
    this.#answered = text;
    this.#take(question, answer);
  }
}

/** Calls `onChange` when something has been waiting for longer than `LATE_MS`, and when the wait ends. */
class Lateness {
  /** @type {ReturnType<typeof setTimeout> | null} */
  #timer = null;
  #waits;
  #onChange;

  /**
   * @param {() => boolean} waits
   * @param {(isLate: boolean) => void} onChange
   */
  constructor(waits, onChange) {
    this.#waits = waits;
    this.#onChange = onChange;
  }

  update() {
    if (this.#waits()) {
      this.#timer ??= setTimeout(() => this.#onChange(true), LATE_MS);
    } else if (this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#timer = null;
      this.#onChange(false);
    }
  }
}

export class Effects {
  #store;
  #engine;
  #updaters;

  /**
   * @param {Store} store
   * @param {Pick<Engine, "state" | "call">} engine
   */
  constructor(store, engine) {
    this.#store = store;
    this.#engine = engine;
    const isRunning = () => engine.state === "running";
    this.#updaters = [
      new Lateness(
        () => store.touched.size > 0 && !store.isJudged,
        (isLate) => isLate !== store.isLate && store.set({ isLate }),
      ),
      new Latest({
        question: () => (isRunning() && store.touched.size ? this.#shown() : null),
        ask: (shown) => engine.call("judge", this.#toJudge(shown)),
        take: (question, answer) => store.judged({ ...question, ...answer }),
      }),
      new Lateness(
        () => planQuestion(store) !== null && !isVolumeCurrent(store),
        (isVolumeLate) => isVolumeLate !== store.isVolumeLate && store.set({ isVolumeLate }),
      ),
      new Latest({
        question: () => (isRunning() ? planQuestion(store) : null),
        ask: (values) => engine.call("volume", { values }),
        take: (values, answer) => store.set({ volume: { values, answer } }),
      }),
    ];
  }

  /** Call this after every change in the store or the engine. */
  update() {
    for (const part of this.#updaters) part.update();
  }

  /**
   * Show what the build has written down about a link, unless something else is shown by now, or Python was quicker. Its
   * own answer takes the place of this one.
   *
   * @param {Promise<LinkAnswer | null>} loading
   */
  async foresee(loading) {
    const found = await loading.catch(() => null);
    const shown = this.#shown();
    if (!found || this.#store.isJudged || JSON.stringify(found.request) !== JSON.stringify(this.#toJudge(shown))) return;
    this.#store.judged({ ...shown, ...found.answer });
  }

  /**
   * Ask the bridge's function `name` about the current values. Rejects with `NoAnswer` if they change before the answer
   * arrives, or if Python isn't running.
   *
   * @template {BridgeName} Name
   * @param {Name} name
   * @param {object} more
   * @returns {Promise<Bridge[Name]>}
   */
  async ask(name, more = {}) {
    const { version, values } = this.#store;
    const answer = await this.#call(name, { ...request(values), ...more });
    if (!answer) throw new NoAnswer(false);
    if (version !== this.#store.version) throw new NoAnswer(true);
    return answer;
  }

  /**
   * Like `ask`, but asks again if the values change before the answer arrives.
   *
   * @template {BridgeName} Name
   * @param {Name} name
   * @param {object} more
   * @returns {Promise<Bridge[Name]>}
   */
  async askUntilCurrent(name, more = {}) {
    for (;;) {
      try {
        return await this.ask(name, more);
      } catch (error) {
        if (!(error instanceof NoAnswer && error.isOutdated)) throw error;
      }
    }
  }

  /**
   * Parse a text. Rejects with `NoAnswer` if Python isn't running.
   *
   * @param {string} text
   */
  async read(text) {
    const answer = await this.#call("read", { text });
    if (!answer) throw new NoAnswer(false);
    return answer;
  }

  /**
   * Call Python for a button.
   *
   * @template {BridgeName} Name
   * @param {Name} name
   * @param {object} given
   */
  #call(name, given) {
    if (this.#engine.state !== "running") this.#store.set({ isPythonAwaited: true });
    return this.#engine.call(name, given);
  }

  /**
   * The request for the judgment of what is shown.
   *
   * @param {{format: string, hidden: boolean}} shown
   */
  #toJudge({ format, hidden }) {
    return { ...request(this.#store.values), name: payloadOf(format), hidden };
  }

  /** What to show, and for which version of the values. */
  #shown() {
    const { version, format, isPasswordShown } = this.#store;
    return { version, format, hidden: !isPasswordShown };
  }
}

/**
 * An error's message for people.
 *
 * @param {unknown} error
 */
export const messageOf = (error) => (error instanceof Error ? error.message : String(error));

/**
 * The payload behind a format: for manual entry, the values come from the JSON body.
 *
 * @param {string} format
 */
export const payloadOf = (format) => (format === "manual-entry" ? "json" : format);

/**
 * The numbers entered for the plan, by name; `null` if there are none.
 *
 * @param {Values} extras
 */
export function planNumbers(extras) {
  const names = Object.keys(extras).filter((name) => name.startsWith(PLAN));
  if (!names.length) return null;
  return Object.fromEntries(names.map((name) => [name.slice(PLAN.length), extras[name]]));
}

/**
 * What Python gets to know about the plan: its numbers, and the provider, from some of whose plans members get no mail.
 *
 * @param {Pick<Store, "extras" | "answer">} store
 */
function planQuestion({ extras, answer }) {
  const numbers = planNumbers(extras);
  const provider = answer?.report.provider;
  return numbers && provider ? { ...numbers, provider } : numbers;
}

/**
 * Whether the newest result is for the current numbers and the current provider.
 *
 * @param {Pick<Store, "volume" | "extras" | "answer">} store
 */
export function isVolumeCurrent(store) {
  return JSON.stringify(store.volume?.values) === JSON.stringify(planQuestion(store));
}
