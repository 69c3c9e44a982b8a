/**
 * Words written in a note while this page does not know how its text came about: what they began
 * from and what was made of it. They are shown as something that waits. Once they are merged, and
 * for what is written in the merged text from then on, the same is kept of what is no op yet: a page
 * may end at any letter.
 */
import { rebase } from "./comparing.js"
import { Jotted } from "./jotted.js"

export class Unmerged {
  #merged = false
  #kept
  #store
  #id
  #base

  /** @param {HTMLElement} root @param {import("../store.js").BoardStore} store @param {string} id @param {string} base the text as it is shown */
  constructor(root, store, id, base) {
    this.#kept = Jotted.of(root)
    this.#store = store
    this.#id = id
    this.#base = base
  }

  get words() {
    return this.#words.mine
  }

  /** For which reveal they were written; 0 in the open. */
  get pm() {
    return this.#words.pm
  }

  /** What was merged lies on the device still, but is no part of what waits. */
  get #words() {
    const kept = this.#merged ? undefined : this.#kept.read(this.#id)
    return kept ?? { base: this.#base, mine: this.#base, pm: 0 }
  }

  /** @param {string} words @param {number} pm */
  write(words, pm) {
    const { base, mine, pm: since } = this.#words
    this.#merged = false
    void this.#kept.keep(this.#id, { base, mine: words, pm: base === mine ? pm : since })
  }

  /** Go on from a text as it is now. @param {string} words */
  begin(words) {
    this.#base = words
  }

  /** What is written in the merged text, until it is an op. @param {string} before @param {string} after @param {number} pm */
  ahead(before, after, pm) {
    const { base = before, pm: since = pm } = this.#kept.read(this.#id) ?? {}
    void this.#kept.keep(this.#id, { base, mine: after, pm: since })
  }

  /** Others wrote in the merged text. @param {string} before @param {string} after */
  follow(before, after) {
    const ahead = this.#kept.read(this.#id)
    if (ahead) void this.#kept.keep(this.#id, { ...ahead, base: rebase(before, ahead.base, after), mine: after })
  }

  /** Find out whether they are this page's still. @returns {Promise<void>} */
  confirm() {
    return this.#kept.confirm(this.#id)
  }

  /** Words of an earlier page are among them now. */
  adopt() {
    this.#merged = false
  }

  /** Let the board show them. */
  show() {
    const { base, mine } = this.#words
    this.#store.sketch(this.#id, base === mine ? null : mine)
  }

  /** Merge them into a text; they are kept until told that they are safe. @param {string} theirs */
  into(theirs) {
    const { base, mine, pm } = this.#words
    this.#end()
    const words = rebase(base, mine, theirs)
    if (base !== mine) void this.#kept.keep(this.#id, { base: theirs, mine: words, pm })
    return words
  }

  /** Give them up; what was written is returned, null if nothing was. */
  take() {
    const { base, mine, pm } = this.#words
    this.begin(base)
    this.#end()
    return base === mine ? null : { t: mine, was: base, pm }
  }

  /** They lie elsewhere on this device. */
  forget() {
    if (this.#merged) void this.#kept.forget(this.#id)
  }

  #end() {
    this.#merged = true
    this.#store.sketch(this.#id, null)
  }
}
