// What a screen reader is told without being asked: what was just done, and a new headline once it has settled.

import { debounced } from "./wait.mjs";

const ANNOUNCE_MS = 1000; // time after which a new headline is announced

export class Announcer {
  /** @type {HTMLElement | undefined} */
  #live;
  #announced = "";
  #unsaid = "";
  #sayLater = debounced(() => {
    if (this.#unsaid && this.#live?.isConnected) this.#live.textContent = this.#announced = this.#unsaid;
    this.#unsaid = "";
  }, ANNOUNCE_MS);

  /**
   * The element that is read when its text changes. There is one on each page with the form.
   *
   * @param {HTMLElement} live
   */
  attach(live) {
    this.#live = live;
  }

  /**
   * Say something at once; a headline that was not said yet comes after it.
   *
   * @param {string} text
   */
  say(text) {
    if (!this.#live?.isConnected) return;
    this.#live.textContent = text;
    this.wait();
  }

  /**
   * Say a new headline, but only once it has settled.
   *
   * @param {string} headline
   */
  announce(headline) {
    if (headline === (this.#unsaid || this.#announced)) return;
    this.#unsaid = headline === this.#announced ? "" : headline;
    this.#sayLater();
  }

  /** Don't interrupt someone who is typing: what was not said yet waits a little longer. */
  wait() {
    if (this.#unsaid) this.#sayLater();
  }
}
