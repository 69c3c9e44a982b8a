/**
 * Draws the plane: real elements for what is in sight, in reading order, a few a frame, over the
 * colours of all that is still to come. What is chosen, focused, written or in somebody's hand is never
 * taken away, and what is in the hand is not moved by anybody else.
 */
import { tellTitles } from "../zone_titles.js"
import { showDistance } from "./distance.js"
import { Fitting, tellWhole } from "./fitting.js"
import { drawPaper, lay } from "./paper.js"
import { Papers } from "./papers.js"
import { Wanted, leastOf } from "./wanted.js"

/** @typedef {import("../reducer.js").Element} Note */
/** @typedef {import("./view.js").Point} Point */
/**
 * @typedef {{ root: HTMLElement, layer: HTMLElement, list: HTMLElement, scene: import("./scene.js").Scene,
 *   camera: import("./camera.js").Camera, selection: import("./selection.js").Selection,
 *   look: (note: Note) => import("./paper.js").Look }} Parts
 */

/** While one zooms no more than so many come: each new paper has all that is seen painted anew. */
const MOST_ON_THE_WAY = 24
/** Milliseconds of a frame for papers that come and go, and how many come at least: whoever looks about sees the board move, not wait. */
const WORK = { moving: 3, resting: 6 }
const AT_LEAST = 3
/** So many are set in type within one frame. */
const SET_AT_ONCE = 40

export class Plane extends EventTarget {
  /** Whether colours are shown for what has no paper. */
  crowded = false
  /** @type {Set<string>} what looks different */
  #stale = new Set()
  /** @type {Set<string>} what is to be set in type */
  #unset = new Set()
  /** @type {Set<string>} */
  #held = new Set()
  #fitting = new Fitting()
  #due = false
  #papers
  #wanted
  #parts
  #told

  /** @param {Parts} parts @param {AbortSignal} signal */
  constructor(parts, signal) {
    super()
    this.#parts = parts
    this.#told = tellTitles(parts.root)
    this.#papers = new Papers(parts)
    this.#wanted = new Wanted({ ...parts, papers: this.#papers, busy: () => this.#busy(), held: () => this.#held })
    const { camera, selection } = parts
    for (const name of ["move", "rest"]) camera.addEventListener(name, () => this.#paint(), { signal })
    selection.addEventListener("change", (event) => this.draw(/** @type {CustomEvent<string[]>} */ (event).detail), { signal })
  }

  /** @param {string} id @returns {HTMLElement | undefined} */
  item(id) {
    return this.#papers.get(id)
  }

  /** Draw these anew, with the next frame. @param {Iterable<string>} ids */
  draw(ids) {
    for (const id of ids) this.#stale.add(id)
    this.#papers.loosen()
    this.#wanted.loosen()
    this.#soon()
  }

  #soon() {
    if (this.#due) return
    this.#due = true
    requestAnimationFrame(() => this.#paint())
  }

  /** Bring one into sight and give it the focus; what lies in a pile is seen there. @param {string} of */
  focus(of) {
    const { selection, camera, scene } = this.#parts
    const id = scene.seenAt(of)
    const box = scene.box(id)
    if (!box) return
    selection.go(id)
    camera.show(box)
    this.draw([id])
    // Somebody may have gone on to write meanwhile.
    const give = () => document.activeElement?.closest("textarea, dialog") || this.item(id)?.focus({ preventScroll: true })
    if (this.item(id)) give()
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
    for (const id of this.#held) this.item(id)?.style.setProperty("transform", `translate(${x}px, ${y}px)`)
    this.dispatchEvent(new CustomEvent("carried", { detail: { ids: this.#held, by: { x, y } } }))
  }

  /** Show what is in the hand as large as it would be. @param {string} id @param {import("./view.js").Box} box */
  stretch(id, box) {
    const item = this.item(id)
    if (item) lay(item, box, false)
  }

  /** The hand is empty again. */
  release() {
    const held = this.#held
    this.#held = new Set()
    for (const id of held) this.item(id)?.style.removeProperty("transform")
    this.draw(held)
    this.dispatchEvent(new CustomEvent("carried", { detail: null }))
  }

  #paint() {
    this.#due = false
    const { camera, layer } = this.#parts
    // Words change their size when one has arrived, not on the way: each step has all of them laid out anew.
    if (!camera.zooming) this.#distance()
    this.#wanted.look(this.#stale)
    const drawn = new Set(this.#work())
    for (const id of this.#stale) if (!drawn.has(id)) this.#drawOne(id)
    for (const id of this.#stale) drawn.add(id)
    this.#stale.clear()
    const ordered = this.#papers.lineUp()
    this.#papers.stopAt(this.#parts.selection.at)
    const { missing, gone, colours } = this.#wanted
    // Measuring has the browser lay out at once: that too waits until one has arrived, and all that one sees is there.
    const sets = layer.dataset.near !== "far" && !camera.moving && missing.length === 0
    if (sets) this.#setInType()
    this.crowded = colours || missing.length > 0 || (camera.zooming && this.#papers.size < this.#parts.scene.grid.size)
    if (!camera.zooming && (missing.length || gone.length || !ordered || !this.#wanted.known || (sets && this.#unset.size))) this.#soon()
    this.dispatchEvent(new CustomEvent("drawn", { detail: { drawn } }))
  }

  /** What somebody is busy with, or comes to first. @returns {string[]} */
  #busy() {
    const { scene, selection } = this.#parts
    const first = selection.at ?? this.#papers.first
    return [...(first ? [first] : []), ...this.#held, ...selection.chosen].filter((id) => scene.box(id))
  }

  /** Bring papers that are missing and take away those nobody sees, as far as this frame has time; what was deleted goes at once. @returns {string[]} those that came */
  #work() {
    const { scene, camera } = this.#parts
    const { missing, gone } = this.#wanted
    const until = performance.now() + (camera.moving ? WORK.moving : WORK.resting)
    const waits = camera.zooming && missing.length > MOST_ON_THE_WAY
    // What somebody is busy with comes first, and waits for nothing.
    const busy = new Set(this.#busy())
    /** @type {string[]} */
    const came = []
    while (missing.length && (busy.has(missing[0] ?? "") || (!waits && (came.length < AT_LEAST || performance.now() < until)))) {
      const id = /** @type {string} */ (missing.shift())
      this.#bring(id)
      came.push(id)
    }
    const active = document.activeElement
    this.#wanted.gone = gone.filter((id) => {
      const lives = scene.box(id)
      if (lives && (camera.zooming || performance.now() > until)) return true
      if (!lives && active && this.item(id) === active) this.#lost(/** @type {HTMLElement} */ (active))
      this.#papers.drop(id)
      return false
    })
    return came
  }

  /** @param {string} id */
  #bring(id) {
    this.#papers.make(id)
    this.#drawOne(id)
    const item = this.item(id)
    if (item && this.#unset.has(id)) this.#fitting.guess(item)
  }

  /** @param {string} id */
  #drawOne(id) {
    const { scene, selection, look } = this.#parts
    const note = scene.living(id)
    const item = this.item(id)
    const box = scene.box(id)
    if (!note) return this.#fitting.forget(id)
    if (!item || !box) return
    drawPaper(item, this.#told(note), look(note))
    if (!this.#held.has(id) || !item.style.left) lay(item, box, note.type === "group")
    item.setAttribute("aria-selected", String(selection.chosen.has(id)))
    item.toggleAttribute("data-held", this.#held.has(id))
    if (note.type === "note") this.#unset.add(id)
  }

  /** Words as large as they fit; further away, where all have the least size, those are told from the others that are whole. */
  #setInType() {
    const ids = [...this.#unset].slice(0, SET_AT_ONCE)
    for (const id of ids) this.#unset.delete(id)
    const items = ids.flatMap((id) => this.item(id) ?? [])
    if (this.#parts.layer.dataset.near) tellWhole(items)
    else this.#fitting.fit(items)
  }

  /** Words and lines as large as the zoom asks for. */
  #distance() {
    const { layer, camera, scene } = this.#parts
    const changed = showDistance(layer, camera.view.zoom, { least: leastOf(scene, this.#papers.ids), usual: scene.size.width })
    // Who comes near again sees the words as they fit.
    if (changed) for (const id of this.#papers.ids) if (scene.living(id)?.type === "note") this.#unset.add(id)
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
