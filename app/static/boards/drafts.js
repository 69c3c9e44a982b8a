/** Words in a field of the list that are not yet a note: a reload loses none, nor does the end of their page. */
import { loaded } from "../lazy.js"
import { tabWords } from "../storage.js"
import { keepAtOnce, mayBeLeft } from "./early.js"
import { newId } from "./outbox.js"

/** @typedef {{ id: string, words: string, board: string, opens: boolean, drop: () => void, again: () => void }} LeftBehind `opens`: begun alone, and more people would see it by now; `again` puts it into its field */

/**
 * Words that are not yet a note: in the tab at once, for the page may be loaded again or its board fetched anew
 * while somebody thinks, and on the device as soon as what keeps them there is here (`half.js`).
 */
export class Drafts {
  /** @type {Promise<{ keep: (name: string, words: string, alone: boolean) => Promise<void> }> | undefined} */
  #half
  /** Of all pages that show this board. */
  #page = newId()
  /** What the tab put back into the fields. @type {Map<string, string>} */
  #restored = new Map()
  /** What pages that are gone left, and no field has. @type {Map<string, LeftBehind>} */
  #left = new Map()
  #root
  #of
  #alone
  #changed

  /** @param {HTMLElement} root the board's part of a page @param {() => boolean} alone whether people write alone just now @param {() => void} changed hears that a field has words, or none */
  constructor(root, alone, changed) {
    this.#root = root
    this.#alone = alone
    this.#changed = changed
    this.#of = `${root.dataset.principal} ${root.dataset.board}`
  }

  /** Put what was being written back into its fields. @param {ParentNode} root */
  restore(root) {
    for (const field of /** @type {NodeListOf<HTMLTextAreaElement>} */ (root.querySelectorAll("form[data-compose] textarea"))) {
      const words = tabWords.get(this.#key(field.id)) ?? ""
      this.#restored.set(field.id, words)
      this.#put(field, words)
    }
    if (mayBeLeft(this.#of)) void this.#keeper()
  }

  /** Resolves once its words lie on the device. @param {HTMLTextAreaElement} field */
  async keep(field) {
    if (field.form?.dataset.compose === undefined) return
    const { id, value } = field
    // A full tab keeps no more; the device does.
    tabWords.put(this.#key(id), value || null)
    if (!value) tabWords.put(this.#sent(id), null)
    if (this.#alone() || !value) this.#mark(id, Boolean(value))
    this.#changed()
    const alone = this.#isMarked(id)
    // What keeps words may be on its way still.
    await keepAtOnce(`early ${this.#of} ${id} ${this.#page}`, value, alone, async () => (await this.#keeper()).keep(id, value, alone))
  }

  /** The words of a field become a note with this id. @param {HTMLTextAreaElement} field @param {string} note */
  sending({ id }, note) {
    tabWords.put(this.#sent(id), note)
  }

  /** Empty the fields whose words are a note already: the page was loaded again in the moment in which it was kept. @param {(note: string) => string | undefined} words of a note on the board */
  compare(words) {
    for (const [id, restored] of this.#restored) {
      const note = tabWords.get(this.#sent(id))
      const field = this.#root.querySelector(`textarea[id="${CSS.escape(id)}"]`)
      if (!note || !(field instanceof HTMLTextAreaElement) || field.value !== restored || words(note) !== restored.trim()) continue
      field.value = ""
      void this.keep(field)
    }
  }

  /** The board is shown no more. */
  close() {
    this.#left.clear()
    void this.#show()
  }

  /** True when words in a field were written while people wrote alone, and more people would see them by now. @param {HTMLTextAreaElement} field */
  opens({ id, value }) {
    return Boolean(value && !this.#alone() && this.#isMarked(id))
  }

  /** @param {string} id of a field @param {boolean} alone its words were begun while people wrote alone */
  #mark(id, alone) {
    tabWords.put(`alone ${this.#of} ${id}`, alone ? "yes" : null)
  }

  /** @param {string} id of a field */
  #isMarked(id) {
    return tabWords.get(`alone ${this.#of} ${id}`) !== null
  }

  /** What keeps words on the device; what other pages left comes with it. */
  #keeper() {
    return (this.#half ??= loaded(() => import("./half.js")).then(({ Half }) => new Half(this.#root, (name, words, left) => this.#take(name, words, left), this.#page)))
  }

  /** Nobody finds in their field, while they write, what they did not write there; nor what they began alone, once everybody would see it.
   * @param {string} name @param {string} words @param {import("./half.js").Left} left */
  #take(name, words, left) {
    const field = this.#root.querySelector(`textarea[id="${CSS.escape(name)}"]`)
    if (!(field instanceof HTMLTextAreaElement)) return false
    // What the tab kept through a reload the device kept as well.
    if (field.value.includes(words) || this.#restored.get(name)?.includes(words)) return true
    const opens = left.alone && !this.#alone()
    if (!opens && !field.value && document.activeElement !== field && !this.#left.has(left.id)) return this.#takeUp(field, words, left.alone)
    if (!this.#root.isConnected || this.#left.has(left.id)) return false
    const done = () => {
      this.#left.delete(left.id)
      void this.#show()
      left.drop()
    }
    const again = () => {
      void this.#takeUp(field, words, left.alone).then(done)
      field.dispatchEvent(new Event("zone:wanted", { bubbles: true }))
      field.focus()
    }
    this.#left.set(left.id, { id: left.id, words, board: this.#root.dataset.called ?? "", opens, drop: done, again })
    void this.#show()
    return false
  }

  /** Put words into a field, with what is known of them. @param {HTMLTextAreaElement} field @param {string} words @param {boolean} alone */
  #takeUp(field, words, alone) {
    this.#put(field, words)
    if (alone) this.#mark(field.id, true)
    return this.keep(field)
  }

  /** Show above the step what no field has. */
  async #show() {
    const tray = /** @type {HTMLElement | null} */ (document.querySelector("[data-returned]"))
    if (!tray || !(this.#left.size || tray.querySelector("[data-kind=left]"))) return
    const { showLeft } = await loaded(() => import("./tray.js"))
    showLeft(tray, [...this.#left.values()])
  }

  /** Behind what stands there already. @param {HTMLTextAreaElement} field @param {string} words */
  #put(field, words) {
    if (!words || field.value.includes(words)) return
    field.value = [field.value, words].filter(Boolean).join("\n")
    field.closest("details")?.setAttribute("open", "")
  }

  /** @param {string} id of a field */
  #sent(id) {
    return `sent ${this.#of} ${id}`
  }

  /** @param {string} id */
  #key(id) {
    return `draft ${this.#of} ${id}`
  }
}
