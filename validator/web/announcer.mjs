// What screen readers announce by themselves: what was just done, and a new headline once it has settled.

import { debounced } from "./wait.mjs";

const ANNOUNCE_MS = 1000; // before a new headline is announced

export class Announcer {
  /** @type {HTMLElement | undefined} */
  #live;
  #announced = "";
  #pending = "";
  #sayLater = debounced(() => {
    if (this.#pending && this.#live?.isConnected) this.#live.textContent = this.#announced = this.#pending;
    this.#pending = "";
  }, ANNOUNCE_MS);

  /**
   * Use this live region, whose text is announced when it changes. Each page with the form has one.
   *
   * @param {HTMLElement} live
   */
  attach(live) {
    this.#live = live;
  }

  /**
   * Announce something at once. A headline that is still waiting comes after it.
   *
   * @param {string} text
   */
  say(text) {
    if (!this.#live?.isConnected) return;
    this.#live.textContent = text;
    this.wait();
  }

  /**
   * Announce a new headline once it has settled.
   *
   * @param {string} headline
   */
  announce(headline) {
    if (headline === (this.#pending || this.#announced)) return;
    this.#pending = headline === this.#announced ? "" : headline;
    this.#sayLater();
  }

  /** Don't interrupt someone who is typing: a waiting headline waits a little longer. */
  wait() {
    if (this.#pending) this.#sayLater();
  }
}
