/**
 * Draws the plane: real elements for what is in sight, in reading order, once a frame.
 * What is chosen, focused, written or in somebody's hand is never taken away, and what is
 * in the hand is not moved by anybody else.
 */
import { showDistance } from "./distance.js"
import { Fitting } from "./fitting.js"
import { drawPaper, lay, lineUp, makePaper } from "./paper.js"

/** @typedef {import("../reducer.js").Element} Note */
/** @typedef {import("./view.js").Point} Point */
/**
 * @typedef {{ root: HTMLElement, layer: HTMLElement, list: HTMLElement, scene: import("./scene.js").Scene,
 *   camera: import("./camera.js").Camera, selection: import("./selection.js").Selection,
 *   look: (note: Note) => import("./paper.js").Look }} Parts
 */

/** Pixels around what is in sight that are drawn already. */
const MARGIN = 200
/** More notes than this are drawn as colours only, as long as they are less than so many pixels wide and nobody could read them anyway. */
const MOST_PAPERS = 800
/** So many are made within one frame; the others follow with the next ones, over their colours. */
const MADE_AT_ONCE = 60
const READABLE = 80

export class Plane extends EventTarget {
  /** @type {Map<string, HTMLElement>} */
  #made = new Map()
  /** @type {Set<string>} */
  #stale = new Set()
  /** @type {Set<string>} */
  #held = new Set()
  #fitting = new Fitting()
  #due = false
  #reordered = true
  #parts

  /** @param {Parts} parts @param {AbortSignal} signal */
  constructor(parts, signal) {
    super()
    this.#parts = parts
    parts.camera.addEventListener("move", () => this.#paint(), { signal })
    parts.selection.addEventListener("change", (event) => this.draw(/** @type {CustomEvent<string[]>} */ (event).detail), { signal })
  }

  /** @param {string} id @returns {HTMLElement | undefined} */
  item(id) {
    return this.#made.get(id)
  }

  /** Whether so many notes are in sight that they are drawn as colours. */
  crowded = false

  /** Draw these anew, with the next frame. @param {Iterable<string>} ids */
  draw(ids) {
    for (const id of ids) this.#stale.add(id)
    this.#reordered = true
    if (this.#due) return
    this.#due = true
    requestAnimationFrame(() => this.#paint())
  }

  /** Bring one into sight and give it the focus. @param {string} id */
  focus(id) {
    const { selection, camera, scene } = this.#parts
    const box = scene.box(id)
    if (!box) return
    selection.go(id)
    camera.show(box)
    this.draw([id])
    // Somebody may have gone on to write meanwhile.
    const give = () => document.activeElement?.closest("textarea, dialog") || this.#made.get(id)?.focus({ preventScroll: true })
    if (this.#made.has(id)) give()
    else requestAnimationFrame(give)
  }

  /** These are in the hand. @param {Iterable<string>} ids */
  hold(ids) {
    this.#held = new Set(ids)
    this.draw(this.#held)
  }

  /** Whether something is in the hand. */
  get holding() {
    return this.#held.size > 0
  }

  /** Show what is in the hand so far from where it lies. @param {Point} by board units */
  carry({ x, y }) {
    for (const id of this.#held) this.#made.get(id)?.style.setProperty("transform", `translate(${x}px, ${y}px)`)
    this.dispatchEvent(new CustomEvent("carried", { detail: { ids: this.#held, by: { x, y } } }))
  }

  /** Show what is in the hand as large as it would be. @param {string} id @param {import("./view.js").Box} box */
  stretch(id, box) {
    const item = this.#made.get(id)
    if (item) lay(item, box, false)
  }

  /** The hand is empty again. */
  release() {
    const held = this.#held
    this.#held = new Set()
    for (const id of held) this.#made.get(id)?.style.removeProperty("transform")
    this.draw(held)
    this.dispatchEvent(new CustomEvent("carried", { detail: null }))
  }

  #paint() {
    this.#due = false
    const { scene, selection, list } = this.#parts
    this.#distance()
    const wanted = this.#wanted()
    const active = document.activeElement
    for (const [id, item] of this.#made) {
      if (wanted.has(id)) continue
      if (item === active && !scene.living(id)) this.#lost(item)
      item.remove()
      this.#made.delete(id)
      this.#reordered = true
    }
    const missing = [...this.#busy(), ...wanted].filter((id) => !this.#made.has(id))
    const fresh = [...new Set(missing)].slice(0, MADE_AT_ONCE)
    for (const id of fresh) this.#make(id)
    if (missing.length > fresh.length) {
      this.crowded = true
      this.draw([])
    }
    const drawn = new Set([...fresh, ...this.#stale])
    for (const id of drawn) this.#drawOne(id)
    if (fresh.length || this.#reordered) {
      const items = scene.order.flatMap((id) => this.#made.get(id) ?? [])
      lineUp(list, items, list.contains(document.activeElement) ? /** @type {Element} */ (document.activeElement).closest("[data-note]") : null)
    }
    this.#stale.clear()
    this.#reordered = false
    if (!this.#parts.layer.dataset.near) this.#fitting.fit([...this.#made.values()].filter((item) => drawn.has(item.dataset.note ?? "") && item.matches(".cv-note")))
    this.#tabStop(selection.at)
    this.dispatchEvent(new CustomEvent("drawn", { detail: { fresh, drawn } }))
  }

  /** What is to be there: in sight, and what somebody is busy with. @returns {Set<string>} */
  #wanted() {
    const { scene, camera } = this.#parts
    const seen = scene.grid.meeting(camera.sight(MARGIN))
    this.crowded = seen.size > MOST_PAPERS && this.#least(seen) * camera.view.zoom < READABLE
    const wanted = this.crowded ? new Set([...seen].filter((id) => !["note", "image"].includes(scene.living(id)?.type ?? ""))) : seen
    for (const id of this.#busy()) wanted.add(id)
    return wanted
  }

  /** What somebody is busy with, or comes to first. @returns {string[]} */
  #busy() {
    const { scene, selection } = this.#parts
    const first = selection.at ?? scene.order[0]
    return [...selection.chosen, ...this.#held, ...(first ? [first] : [])].filter((id) => scene.living(id))
  }

  /** @param {string} id */
  #make(id) {
    const note = this.#parts.scene.living(id)
    if (!note) return
    const item = makePaper(this.#parts.root, note)
    this.#made.set(id, item)
    this.#parts.list.append(item)
  }

  /** @param {string} id */
  #drawOne(id) {
    const { scene, selection, look } = this.#parts
    const note = scene.living(id)
    const item = this.#made.get(id)
    const box = scene.box(id)
    if (!note) return this.#fitting.forget(id)
    if (!item || !box) return
    drawPaper(item, note, look(note))
    if (!this.#held.has(id)) lay(item, box, note.type === "group")
    item.setAttribute("aria-selected", String(selection.chosen.has(id)))
    item.toggleAttribute("data-held", this.#held.has(id))
  }

  /** Words and lines as large as the zoom asks for. */
  #distance() {
    const { layer, camera, scene } = this.#parts
    const before = layer.dataset.near
    showDistance(layer, camera.view.zoom, { least: this.#least(this.#made.keys()), usual: scene.size.width })
    // Who comes near again sees the words as they fit.
    if (before && !layer.dataset.near) for (const id of this.#made.keys()) this.#stale.add(id)
  }

  /** The width of the smallest of these notes; that of a new one where there is none. @param {Iterable<string>} ids */
  #least(ids) {
    const { scene } = this.#parts
    const notes = [...ids].map((id) => scene.living(id)).filter((note) => note?.type === "note")
    return notes.reduce((least, note) => Math.min(least, note?.w ?? least), scene.size.width)
  }

  /** @param {string | null} at */
  #tabStop(at) {
    const stop = this.#made.get(at ?? "") ?? this.#made.get(this.#parts.scene.order.find((id) => this.#made.has(id)) ?? "")
    for (const item of this.#made.values()) {
      const index = item === stop ? 0 : -1
      if (item.tabIndex !== index) item.tabIndex = index
    }
  }

  /** What has the focus is gone: the focus goes on to what lies nearest, so that nobody's sight jumps over the board. @param {HTMLElement} item */
  #lost({ style }) {
    const { scene } = this.#parts
    const [x, y] = [parseFloat(style.left), parseFloat(style.top)]
    const far = (/** @type {string} */ id) => {
      const [left, top] = scene.box(id) ?? [Infinity, Infinity]
      return Math.hypot(left - x, top - y)
    }
    const [nearest = null] = scene.order.filter((id) => scene.living(id)).sort((one, other) => far(one) - far(other))
    this.dispatchEvent(new CustomEvent("lost", { detail: nearest }))
  }
}
