/**
 * The board in small: the map in the corner, and the colours of a crowded board seen from
 * far away. Each is one bitmap in board units, painted when something changed.
 */
import { BOARD } from "../geometry.js"

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./camera.js").Camera} Camera */

export class Overview {
  #due = false
  #parts
  /** @type {Map<string, [string, string]>} paper → its ground and edge, as the theme has them */
  #inks = new Map()

  /** @param {{ mini: HTMLCanvasElement, far: HTMLCanvasElement, scene: Scene, camera: Camera, paperOf: (note: import("../reducer.js").Element) => string, crowded: () => boolean }} parts @param {AbortSignal} signal */
  constructor(parts, signal) {
    this.#parts = parts
    const { mini, camera } = parts
    camera.addEventListener("move", () => this.#mini(), { signal })
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
    idle(() => {
      this.#due = false
      this.#inks.clear()
      this.#far()
      this.#mini()
    })
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
    if (!far.hidden) this.#papers(far, 0)
  }

  #mini() {
    const { mini, camera } = this.#parts
    if (!mini.clientWidth) return
    const pen = this.#papers(mini, 2)
    if (!pen) return
    const scale = mini.width / BOARD.width
    const [left, top, right, bottom] = camera.sight()
    pen.strokeStyle = this.#ink(mini, "--accent")
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
    pen.strokeStyle = this.#ink(place, "--line")
    if (least) for (const { box: [left, top, right, bottom] } of scene.grounds) pen.strokeRect(left * scale, top * scale, (right - left) * scale, (bottom - top) * scale)
    for (const note of scene.elements.values()) {
      if (note.deleted || !["note", "image", "shape", "text"].includes(note.type)) continue
      const paper = paperOf(note)
      const [ground, edge] = this.#inks.get(paper) ?? [this.#ink(place, `--${paper}`), this.#ink(place, `--${paper}-edge`)]
      this.#inks.set(paper, [ground, edge])
      const [width, height] = [Math.max(least, note.w * scale), Math.max(least, note.h * scale)]
      pen.fillStyle = least ? edge : ground
      pen.fillRect(note.x * scale, note.y * scale, width, height)
      if (least) continue
      pen.strokeStyle = edge
      pen.strokeRect(note.x * scale, note.y * scale, width, height)
    }
    return pen
  }

  /** @param {HTMLElement} place @param {string} name */
  #ink(place, name) {
    return getComputedStyle(place).getPropertyValue(name).trim()
  }
}
