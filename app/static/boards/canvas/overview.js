/**
 * The board in small: the map in the corner, and the colours of a crowded board seen from
 * far away. Each is one bitmap in board units, painted when something changed.
 */
import { BOARD } from "../geometry.js"

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
  /** @type {Map<string, string>} colours by name, as the theme has them */
  #inks = new Map()

  /** @param {{ mini: HTMLCanvasElement, far: HTMLCanvasElement, scene: Scene, camera: Camera, paperOf: (note: import("../reducer.js").Element) => string, crowded: () => boolean }} parts @param {AbortSignal} signal */
  constructor(parts, signal) {
    this.#parts = parts
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
    const pen = this.#shown ? mini.getContext("2d") : null
    if (!pen) return
    pen.clearRect(0, 0, mini.width, mini.height)
    pen.drawImage(this.#map, 0, 0)
    const scale = mini.width / BOARD.width
    const [left, top, right, bottom] = camera.sight()
    pen.strokeStyle = this.#ink("--accent")
    pen.lineWidth = 3
    pen.strokeRect(left * scale, top * scale, (right - left) * scale, (bottom - top) * scale)
  }

  /** @param {HTMLCanvasElement} place @param {number} least how many pixels a note has at least */
  #papers(place, least) {
    const { scene, paperOf } = this.#parts
    const pen = place.getContext("2d")
    if (!pen) return null
    const scale = place.width / BOARD.width
    pen.clearRect(0, 0, place.width, place.height)
    pen.lineWidth = 1
    pen.strokeStyle = this.#ink("--line")
    if (least) for (const { box: [left, top, right, bottom] } of scene.grounds) pen.strokeRect(left * scale, top * scale, (right - left) * scale, (bottom - top) * scale)
    for (const note of scene.elements.values()) {
      if (note.deleted || !["note", "image", "shape", "text"].includes(note.type) || scene.isCovered(note.id)) continue
      const paper = paperOf(note)
      const [ground, edge] = [this.#ink(`--${paper}`), this.#ink(`--${paper}-edge`)]
      const [width, height] = [Math.max(least, note.w * scale), Math.max(least, note.h * scale)]
      pen.fillStyle = least ? edge : ground
      pen.fillRect(note.x * scale, note.y * scale, width, height)
      if (least) continue
      pen.strokeStyle = edge
      pen.strokeRect(note.x * scale, note.y * scale, width, height)
    }
    return pen
  }

  /** @param {string} name */
  #ink(name) {
    const ink = this.#inks.get(name) ?? getComputedStyle(this.#parts.mini).getPropertyValue(name).trim()
    this.#inks.set(name, ink)
    return ink
  }
}
