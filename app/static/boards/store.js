/**
 * What this browser believes: the board the server has confirmed, with our own ops that
 * are still on their way laid on top.
 *
 *     shown = pending.reduce(apply, confirmed)
 *
 * An op the server has taken stays on top until the frame that holds it has come, so
 * nothing flickers. Fires `change` with `{touched}`, the ids that may look different.
 */
import { decide, isRefusal } from "./decide.js"
import { emptyBoard, replay } from "./reducer.js"

/** @typedef {import("./reducer.js").Board} Board */
/** @typedef {import("./reducer.js").BoardEvent} BoardEvent */
/** @typedef {import("./decide.js").Context} Context */
/** @typedef {import("./outbox.js").Entry} Entry */
/** @typedef {{ from: number, to: number, ev: BoardEvent[], more?: boolean }} Frame */

export class BoardStore extends EventTarget {
  #confirmed = emptyBoard()
  #shown = this.#confirmed
  /** @type {(Entry & { seq?: number })[]} */
  #pending = []
  /** @type {Set<string>} notes this seat wrote: frames name nobody, so the browser remembers */
  #own = new Set()
  /** @type {Set<string>} ids touched by a deed whose frames are not all here yet */
  #held = new Set()
  #loaded = false
  #context

  /** @param {Context} context who writes here, under which rules */
  constructor(context) {
    super()
    this.#context = context
  }

  get shown() {
    return this.#shown
  }

  /** The last row of the log this browser knows; -1 before the first board has come. */
  get seq() {
    return this.#loaded ? this.#confirmed.seq : -1
  }

  /** Ids with ops the server has not taken yet. @returns {Set<string>} */
  get waiting() {
    const unsafe = this.#pending.filter((entry) => entry.seq === undefined)
    return new Set(unsafe.flatMap(({ op }) => targets(op)))
  }

  /** The stage changed, and with it what may be done. @param {Partial<Context>} rules */
  govern(rules) {
    this.#context = { ...this.#context, ...rules }
    this.#redraw(this.#shown.elements.keys())
  }

  get context() {
    return this.#context
  }

  /** Whether the server's board has this element. @param {string} id */
  has(id) {
    return this.#confirmed.elements.has(id)
  }

  /** Begin from a whole board. @param {{ to: number, ev: BoardEvent[], mine: string[] }} snapshot */
  load({ to, ev, mine }) {
    const before = this.#confirmed.elements.keys()
    for (const id of mine) this.#own.add(id)
    this.#confirmed = { ...this.#after(emptyBoard(), ev), seq: to }
    this.#loaded = true
    this.#drop()
    this.#redraw([...before, ...this.#confirmed.elements.keys()])
  }

  /** Show an op of our own at once. @param {Entry} entry */
  propose(entry) {
    this.#pending.push(entry)
    if (entry.op.k === "el.add") this.#own.add(entry.op.id)
    this.#redraw(targets(entry.op))
  }

  /** Take the server's next frame. @param {Frame} frame
   * @returns {boolean} false on a gap: the caller must ask for what it missed */
  confirm({ from, to, ev, more }) {
    if (!this.#loaded && from > 0) return false
    this.#loaded = true
    if (to <= this.seq && to > 0) return true
    if (from > this.seq) return false
    const fresh = ev.filter(({ s = 0 }) => s > this.seq)
    this.#confirmed = { ...this.#after(this.#confirmed, fresh), seq: to }
    for (const { id } of fresh) this.#held.add(id)
    this.#drop()
    if (!more) {
      const touched = [...this.#held]
      this.#held.clear()
      this.#redraw(touched)
    }
    return true
  }

  /** The server has kept our op as row `seq`. @param {number} n @param {number} seq */
  settle(n, seq) {
    const entry = this.#pending.find((each) => each.n === n)
    if (!entry) return
    entry.seq = seq
    this.#drop()
    this.#redraw(targets(entry.op))
  }

  /** The server will not have our op: show the board without it. @param {number} n */
  refuse(n) {
    const entry = this.#pending.find((each) => each.n === n)
    this.#pending = this.#pending.filter((each) => each.n !== n)
    if (entry) this.#redraw(targets(entry.op))
  }

  /** What waits has new numbers. @param {readonly Entry[]} entries */
  renumber(entries) {
    this.#pending = entries.map((entry) => ({ ...entry }))
    this.#redraw(entries.flatMap(({ op }) => targets(op)))
  }

  /** The board after the server's events, with our own notes known as ours. @param {Board} board @param {BoardEvent[]} events */
  #after(board, events) {
    const after = replay(board, events)
    const unclaimed = events.map(({ id }) => after.elements.get(id)).filter((note) => note?.author === null && this.#own.has(note.id))
    if (unclaimed.length === 0) return after
    const elements = new Map(after.elements)
    for (const note of unclaimed) if (note) elements.set(note.id, { ...note, author: this.#context.seat })
    return { ...after, elements }
  }

  /** Forget our ops whose rows are here. */
  #drop() {
    this.#pending = this.#pending.filter(({ seq }) => seq === undefined || seq > this.seq)
  }

  /** @param {Iterable<string>} touched */
  #redraw(touched) {
    let board = this.#confirmed
    for (const { op } of this.#pending) {
      const outcome = decide(board, this.#asWritten(op), op)
      if (!isRefusal(outcome)) board = replay(board, outcome, this.#context.seat)
    }
    this.#shown = board
    this.dispatchEvent(new CustomEvent("change", { detail: { touched: new Set(touched) } }))
  }

  /** Our own words stay in sight while they wait, even if writing was closed meanwhile: the server decides. @param {Entry["op"]} op */
  #asWritten(op) {
    return { ...this.#context, rights: {}, private: this.#context.private || (op.pm ?? 0) > this.#context.generation }
  }
}

/** @param {Entry["op"]} op @returns {string[]} */
function targets(op) {
  return op.ids ?? [op.id]
}
