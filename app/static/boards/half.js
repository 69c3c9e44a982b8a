/**
 * Words that are no note yet, kept on this device with the other typed words (`text/jotted.js`), so that they
 * outlive a browser that is killed. Each page keeps its own under names of its own: what another left is
 * taken up as it is and never mixed with what is typed here.
 */
import { deviceWords } from "../storage.js"
import { newId } from "./outbox.js"
import { Jotted } from "./text/jotted.js"

/** @typedef {{ id: string, alone: boolean, drop: () => void }} Left `alone`: they were begun while people wrote alone; `drop`: they are dealt with */
/** @typedef {(name: string, words: string, left: Left) => boolean | Promise<void>} Take says whether there is a place for them, or when they lie there; else they wait for a page that has one */

export class Half {
  #page = newId()
  #kept
  #mark

  /** @param {HTMLElement} root the board's part of a page @param {Take} take gets what a page that is gone left behind */
  constructor(root, take) {
    const { principal = "", board = "" } = root.dataset
    const place = { dataset: { principal, board: `${board} drafts` }, get isConnected() { return root.isConnected } }
    this.#mark = `kept ${principal} ${board} drafts`
    this.#kept = new Jotted(/** @type {HTMLElement} */ (/** @type {unknown} */ (place)))
    void this.#kept.adopt((each) => {
      const [name = "", page] = each.split(" ")
      if (page === this.#page) return
      const { mine = "", pm = 0 } = this.#kept.read(each) ?? {}
      const drop = () => void this.#kept.forget(each).then(() => this.#settle())
      const taken = take(name, mine, { id: each, alone: pm > 0, drop })
      // Not before they lie elsewhere.
      if (taken) void Promise.resolve(taken).then(drop)
    })
  }

  /** Resolves once they lie on this device. @param {string} name of a field @param {string} words none: it is a note by now, or nobody wants it @param {boolean} [alone] they were begun while people wrote alone */
  async keep(name, words, alone = false) {
    await this.#kept.keep(`${name} ${this.#page}`, { base: "", mine: words, pm: alone ? 1 : 0 })
    void this.#settle()
  }

  /** Whoever opens the board next need not look for what is not there; what another page keeps is. */
  async #settle() {
    if (this.#kept.notes.length || (await this.#kept.lies())) return
    deviceWords.put(this.#mark, null)
  }
}
