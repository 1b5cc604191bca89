// The one Python of a visit: started once, asked from everywhere, and never waited for without a limit.

import { unlessAborted } from "./wait.mjs";

/** @import { Bridge, BridgeName, EngineState, Python, StartPython } from "./types.d.ts" */

/**
 * A start: `started` is a promise of its Python, `life` ends it, and it `hasAnswered` once a call has come back.
 *
 * @typedef {{started: Promise<Python>, life: AbortController, hasAnswered: boolean}} Start
 */

export const STALL_MS = 30_000; // a start without progress for this long has failed
export const FIRST_CALL_MS = 30_000; // the limit of the first call, in which Python imports what it needs
export const CALL_MS = 10_000; // the limit of every other call

export class Engine {
  /** @type {EngineState} */
  state = "asleep";
  /** While starting: what is going on, for people. */
  progress = "";
  /** Once failed: why, as a sentence. */
  reason = "";
  /** Once failed: whether nothing but loading the page again helps. */
  onlyReloadHelps = false;
  /**
   * The newest start.
   *
   * @type {Start | undefined}
   */
  #newest;
  #startPython;
  #onChange;

  /**
   * `startPython` is that of worker-client.mjs; `onChange` is called whenever what is public here has changed.
   *
   * @param {StartPython} startPython
   * @param {() => void} onChange
   */
  constructor(startPython, onChange) {
    this.#startPython = startPython;
    this.#onChange = onChange;
  }

  /** Start Python, or start it again after a failure. */
  start() {
    if (this.state === "starting" || this.state === "running") return;
    this.#launch({ fresh: this.state === "failed" });
  }

  /**
   * What the bridge's function `name` answers; `null` once the engine has failed. Python that stops, or doesn't answer
   * in time, is ended, started once more, and asked again.
   *
   * @template {BridgeName} Name
   * @param {Name} name
   * @param {object} request
   * @returns {Promise<Bridge[Name] | null>}
   */
  async call(name, request) {
    this.start();
    for (const isLastTry of [false, true]) {
      const asked = this.#newest;
      if (!asked) return null;
      try {
        return await this.#ask(asked, name, request);
      } catch (error) {
        if (this.state === "failed") return null;
        if (asked !== this.#newest) continue; // Another call has started it again.
        if (isLastTry) this.#fail(error);
        else this.#launch({ whole: true });
      }
    }
    return null;
  }

  /**
   * @template {BridgeName} Name
   * @param {Start} python
   * @param {Name} name
   * @param {object} request
   */
  async #ask(python, name, request) {
    const { call } = await python.started;
    const limit = python.hasAnswered ? CALL_MS : FIRST_CALL_MS;
    const timer = setTimeout(() => python.life.abort(tooLate("It gave no answer", limit)), limit);
    try {
      const answer = await unlessAborted(python.life.signal, call(name, request));
      python.hasAnswered = true;
      return answer;
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Begin a start; the Python that was there before ends.
   *
   * @param {{fresh?: boolean, whole?: boolean}} options
   */
  #launch(options) {
    this.#newest?.life.abort(new Error("It was started again."));
    const life = new AbortController();
    /** @type {Start} */
    const python = { started: new Promise(() => {}), life, hasAnswered: false };
    const isOver = () => python !== this.#newest || this.state !== "starting";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const onProgress = (/** @type {string} */ text) => {
      clearTimeout(timer);
      if (isOver()) return;
      timer = setTimeout(() => life.abort(tooLate("Nothing has arrived", STALL_MS)), STALL_MS);
      if (text === this.progress) return;
      this.progress = text;
      this.#onChange();
    };
    this.#newest = python;
    this.#become("starting");
    onProgress("Getting the checker ready …");
    const starting = this.#startPython(onProgress, { signal: life.signal, ...options });
    // Those who wait for it learn of it only after the state has changed.
    python.started = unlessAborted(life.signal, starting)
      .finally(() => clearTimeout(timer))
      .then(
        (started) => {
          if (!isOver()) this.#become("running");
          return started;
        },
        (error) => {
          if (!isOver()) this.#fail(error);
          throw error;
        },
      );
    python.started.catch(() => {});
  }

  /** @param {EngineState} state */
  #become(state) {
    this.state = state;
    this.#onChange();
  }

  /** @param {unknown} error */
  #fail(error) {
    if (this.state === "failed") return;
    this.#newest?.life.abort(error);
    this.reason = error instanceof Error ? error.message : String(error);
    this.onlyReloadHelps = error instanceof Error && "onlyReloadHelps" in error;
    this.#become("failed");
  }
}

/**
 * @param {string} what
 * @param {number} limit
 */
const tooLate = (what, limit) => new Error(`${what} within ${limit / 1000} seconds.`);
