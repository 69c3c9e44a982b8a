/**
 * Words written in a note while this page does not know how its text came about: what they began
 * from and what was made of it. Kept for this tab, and shown as something that waits.
 */
import { Draft } from "./draft.js"
import { rebase } from "./diff.js"

export class Unmerged {
  #draft
  #words
  #store
  #id

  /** @param {HTMLElement} root @param {import("../store.js").BoardStore} store @param {string} id @param {string} base the text as it is shown */
  constructor(root, store, id, base) {
    this.#draft = new Draft(root, id)
    this.#words = this.#draft.read() ?? { base, mine: base, pm: 0 }
    this.#store = store
    this.#id = id
  }

  get words() {
    return this.#words.mine
  }

  /** For which reveal they were written; 0 in the open. */
  get pm() {
    return this.#words.pm
  }

  /** @param {string} words @param {number} pm */
  write(words, pm) {
    const { base, mine, pm: since } = this.#words
    this.#words = { base, mine: words, pm: base === mine ? pm : since }
    this.#draft.keep(this.#words)
  }

  /** Go on from a text as it is now. @param {string} words */
  begin(words) {
    this.#words = { base: words, mine: words, pm: 0 }
  }

  /** Let the board show them. */
  show() {
    const { base, mine } = this.#words
    this.#store.sketch(this.#id, base === mine ? null : mine)
  }

  /** Merge them into a text. @param {string} theirs */
  into(theirs) {
    const { base, mine } = this.#words
    this.#clear()
    return rebase(base, mine, theirs)
  }

  /** Give them up; what was written is returned, null if nothing was. */
  take() {
    const { base, mine, pm } = this.#words
    this.begin(base)
    this.#clear()
    return base === mine ? null : { t: mine, was: base, pm }
  }

  #clear() {
    this.#draft.forget()
    this.#store.sketch(this.#id, null)
  }
}
