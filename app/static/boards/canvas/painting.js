/** Papers as plain colours: what maps and boards seen from far away are painted with, in the inks of the theme. */
import { PEN, strokePath } from "./strokes.js"

/** @typedef {import("./scene.js").Scene} Scene */

/** The colours the page has now, each asked for once. */
export class Inks {
  /** @type {Map<string, string>} */
  #known = new Map()
  #place

  /** @param {HTMLElement} place where they are to be seen */
  constructor(place) {
    this.#place = place
  }

  /** @param {string} name of a custom property, without its dashes */
  of(name) {
    const known = this.#known.get(name) ?? getComputedStyle(this.#place).getPropertyValue(`--${name}`).trim()
    this.#known.set(name, known)
    return known
  }

  /** The theme may be another. */
  clear() {
    this.#known.clear()
  }
}

/** Paint every paper, and around them the zones. @param {CanvasRenderingContext2D} pen @param {{ scene: Scene, paperOf: (note: import("../reducer.js").Element) => string, inks: Inks }} board
 * @param {{ scale: number, least: number, edged?: boolean }} how pixels to a board unit, and how many pixels a paper has at least; without an edge it is all edge, which is seen better small */
export function paintPapers(pen, { scene, paperOf, inks }, { scale, least, edged = least === 0 }) {
  pen.lineWidth = 1
  pen.strokeStyle = inks.of("line")
  if (least) for (const { box: [left, top, right, bottom] } of scene.grounds) pen.strokeRect(left * scale, top * scale, (right - left) * scale, (bottom - top) * scale)
  // Seen from far away strokes are drawn by themselves; on a map they are part of it.
  if (least) paintStrokes(pen, { scene, paperOf, inks }, scale)
  for (const note of scene.elements.values()) {
    if (note.deleted || !["note", "image", "shape", "text"].includes(note.type) || scene.isCovered(note.id)) continue
    const paper = paperOf(note)
    const [width, height] = [Math.max(least, note.w * scale), Math.max(least, note.h * scale)]
    pen.fillStyle = edged ? inks.of(paper) : inks.of(`${paper}-edge`)
    pen.fillRect(note.x * scale, note.y * scale, width, height)
    if (!edged) continue
    pen.strokeStyle = inks.of(`${paper}-edge`)
    pen.strokeRect(note.x * scale, note.y * scale, width, height)
  }
}

/** @param {CanvasRenderingContext2D} pen @param {{ scene: Scene, paperOf: (note: import("../reducer.js").Element) => string, inks: Inks }} board @param {number} scale */
function paintStrokes(pen, { scene, paperOf, inks }, scale) {
  pen.save()
  pen.scale(scale, scale)
  for (const stroke of scene.elements.values()) {
    if (stroke.deleted || stroke.type !== "ink") continue
    pen.strokeStyle = stroke.colour ? inks.of(`${paperOf(stroke)}-edge`) : inks.of("ink")
    // No thinner than one sees.
    pen.lineWidth = Math.max(stroke.pen ?? PEN, 1 / scale)
    pen.stroke(new Path2D(strokePath(stroke)))
  }
  pen.restore()
}
