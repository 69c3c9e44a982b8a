/** Gathers what others do on a board until the page's voice asks for it; the words come when there is first something to say. */
import { lazy } from "../lazy.js"
import { voice } from "../workshops/announcer.js"

/** @typedef {import("./told.js").Piece} Piece */

const telling = lazy(() => import("./told.js"))

export class Heard {
  /** @type {Piece[]} */
  #pieces = []
  #titles
  /** @type {typeof import("./told.js") | null} */
  #told = null
  #source = () => this.#say()

  /** @param {HTMLElement} root @param {import("./store.js").BoardStore} store @param {AbortSignal} signal */
  constructor(root, store, signal) {
    this.#titles = (/** @type {string} */ zone) => root.querySelector(`[data-zone="${CSS.escape(zone)}"] [data-title]`)?.textContent ?? ""
    store.addEventListener("heard", (event) => void this.#hear(/** @type {CustomEvent<Piece[]>} */ (event).detail), { signal })
    for (const choice of root.querySelectorAll("[data-voice]")) offer(/** @type {HTMLSelectElement} */ (choice))
  }

  /** @param {Piece[]} pieces */
  async #hear(pieces) {
    if (voice.level === "off") return
    this.#pieces.push(...pieces)
    this.#told ??= await telling()
    if (this.#pieces.length) voice.ask(this.#source)
  }

  #say() {
    const pieces = this.#pieces.splice(0)
    return voice.level === "off" || !this.#told ? "" : this.#told.told(pieces, this.#titles, voice.level)
  }
}

/** Let people choose how much they are told, and remember it on this device. @param {HTMLSelectElement} choice */
function offer(choice) {
  choice.value = voice.level
  choice.closest("label")?.removeAttribute("hidden")
  choice.addEventListener("change", () => (voice.level = /** @type {import("../workshops/announcer.js").Level} */ (choice.value)))
}
