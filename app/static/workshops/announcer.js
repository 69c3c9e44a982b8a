/**
 * What a screen reader hears: news one after another, never more than one in a while and a half;
 * an alarm at once.
 */

const APART = 1500

export class Announcer {
  /** @type {string[]} */
  #waiting = []
  #busy = false
  #status
  #alert

  /** @param {Element | null} status a live region @param {Element | null} alert a region with role alert */
  constructor(status, alert) {
    this.#status = status
    this.#alert = alert
  }

  /** Say something when there is room for it. What is said twice is said once. @param {string} words */
  say(words) {
    if (this.#waiting.at(-1) === words) return
    this.#waiting.push(words)
    if (!this.#busy) this.#next()
  }

  /** Say something now. @param {string} words */
  alarm(words) {
    if (this.#alert) this.#alert.textContent = words
  }

  #next() {
    const words = this.#waiting.shift()
    this.#busy = words !== undefined
    if (words === undefined || !this.#status) return
    this.#status.textContent = words
    setTimeout(() => this.#next(), APART)
  }
}
