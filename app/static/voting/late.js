/** One's own dots that came after their vote was closed: how many, and on which notes. Few people ever have any. */
import { loaded } from "../lazy.js"
import { nt, t } from "../seldom.js"

/** Milliseconds within which not everybody has read them. */
const READ = 30_000

/** @param {readonly string[]} notes */
const listed = (notes) => new Intl.ListFormat(document.documentElement.lang).format(notes)

export class LateDots {
  /** The words of their notes, by the dots. @type {Map<string, string>} */
  #notes = new Map()
  #last = 0
  #root
  #signal

  /** @param {HTMLElement} root the board's part of a page @param {AbortSignal} signal ends it: what was told a moment ago goes on to the next page */
  constructor(root, signal) {
    this.#root = root
    this.#signal = signal
    signal.addEventListener("abort", () => this.#handOn())
  }

  /** @param {string} dot @param {string} note its words; nothing where it is not here */
  keep(dot, note) {
    this.#notes.set(dot, note)
    this.#last = performance.now()
    if (this.#signal.aborted) this.#handOn()
  }

  /** Another vote is open. */
  clear() {
    this.#notes.clear()
  }

  #handOn() {
    const { principal = "", board = "" } = this.#root.dataset
    const dots = [...this.#notes.keys()]
    if (dots.length && performance.now() - this.#last < READ) void loaded(() => import("./elsewhere.js")).then(({ tellLate }) => tellLate(principal, board, dots))
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
    const named = [...new Set(all)].filter(Boolean).map((note) => nt("“%(note)s” (%(n)s dot)", "“%(note)s” (%(n)s dots)", of(note), { note: `\u2068${note}\u2069` }))
    return [
      nt("The vote is closed. %(n)s dot of yours came too late and was not counted.", "The vote is closed. %(n)s dots of yours came too late and were not counted.", size),
      named.length ? t("Not counted: %(notes)s.", { notes: listed(named) }) : "",
    ]
  }
}
