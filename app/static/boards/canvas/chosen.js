/**
 * What other people chose on the canvas: an outline around it, with their names where names are shown. It lies in the
 * layer beside the cursors, keeps its width at every zoom, and goes where its note goes.
 */

/** @typedef {import("../presence.js").Presence} Presence */

/** Names on one outline. */
const NAMES = 3

export class Chosen {
  /** @type {Map<string, HTMLElement>} */
  #drawn = new Map()
  #place
  #presence
  #scene

  /**
   * @param {HTMLElement} layer what is moved and scaled @param {Presence} presence @param {import("./scene.js").Scene} scene
   * @param {AbortSignal} signal
   */
  constructor(layer, presence, scene, signal) {
    this.#presence = presence
    this.#scene = scene
    this.#place = document.createElement("div")
    this.#place.className = "others-chosen"
    this.#place.setAttribute("aria-hidden", "true")
    layer.querySelector("[data-cursors]")?.before(this.#place)
    presence.addEventListener("change", () => this.mark(), { signal })
    signal.addEventListener("abort", () => this.#place.remove())
  }

  /** Once more where the notes are by now. */
  mark() {
    const { chosen } = this.#presence
    for (const [id, outline] of this.#drawn) {
      if (chosen.has(id) && this.#scene.box(id)) continue
      outline.remove()
      this.#drawn.delete(id)
    }
    for (const [id, names] of chosen) this.#lay(id, names)
  }

  /** @param {string} id @param {string[]} names */
  #lay(id, names) {
    const box = this.#scene.box(id)
    if (!box) return
    const outline = this.#drawn.get(id) ?? this.#add(id)
    const [left, top, right, bottom] = box
    Object.assign(outline.style, { transform: `translate(${left}px, ${top}px)`, width: `${right - left}px`, height: `${bottom - top}px` })
    const label = /** @type {HTMLElement} */ (outline.firstElementChild)
    const words = names.filter(Boolean).slice(0, NAMES).join(" · ") + (names.length > NAMES ? " …" : "")
    if (label.textContent !== words) label.textContent = words
    label.hidden = !words
  }

  /** @param {string} id */
  #add(id) {
    const outline = document.createElement("div")
    outline.append(document.createElement("bdi"))
    this.#drawn.set(id, outline)
    this.#place.append(outline)
    return outline
  }
}
