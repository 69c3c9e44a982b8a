/** Says what others do, in one quiet voice: at most one message in a second and a half. */
import { nt, t } from "../i18n.js"

const PAUSE = 1_500

export class Heard {
  /** @type {Map<string, number>} zone title → new notes */
  #added = new Map()
  #changed = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer
  #place

  /** @param {HTMLElement} place a polite live region */
  constructor(place) {
    this.#place = place
  }

  /** @param {string} zone */
  added(zone) {
    this.#added.set(zone, (this.#added.get(zone) ?? 0) + 1)
    this.#soon()
  }

  changed() {
    this.#changed += 1
    this.#soon()
  }

  /** Something of one's own is said at once. @param {string} words */
  own(words) {
    this.#place.textContent = words
  }

  #soon() {
    if (!this.#timer) this.#timer = setTimeout(() => this.#say(), PAUSE)
  }

  #say() {
    this.#timer = undefined
    const news = [...this.#added].map(([zone, n]) => nt("%(n)s new note in %(zone)s.", "%(n)s new notes in %(zone)s.", n, { zone }))
    if (this.#changed) news.push(nt("%(n)s change by others.", "%(n)s changes by others.", this.#changed))
    this.#added.clear()
    this.#changed = 0
    this.#place.textContent = news.length > 3 ? t("Many new notes.") : news.join(" ")
  }
}
