/** The papers that are there, in the order in which people read: brought one by one, lined up once a frame. */
import { lineUp, makePaper } from "./paper.js"

/** Milliseconds between two looks at the order, which others change as often as they move something. */
const EVERY = 250

export class Papers {
  /** @type {Map<string, HTMLElement>} */
  #made = new Map()
  /** @type {ReadonlyMap<string, number>} element → its place in reading order, as it was looked at last */
  #turn = new Map()
  /** @type {string | undefined} */
  #first
  #lookedAt = -EVERY
  /** Whether something came, or the order may be another. */
  #loose = true
  #known = false
  /** Where the Tab stop was wanted last; undefined once it may be elsewhere. @type {string | null | undefined} */
  #stop
  #root
  #list
  #scene

  /** @param {{ root: HTMLElement, list: HTMLElement, scene: import("./scene.js").Scene }} parts */
  constructor({ root, list, scene }) {
    this.#root = root
    this.#list = list
    this.#scene = scene
  }

  get size() {
    return this.#made.size
  }

  /** What is read first, as far as one knows. @returns {string | undefined} */
  get first() {
    return this.#first ?? this.#scene.order[0]
  }

  /** @returns {Iterable<string>} */
  get ids() {
    return this.#made.keys()
  }

  /** @param {string} id */
  has(id) {
    return this.#made.has(id)
  }

  /** @param {string} id @returns {HTMLElement | undefined} */
  get(id) {
    return this.#made.get(id)
  }

  /** Bring the paper of what lives; it gets its place with the next `lineUp`. @param {string} id */
  make(id) {
    const note = this.#scene.living(id)
    if (!note) return
    this.#made.set(id, makePaper(this.#root, note))
    this.#loose = true
  }

  /** @param {string} id */
  drop(id) {
    this.#made.get(id)?.remove()
    this.#made.delete(id)
    this.#stop = undefined
  }

  /** The order may be another. */
  loosen() {
    this.#loose = true
    this.#known = false
  }

  /** Whether the order is the one of now. */
  get known() {
    return this.#known
  }

  /** Each element's place in the order as it was looked at last, which is done now if it is time. @returns {ReadonlyMap<string, number>} */
  get turns() {
    const now = performance.now()
    // Before the board was there nothing had a place: what stood in another order would all be moved a moment later.
    if (!this.#known && (now - this.#lookedAt >= EVERY || this.#turn.size === 0)) {
      this.#turn = this.#scene.turns
      this.#first = this.#scene.order[0]
      this.#lookedAt = now
      this.#known = true
    }
    return this.#turn
  }

  /** Line up what is loose; false where the order is still that of a moment ago. */
  lineUp() {
    if (!this.#loose) return true
    const turns = this.turns
    this.#loose = !this.#known
    this.#stop = undefined
    const last = turns.size
    const ids = [...this.#made.keys()].sort((one, other) => (turns.get(one) ?? last) - (turns.get(other) ?? last))
    // Not all of them have a paper: where one is among all is said.
    for (const id of ids) {
      const item = /** @type {HTMLElement} */ (this.#made.get(id))
      item.ariaSetSize = String(turns.size)
      item.ariaPosInSet = String((turns.get(id) ?? 0) + 1)
    }
    const active = document.activeElement
    lineUp(this.#list, ids.map((id) => /** @type {HTMLElement} */ (this.#made.get(id))), active && this.#list.contains(active) ? active.closest("[data-note]") : null)
    return this.#known
  }

  /** One Tab stop among them all, or the board itself where nothing lies on it. @param {string | null} at */
  stopAt(at) {
    if (this.#stop === at) return
    this.#stop = at
    const stop = this.#made.get(at ?? "") ?? /** @type {HTMLElement | null} */ (this.#list.querySelector(":scope > [data-note]"))
    this.#list.tabIndex = stop ? -1 : 0
    for (const item of this.#made.values()) {
      const index = item === stop ? 0 : -1
      if (item.tabIndex !== index) item.tabIndex = index
    }
  }
}
