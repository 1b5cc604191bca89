// The only caller of Python. It keeps the answers in the store up to date with the values, and asks what buttons ask.

import { request } from "./fields.mjs";

/** @import { Engine } from "./engine.mjs" */
/** @import { Store } from "./store.mjs" */
/** @import { Bridge, BridgeName, Values } from "./types.d.ts" */

export const LATE_MS = 300; // time after which people are told that their values are still being checked

/** Names of what is noted beside the settings for the plan begin with this. */
export const PLAN = "plan ";

/** Why there is no answer: the values changed meanwhile, or Python doesn't run. */
export class NoAnswer extends Error {
  /** @param {boolean} isOutdated */
  constructor(isOutdated) {
    super(isOutdated ? "The values have changed in the meantime." : "The checker isn't running.");
    this.isOutdated = isOutdated;
  }
}

/**
 * Keeps the answer to a question that changes up to date. There is one call at a time, so that fast typing asks no more
 * often than Python answers, and an answer counts only while its question is still the newest.
 *
 * @template Question
 * @template Answer
 */
class Latest {
  #isAsking = false;
  /** Whether something changed since the last look at the question. */
  #isDue = false;
  #answered = "";
  #question;
  #ask;
  #take;

  /**
   * `question()` is `null` while there is nothing to ask; `ask(question)` gives `null` without an answer.
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

/** Tells when something has waited for longer than people should without being told, and when it no longer waits. */
class Lateness {
  /** @type {ReturnType<typeof setTimeout> | null} */
  #timer = null;
  #waits;
  #tell;

  /**
   * @param {() => boolean} waits
   * @param {(isLate: boolean) => void} tell
   */
  constructor(waits, tell) {
    this.#waits = waits;
    this.#tell = tell;
  }

  update() {
    if (this.#waits()) {
      this.#timer ??= setTimeout(() => this.#tell(true), LATE_MS);
    } else if (this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#timer = null;
      this.#tell(false);
    }
  }
}

export class Effects {
  #store;
  #engine;
  #keptUp;

  /**
   * @param {Store} store
   * @param {Pick<Engine, "state" | "call">} engine
   */
  constructor(store, engine) {
    this.#store = store;
    this.#engine = engine;
    const isRunning = () => engine.state === "running";
    this.#keptUp = [
      new Lateness(
        () => store.touched.size > 0 && !store.isJudged,
        (isLate) => isLate !== store.isLate && store.set({ isLate }),
      ),
      new Latest({
        question: () => (isRunning() && store.touched.size ? this.#shown() : null),
        ask: ({ format, hidden }) => this.#call("judge", { name: payloadOf(format), hidden }),
        take: (question, answer) => store.judged({ ...question, ...answer }),
      }),
      new Lateness(
        () => planned(store.beside) !== null && !isCurrent(store),
        (isVolumeLate) => isVolumeLate !== store.isVolumeLate && store.set({ isVolumeLate }),
      ),
      new Latest({
        question: () => (isRunning() ? planned(store.beside) : null),
        ask: (values) => engine.call("volume", { values }),
        take: (values, answer) => store.set({ volume: { values, answer } }),
      }),
    ];
  }

  /** To be called after every change of the store or the engine. */
  update() {
    for (const part of this.#keptUp) part.update();
  }

  /**
   * What the bridge's function `name` answers about the values as they are now. Rejects with `NoAnswer` if they change
   * meanwhile, or Python doesn't run.
   *
   * @template {BridgeName} Name
   * @param {Name} name
   * @param {object} more
   * @returns {Promise<Bridge[Name]>}
   */
  async ask(name, more = {}) {
    const { version } = this.#store;
    const answer = await this.#call(name, more);
    if (!answer) throw new NoAnswer(false);
    if (version !== this.#store.version) throw new NoAnswer(true);
    return answer;
  }

  /**
   * The same about the values as they are at the end: when they change meanwhile, Python is asked again.
   *
   * @template {BridgeName} Name
   * @param {Name} name
   * @param {object} more
   * @returns {Promise<Bridge[Name]>}
   */
  async askOfNewest(name, more = {}) {
    for (;;) {
      try {
        return await this.ask(name, more);
      } catch (error) {
        if (!(error instanceof NoAnswer && error.isOutdated)) throw error;
      }
    }
  }

  /**
   * What was read of a text. Rejects with `NoAnswer` if Python doesn't run.
   *
   * @param {string} text
   */
  async read(text) {
    const answer = await this.#engine.call("read", { text });
    if (!answer) throw new NoAnswer(false);
    return answer;
  }

  /**
   * @template {BridgeName} Name
   * @param {Name} name
   * @param {object} more
   */
  #call(name, more) {
    return this.#engine.call(name, { ...request(this.#store.values), ...more });
  }

  /** What is to be shown, and of which version of the values. */
  #shown() {
    const { version, format, isPasswordShown } = this.#store;
    return { version, format, hidden: !isPasswordShown };
  }
}

/**
 * What an error says, for people.
 *
 * @param {unknown} error
 */
export const messageOf = (error) => (error instanceof Error ? error.message : String(error));

/**
 * The payload that holds what is shown in a format: the single values are those of the JSON body.
 *
 * @param {string} format
 */
export const payloadOf = (format) => (format === "manual-entry" ? "json" : format);

/**
 * The numbers of the plan, by name; `null` if there are none.
 *
 * @param {Values} beside
 */
export function planned(beside) {
  const names = Object.keys(beside).filter((name) => name.startsWith(PLAN));
  if (!names.length) return null;
  return Object.fromEntries(names.map((name) => [name.slice(PLAN.length), beside[name]]));
}

/**
 * Whether the newest result is for the numbers as they are now.
 *
 * @param {Pick<Store, "volume" | "beside">} store
 */
export function isCurrent({ volume, beside }) {
  return JSON.stringify(volume?.values) === JSON.stringify(planned(beside));
}
