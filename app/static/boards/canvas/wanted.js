/**
 * Which papers are to be there: those of what is in sight and not wholly covered, and of what somebody is busy with.
 * Looked for again as one goes about; while others change something it is looked for as a whole now and then, and in
 * between for what they changed alone.
 */
import { covered } from "./covered.js"
import { contains, meets } from "./grid.js"
import { nearestFirst } from "./nearest.js"

/** @typedef {import("./view.js").Box} Box */
/** @typedef {{ layer: HTMLElement, scene: import("./scene.js").Scene, camera: import("./camera.js").Camera, papers: import("./papers.js").Papers, busy: () => string[], held: () => ReadonlySet<string> }} Parts */

/** How far around what is in sight papers lie already, beside its width and at most in pixels; half of it one may go before more come. */
const MARGIN = { part: 0.2, most: 160 }
/** How much closer or further one may be before it is looked again what is in sight: resting, and while one zooms. */
const CLOSER = { resting: 1.01, zooming: 1.5 }
/** A board with so few is drawn whole, wherever one looks. */
const FEW = 150
/** More notes than this are drawn as colours only, as long as they are less than so many pixels wide and nobody could read them anyway. */
const MOST_PAPERS = 400
const READABLE = 80
/** So many times in the width of a note it is looked whether something lies over it. */
const FINE = 24
/** Milliseconds between two looks at all of it while others change something. */
const EVERY = 100

export class Wanted {
  /** What is still to come, the nearest first. @type {string[]} */
  missing = []
  /** What nobody sees any more. @type {string[]} */
  gone = []
  /** Whether notes are shown as colours only. */
  colours = false
  /** For which stretch of the board and which zoom that was found. @type {{ box: Box, zoom: number } | null} */
  #found = null
  /** Whether something changed since. */
  #stale = false
  #lookedAt = -EVERY
  #parts

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts
  }

  /** Whether all is known: else it is looked again soon. */
  get known() {
    return !this.#stale && this.#found !== null
  }

  /** What lies on what may be another, or one sees through it by now. */
  loosen() {
    this.#stale = true
  }

  /** Look what is to be there. @param {Iterable<string>} changed since the last time */
  look(changed) {
    if (this.#outgrown || (this.#stale && performance.now() - this.#lookedAt >= EVERY)) this.#find()
    else if (this.#stale) for (const id of changed) this.#take(id)
  }

  /** Whether one sees what was not looked for yet. */
  get #outgrown() {
    const { camera } = this.#parts
    if (!this.#found) return true
    const by = camera.view.zoom / this.#found.zoom
    if (Math.max(by, 1 / by) > (camera.zooming ? CLOSER.zooming : CLOSER.resting)) return true
    return !camera.zooming && !contains(this.#found.box, camera.sight(this.#margin / 2))
  }

  get #margin() {
    return Math.min(MARGIN.most, MARGIN.part * this.#parts.camera.size.width)
  }

  #find() {
    const { scene, camera, papers, busy } = this.#parts
    const box = camera.sight(this.#margin)
    const seen = scene.grid.size <= FEW ? new Set(scene.grid.ids) : scene.grid.meeting(box)
    this.colours = seen.size > MOST_PAPERS && leastOf(scene, seen) * camera.view.zoom < READABLE
    const first = busy()
    const ids = new Set([...first, ...(this.colours ? [...seen].filter((id) => !this.#isPaper(id)) : this.#uncovered(seen, box))])
    this.missing = nearestFirst([...ids].filter((id) => !papers.has(id)), first, camera.sight(), (id) => scene.box(id))
    this.gone = [...papers.ids].filter((id) => !ids.has(id))
    this.#found = { box, zoom: camera.view.zoom }
    this.#lookedAt = performance.now()
    // Where nothing covers anything the order says no more.
    this.#stale = !papers.known && !this.colours && seen.size > FEW
  }

  /** One thing changed: it comes, or it goes. @param {string} id */
  #take(id) {
    const { scene, papers, busy } = this.#parts
    const box = scene.box(id)
    const wanted = box && this.#found && ((meets(this.#found.box, box) && !(this.colours && this.#isPaper(id))) || busy().includes(id))
    this.gone = this.gone.filter((each) => each !== id)
    this.missing = this.missing.filter((each) => each !== id)
    if (!wanted && papers.has(id)) this.gone.push(id)
    if (wanted && !papers.has(id)) this.missing.unshift(id)
  }

  /** @param {string} id */
  #isPaper(id) {
    return ["note", "image"].includes(this.#parts.scene.living(id)?.type ?? "")
  }

  /** Those of which something is seen: of a heap that is the uppermost. Who searches sees through what was not found. @param {Set<string>} ids @param {Box} within */
  #uncovered(ids, within) {
    const { scene, layer, papers, held } = this.#parts
    if (ids.size <= FEW || layer.hasAttribute("data-finding")) return ids
    const { turns } = papers
    const last = turns.size
    const heap = [...ids].filter((id) => this.#isPaper(id)).sort((one, other) => (turns.get(one) ?? last) - (turns.get(other) ?? last))
    const sheets = heap.map((id) => ({ id, box: /** @type {Box} */ (scene.box(id)), covers: scene.living(id)?.type === "note" && !held().has(id) }))
    const hidden = covered(sheets, within, scene.size.width / FINE)
    return [...ids].filter((id) => !hidden.has(id))
  }
}

/** The width of the smallest of these notes; that of a new one where there is none. @param {import("./scene.js").Scene} scene @param {Iterable<string>} ids */
export function leastOf(scene, ids) {
  let least = scene.size.width
  for (const id of ids) {
    const note = scene.living(id)
    if (note?.type === "note" && note.w < least) least = note.w
  }
  return least
}
