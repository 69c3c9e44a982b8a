/**
 * The board in small: the map in the corner, and the colours of a crowded board seen from
 * far away. Each is one bitmap in board units, painted when something changed.
 */
import { BOARD } from "../geometry.js"
import { Inks, paintPapers } from "./painting.js"

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./camera.js").Camera} Camera */

/** Milliseconds between two paintings while others go on changing something. */
const EVERY = 400

export class Overview {
  #due = false
  #paintedAt = -EVERY
  /** Whether the colours are those of before something changed. */
  #pale = true
  /** Whether the map can be seen: asked of the browser in its time, not in every frame. */
  #shown = false
  /** The map without what is in sight. */
  #map = document.createElement("canvas")
  #parts
  #inks

  /** @param {{ mini: HTMLCanvasElement, far: HTMLCanvasElement, scene: Scene, camera: Camera, paperOf: (note: import("../reducer.js").Element) => string, crowded: () => boolean }} parts @param {AbortSignal} signal */
  constructor(parts, signal) {
    this.#parts = parts
    this.#inks = new Inks(parts.mini)
    const { mini, camera } = parts
    Object.assign(this.#map, { width: mini.width, height: mini.height })
    camera.addEventListener("move", () => this.#mini(), { signal })
    const watch = new ResizeObserver(() => {
      this.#shown = mini.clientWidth > 0
      this.changed()
    })
    watch.observe(mini)
    signal.addEventListener("abort", () => watch.disconnect())
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.changed(), { signal })
    let down = false
    const go = (/** @type {PointerEvent} */ event) => {
      const { left, top, width, height } = mini.getBoundingClientRect()
      const at = { x: ((event.clientX - left) / width) * BOARD.width, y: ((event.clientY - top) / height) * BOARD.height }
      const { zoom } = camera.view
      camera.look({ zoom, x: camera.size.width / 2 - at.x * zoom, y: camera.size.height / 2 - at.y * zoom })
    }
    mini.addEventListener("pointerdown", (event) => {
      down = true
      mini.setPointerCapture(event.pointerId)
      go(event)
    }, { signal })
    mini.addEventListener("pointermove", (event) => down && go(event), { signal })
    mini.addEventListener("lostpointercapture", () => (down = false), { signal })
  }

  /** Something on the board looks different. */
  changed() {
    if (this.#due) return
    this.#due = true
    const idle = globalThis.requestIdleCallback ?? ((/** @type {() => void} */ deed) => setTimeout(deed, 50))
    setTimeout(() => idle(() => this.#paint()), Math.max(0, this.#paintedAt + EVERY - performance.now()))
  }

  #paint() {
    this.#due = false
    this.#paintedAt = performance.now()
    this.#inks.clear()
    this.#pale = true
    this.#far()
    if (this.#shown) this.#papers(this.#map, 2)
    this.#mini()
  }

  /** Show the colours, or the papers themselves. */
  switch() {
    const { far, crowded } = this.#parts
    if (far.hidden !== crowded()) return
    far.hidden = !crowded()
    this.#far()
  }

  #far() {
    const { far } = this.#parts
    if (far.hidden || !this.#pale) return
    this.#papers(far, 0)
    this.#pale = false
  }

  #mini() {
    const { mini, camera } = this.#parts
    // In small there is nothing to find of what is seen whole, and it would lie over notes.
    mini.toggleAttribute("data-idle", camera.seesAll)
    const pen = this.#shown ? mini.getContext("2d") : null
    if (!pen) return
    pen.clearRect(0, 0, mini.width, mini.height)
    pen.drawImage(this.#map, 0, 0)
    const scale = mini.width / BOARD.width
    const [left, top, right, bottom] = camera.sight()
    pen.strokeStyle = this.#inks.of("accent")
    pen.lineWidth = 3
    pen.strokeRect(left * scale, top * scale, (right - left) * scale, (bottom - top) * scale)
  }

  /** @param {HTMLCanvasElement} place @param {number} least how many pixels a note has at least */
  #papers(place, least) {
    const pen = place.getContext("2d")
    if (!pen) return
    pen.clearRect(0, 0, place.width, place.height)
    paintPapers(pen, { ...this.#parts, inks: this.#inks }, { scale: place.width / BOARD.width, least })
  }
}
