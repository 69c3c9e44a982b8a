/**
 * Who has the board open, where they point, what they write on and chose; and the same of oneself,
 * as far as one lets it be known. All of it is of the moment: nothing here is kept or sent
 * again, and what is lost is not missed. Draws nothing.
 *
 * Fires `change` when `here`, `people` or `shown` is other than it was, and `flash` with what is told once.
 */
import { Others } from "./others.js"
import { deviceWords } from "../storage.js"
import { thrifty } from "../workshops/thrifty.js"
import { EVERYONE } from "./reducer.js"

/** @typedef {{ x: number, y: number }} Point */

const KEY = "baraza.cursor"
/** Whoever writes says so again while they do. */
const STILL = 4_000
/** So many chosen notes are told, and no sooner again. */
const MOST_CHOSEN = 20
const CHOSEN_AFTER = 250
/** So many places a laser went along are told at once. */
const MOST_IN_TRAIL = 20
const NOTHING = "[]"
/** A cursor that rests so long is off the sheet: what one chose does not bring it back. */
const RESTS = 10_000

export class Presence extends EventTarget {
  // Where the browser forbids to remember it, it counts for this page.
  #shown = deviceWords.get(KEY) !== "off"
  #others = new Others()
  /** @type {Point | null} */
  #point = null
  /** @type {string | null} */
  #note = null
  /** @type {string[]} */
  #chosen = []
  /** Where one's laser went since one spoke. @type {Point[]} */
  #trail = []
  #said = "{}"
  #saidAt = 0
  #saidChosen = NOTHING
  #choseAt = 0
  /** What one chose and the house still tells: where nobody is named it comes back as anybody's. @type {Set<string>} */
  #own = new Set()
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #later
  #quiet = thrifty()
  #connection
  #board
  #store

  /**
   * @param {{ connection: import("../realtime/connection.js").Connection, board: string, store: import("./store.js").BoardStore }} place
   * @param {AbortSignal} signal
   */
  constructor({ connection, board, store }, signal) {
    super()
    this.#connection = connection
    this.#board = board
    this.#store = store
    // Who uses little data is told nothing of the moment, and tells nothing.
    if (this.#quiet) return
    connection.addEventListener("message:presence", (event) => this.#take(/** @type {CustomEvent} */ (event).detail), { signal })
    connection.addEventListener("lost", () => this.#take({ b: board, all: true, n: 0 }), { signal })
    connection.addEventListener("message:lag", () => this.#ask(), { signal })
    store.addEventListener("change", () => this.#soon(), { signal })
    signal.addEventListener("abort", () => clearTimeout(this.#later))
    this.#ask()
  }

  /** Everybody else, by seat; by a number of the moment where names are not shown. */
  get here() {
    return this.#others.here
  }

  /** Notes that others write on, with the names that may be known. */
  get writers() {
    return this.#others.writers
  }

  /** Notes that others chose, with the names that may be known. @returns {Map<string, string[]>} */
  get chosen() {
    return new Map([...this.#others.chosen].filter(([id, names]) => names.length > 0 || !this.#own.has(id)))
  }

  /** How many have the board open, oneself included. */
  get people() {
    return this.#others.people
  }

  /** Whether others see where one points and what one writes on; this device remembers it. */
  get shown() {
    return this.#shown
  }

  set shown(shown) {
    this.#shown = shown
    deviceWords.put(KEY, shown ? "on" : "off")
    this.#said = "{}"
    this.#saidChosen = NOTHING
    if (shown) this.#soon()
    else this.#connection.tell("presence", { b: this.#board, off: true })
    this.dispatchEvent(new Event("change"))
  }

  /** One's pointer stands there, in board units; null: not on the board. @param {Point | null} point */
  point(point) {
    this.#point = point && { x: Math.round(point.x), y: Math.round(point.y) }
    this.#soon()
  }

  /** Where one's pointer stands. */
  get pointed() {
    return this.#point
  }

  /** One's laser went there. @param {Point} point */
  trail(point) {
    if (this.#shown && !this.#store.context.private) this.#trail = [...this.#trail, { x: Math.round(point.x), y: Math.round(point.y) }].slice(-MOST_IN_TRAIL)
    this.point(point)
  }

  /** One feels something, there. @param {string} feeling @param {Point} point @returns {boolean} whether others are told */
  react(feeling, { x, y }) {
    if (this.#store.context.private) return false
    this.#connection.tell("presence", { b: this.#board, ...(this.#shown ? this.#about() : { off: true }), r: [feeling, Math.round(x), Math.round(y)] })
    return true
  }

  /** One writes on this note, or has it in hand; null: on none. @param {string | null} note */
  writing(note) {
    this.#note = note
    this.#soon()
  }

  /** One chose these notes. @param {Iterable<string>} notes */
  choosing(notes) {
    this.#chosen = [...notes]
    this.#soon()
  }

  /** Say it when one may speak again, and only what is new. */
  #soon() {
    if (!this.#shown || this.#quiet || this.#later !== undefined) return
    const wait = Math.max(0, this.#saidAt + 1000 / this.#others.rate - performance.now())
    if (wait) this.#later = setTimeout(() => this.#say(), wait)
    else this.#say()
  }

  #say() {
    this.#later = undefined
    const about = this.#about()
    const words = JSON.stringify(about)
    const still = about.t !== undefined && performance.now() - this.#saidAt > STILL
    const chosen = JSON.stringify(this.#mayTell())
    const wait = chosen === this.#saidChosen ? Infinity : this.#choseAt + CHOSEN_AFTER - performance.now()
    if (!this.#shown) return
    const rests = words === this.#said && !still && performance.now() - this.#saidAt > RESTS
    if (words !== this.#said || still || wait <= 0) {
      this.#said = words
      if (!rests) this.#saidAt = performance.now()
      const trail = about.x === undefined ? [] : this.#trail.filter((point) => !this.#isOverHidden(point)).map(({ x, y }) => [x, y])
      this.#trail = []
      this.#connection.tell("presence", { b: this.#board, ...(!rests && about), ...(wait <= 0 && this.#choose(chosen)), ...(trail.length && { l: trail }) })
    }
    if (wait > 0 && wait < Infinity) this.#later = setTimeout(() => this.#say(), wait)
  }

  /** @param {string} chosen */
  #choose(chosen) {
    this.#saidChosen = chosen
    this.#choseAt = performance.now()
    const s = JSON.parse(chosen)
    this.#own = new Set([...this.#own, ...s])
    return { s }
  }

  /** What is told of what one chose: only what all see, and nothing as long as nothing else may be told. */
  #mayTell() {
    const { shown, context } = this.#store
    if (context.private || (this.#note !== null && shown.elements.get(this.#note)?.audience !== EVERYONE)) return []
    return this.#chosen.filter((id) => shown.elements.get(id)?.audience === EVERYONE && !shown.elements.get(id)?.deleted).slice(0, MOST_CHOSEN)
  }

  /** Have everything told anew: it may have been told before anybody listened, or been left out. */
  #ask() {
    this.#connection.tell("presence", { b: this.#board, ...(this.#shown && this.#about()), ask: true })
  }

  /** What may be said of oneself: nothing in private writing, and nothing of a note that only oneself sees.
   * @returns {{ x?: number, y?: number, t?: string }} */
  #about() {
    const { shown, context } = this.#store
    const note = this.#note === null ? undefined : shown.elements.get(this.#note)
    if (context.private || (this.#note !== null && note?.audience !== EVERYONE)) return {}
    const over = this.#point && this.#isOverHidden(this.#point) ? null : this.#point
    return { ...over, ...(note && { t: note.id }) }
  }

  /** @param {Point} point */
  #isOverHidden({ x, y }) {
    for (const each of this.#store.shown.elements.values()) {
      if (each.audience === EVERYONE || each.deleted) continue
      if (x >= each.x && x <= each.x + each.w && y >= each.y && y <= each.y + each.h) return true
    }
    return false
  }

  /** @param {import("./others.js").Frame} frame */
  #take(frame) {
    if (frame.b !== this.#board) return
    this.#others.take(frame, performance.now())
    const still = new Set(JSON.parse(this.#saidChosen))
    if (frame.all) this.#own = still
    for (const [id] of frame.u ?? []) if (!still.has(id)) this.#own.delete(id)
    // Whoever is told everything anew may not have heard it either.
    if (frame.all && this.#saidChosen !== NOTHING) {
      this.#saidChosen = NOTHING
      this.#soon()
    }
    if (frame.l || frame.r) this.dispatchEvent(new CustomEvent("flash", { detail: { trails: frame.l?.filter(([number]) => number !== this.#others.own) ?? [], feelings: frame.r ?? [] } }))
    this.dispatchEvent(new Event("change"))
  }
}
