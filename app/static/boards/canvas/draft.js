/** What is being written and is nothing yet: kept for this tab, and on this device, so that it outlives a killed browser. */
import { loaded } from "../../lazy.js"
import { tabWords } from "../../storage.js"
import { keepAtOnce, mayBeLeft } from "../early.js"
import { newId } from "../outbox.js"

/** @typedef {{ job: import("./write.js").Job, words: string }} Begun */

export class Draft {
  /** @type {Promise<import("../half.js").Half> | undefined} */
  #half
  #page = newId()
  #name
  #of
  #root
  #take

  /** @param {string} name @param {HTMLElement} root the board's part of a page @param {() => boolean} busy whether the field has no place for what a page that is gone left @param {() => void} left called when that is here */
  constructor(name, root, busy, left) {
    this.#name = name
    this.#of = `${root.dataset.principal} ${root.dataset.board}`
    this.#root = root
    const restored = tabWords.get(name)
    this.#take = (/** @type {string} */ field, /** @type {string} */ words) => {
      if (field !== FIELD) return false
      const here = tabWords.get(this.#name)
      // What the tab kept through a reload was in the field from the beginning, and may be a note by now.
      if (words === restored && here !== words) return true
      // Whoever types in the field would write over it: it waits until that is done.
      if (here === null ? busy() : here !== words) return false
      this.#put(words)
      left()
      return true
    }
    if (mayBeLeft(this.#of)) void this.#keeper()
  }

  /** @returns {Begun | null} */
  read() {
    return JSON.parse(tabWords.get(this.#name) ?? "null")
  }

  /** @param {Begun["job"]} job @param {string} words */
  write(job, words) {
    this.#put(words ? JSON.stringify({ job, words }) : "")
  }

  forget() {
    this.#put("")
  }

  /** @param {string} begun */
  #put(begun) {
    // A full tab keeps no more; the device does.
    tabWords.put(this.#name, begun || null)
    void keepAtOnce(`early ${this.#of} ${FIELD} ${this.#page}`, begun, false, async () => (await this.#keeper()).keep(FIELD, begun))
  }

  /** What keeps it on the device; what other pages left comes with it. */
  #keeper() {
    return (this.#half ??= loaded(() => import("../half.js")).then(({ Half }) => new Half(this.#root, this.#take, this.#page)))
  }
}

/** By which name the device keeps what is begun on a plane. */
const FIELD = "plane"
