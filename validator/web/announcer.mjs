// What a screen reader is told without being asked: what was just done, and a new headline once it has settled.

const ANNOUNCE_MS = 1000; // time after which a new headline is announced

export class Announcer {
  #live;
  #announced = "";
  #unsaid = "";
  #timer;

  /** The element that is read when its text changes. There is one on each page with the form. */
  attach(live) {
    this.#live = live;
  }

  /** Say something at once; a headline that was not said yet comes after it. */
  say(text) {
    if (!this.#live.isConnected) return;
    this.#live.textContent = text;
    this.wait();
  }

  /** Say a new headline, but only once it has settled. */
  announce(headline) {
    if (headline === (this.#unsaid || this.#announced)) return;
    this.#unsaid = headline === this.#announced ? "" : headline;
    this.#sayLater();
  }

  /** Don't interrupt someone who is typing: what was not said yet waits a little longer. */
  wait() {
    if (this.#unsaid) this.#sayLater();
  }

  #sayLater() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#unsaid && this.#live.isConnected) this.#live.textContent = this.#announced = this.#unsaid;
      this.#unsaid = "";
    }, ANNOUNCE_MS);
  }
}
