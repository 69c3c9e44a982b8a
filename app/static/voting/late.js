/** One's own dots that came after their vote was closed: how many, and on which notes. Few people ever have any. */
import { nt, t } from "../seldom.js"

/** @param {readonly string[]} notes */
const listed = (notes) => new Intl.ListFormat(document.documentElement.lang).format(notes)

export class LateDots {
  /** The words of their notes, by the dots. @type {Map<string, string>} */
  #notes = new Map()

  /** @param {string} dot @param {string} note its words; nothing where it is not here */
  keep(dot, note) {
    this.#notes.set(dot, note)
  }

  /** One was taken back. @param {string} dot */
  forget(dot) {
    this.#notes.delete(dot)
  }

  /** @returns {string[]} */
  get sentences() {
    const { size } = this.#notes
    if (size === 0) return []
    const all = [...this.#notes.values()]
    const of = (/** @type {string} */ note) => all.filter((each) => each === note).length
    const named = [...new Set(all)].filter(Boolean).map((note) => t("“%(note)s” (%(dots)s)", { note: `\u2068${note}\u2069`, dots: nt("%(n)s dot", "%(n)s dots", of(note)) }))
    return [
      nt("The vote is closed. %(n)s dot of yours came too late and was not counted.", "The vote is closed. %(n)s dots of yours came too late and were not counted.", size),
      named.length ? t("Not counted: %(notes)s.", { notes: listed(named) }) : "",
    ]
  }
}
