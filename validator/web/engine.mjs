// The one Python of a visit: started once, asked from everywhere.

import { startPython } from "./worker-client.mjs";

export class Engine {
  /** "asleep", "starting", "running" or "failed". */
  state = "asleep";
  /** While starting: what is going on. */
  progress = "";
  /** Once failed: why. */
  reason = "";
  #python;
  #onChange;

  /** `onChange` is called whenever the state or the progress is another. */
  constructor(onChange) {
    this.#onChange = onChange;
  }

  /** Start Python, or start it again after a failure. */
  start() {
    if (this.state === "starting" || this.state === "running") return;
    this.#become("starting");
    const starting = startPython((text) => {
      this.progress = text;
      this.#onChange();
    });
    this.#python = starting;
    starting.then(
      () => this.#become("running"),
      (error) => this.#fail(starting, error),
    );
  }

  /** What the bridge's function `name` answers; `null`, and the engine has failed, if it does not. */
  async call(name, request) {
    this.start();
    const asked = this.#python;
    try {
      return await (await asked).call(name, request);
    } catch (error) {
      this.#fail(asked, error);
      return null;
    }
  }

  #become(state) {
    this.state = state;
    this.#onChange();
  }

  #fail(python, error) {
    // Another one may have been started meanwhile.
    if (python !== this.#python || this.state === "failed") return;
    this.reason = error.message;
    this.#become("failed");
  }
}
