/** Who else has the list open, writes on which note and chose which; and the same of oneself: a menu that is open chooses. */
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
    root.addEventListener("toggle", ({ target }) => {
      if (!(target instanceof HTMLElement) || !target.matches("[data-menu]")) return
      const menus = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-menu][open]")])
      this.#presence.choosing(menus.map((menu) => /** @type {HTMLElement | null} */ (menu.closest("[data-note]"))?.dataset.note ?? ""))
    }, { signal, capture: true })
  }

  mark() {
    markWriters(this.#root, this.#presence)
  }
}
