/**
 * Other people's cursors on the canvas: an ink arrow, and the name on a piece of sheet where
 * names are shown. They lie in the layer, so that they stay where they point while one pans,
 * and keep their size while one zooms. A step from one place to the next is a transition of
 * the style sheet; whoever wants less motion has none.
 */

/** @typedef {import("../presence.js").Presence} Presence */
/** @typedef {import("./camera.js").Camera} Camera */

const SVG = "http://www.w3.org/2000/svg"
const ARROW = "M1 1 L1 15 L5 11.5 L7.5 17 L10 16 L7.5 10.5 L13 10.5 Z"

export class Cursors {
  /** @type {Map<string, HTMLElement>} */
  #drawn = new Map()
  #place
  #presence
  #camera

  /**
   * @param {HTMLElement} surface what the pointer moves over @param {HTMLElement} layer what is moved and scaled, with a place for them: `[data-cursors]`
   * @param {Presence} presence @param {Camera} camera @param {AbortSignal} signal
   */
  constructor(surface, layer, presence, camera, signal) {
    this.#presence = presence
    this.#camera = camera
    this.#place = /** @type {HTMLElement} */ (layer.querySelector("[data-cursors]"))
    this.#place.classList.add("cursors")
    this.#place.setAttribute("aria-hidden", "true")
    presence.addEventListener("change", () => this.#draw(), { signal })
    camera.addEventListener("move", () => this.#size(), { signal })
    surface.addEventListener("pointermove", (event) => presence.point(camera.on(event)), { signal, passive: true })
    surface.addEventListener("pointerleave", () => presence.point(null), { signal })
    signal.addEventListener("abort", () => {
      presence.point(null)
      this.#place.replaceChildren()
    })
    this.#size()
    this.#draw()
  }

  #size() {
    this.#place.style.setProperty("--unzoom", String(1 / this.#camera.view.zoom))
  }

  #draw() {
    for (const [key, cursor] of this.#drawn) {
      if (this.#presence.here.get(key)?.x !== undefined) continue
      cursor.remove()
      this.#drawn.delete(key)
    }
    for (const [key, { name, x, y }] of this.#presence.here) {
      if (x === undefined || y === undefined) continue
      const cursor = this.#drawn.get(key) ?? this.#add(key)
      const label = /** @type {HTMLElement} */ (cursor.querySelector("bdi"))
      if (label.textContent !== name) label.textContent = name
      label.hidden = !name
      cursor.style.transform = `translate(${x}px, ${y}px)`
    }
  }

  /** @param {string} key */
  #add(key) {
    const cursor = document.createElement("div")
    cursor.className = "cursor"
    const hand = document.createElement("div")
    const arrow = document.createElementNS(SVG, "svg")
    arrow.setAttribute("viewBox", "0 0 14 18")
    const path = document.createElementNS(SVG, "path")
    path.setAttribute("d", ARROW)
    arrow.append(path)
    hand.append(arrow, document.createElement("bdi"))
    cursor.append(hand)
    this.#drawn.set(key, cursor)
    this.#place.append(cursor)
    return cursor
  }
}
