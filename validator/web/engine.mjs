// The one Python of a visit: started once, asked from everywhere, and never waited for without a limit.

import { unlessAborted } from "./wait.mjs";

export const STALL_MS = 30_000; // a start without progress for this long has failed
export const FIRST_CALL_MS = 30_000; // the limit of the first call, in which Python imports what it needs
export const CALL_MS = 10_000; // the limit of every other call

export class Engine {
  /** "asleep", "starting", "running" or "failed". */
  state = "asleep";
  /** While starting: what is going on, for people. */
  progress = "";
  /** Once failed: why, as a sentence. */
  reason = "";
  /** Once failed: whether nothing but loading the page again helps. */
  onlyReloadHelps = false;
  /** The newest Python: `started`, a promise of it; `life`, which ends it; whether it `hasAnswered` yet. */
  #python;
  #startPython;
  #onChange;

  /** `startPython` is that of worker-client.mjs; `onChange` is called whenever what is public here has changed. */
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
   */
  async call(name, request) {
    this.start();
    for (const isLastTry of [false, true]) {
      const python = this.#python;
      try {
        return await this.#ask(python, name, request);
      } catch (error) {
        if (this.state === "failed") return null;
        if (python !== this.#python) continue; // Another call has started it again.
        if (isLastTry) this.#fail(error);
        else this.#launch({ whole: true });
      }
    }
    return null;
  }

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

  /** Begin a start; the Python that was there before ends. */
  #launch(options) {
    this.#python?.life.abort(new Error("It was started again."));
    const life = new AbortController();
    const python = { life, hasAnswered: false };
    const isOver = () => python !== this.#python || this.state !== "starting";
    let timer;
    const onProgress = (text) => {
      clearTimeout(timer);
      if (isOver()) return;
      timer = setTimeout(() => life.abort(tooLate("Nothing has arrived", STALL_MS)), STALL_MS);
      if (text === this.progress) return;
      this.progress = text;
      this.#onChange();
    };
    this.#python = python;
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

  #become(state) {
    this.state = state;
    this.#onChange();
  }

  #fail(error) {
    if (this.state === "failed") return;
    this.#python.life.abort(error);
    this.reason = error.message;
    this.onlyReloadHelps = Boolean(error.onlyReloadHelps);
    this.#become("failed");
  }
}

const tooLate = (what, limit) => new Error(`${what} within ${limit / 1000} seconds.`);
