/** Who else has the list open and writes on which note; and that one writes oneself. */
import { markWriters, openPresence } from "./here.js"
import { copy } from "./note.js"

export class Company {
  #root
  #presence

  /** @param {HTMLElement} root @param {import("./store.js").BoardStore} store @param {AbortSignal} signal */
  constructor(root, store, signal) {
    this.#root = root
    root.querySelector("[data-side]")?.append(copy(root, "presence"))
    this.#presence = openPresence(root, store, signal)
    const tell = () => this.#presence.writing(/** @type {HTMLElement | null} */ (document.activeElement?.closest("form[data-edit]"))?.dataset.edit ?? null)
    for (const name of ["focusin", "focusout", "input"]) root.addEventListener(name, () => queueMicrotask(tell), { signal })
    tell()
  }

  mark() {
    markWriters(this.#root, this.#presence)
  }
}
