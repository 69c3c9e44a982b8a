/**
 * What this browser believes: the board the server has confirmed, with our own ops that
 * are still on their way laid on top.
 *
 *     shown = pending.reduce(apply, confirmed)
 *
 * An op the server has taken stays on top until the frame that holds it has come, so
 * nothing flickers. Fires `change` with `{touched}`, the ids that may look different;
 * `text` with `{id, u}` for a step of writing in a note, without `u` where its text is to be
 * asked for anew, without `id` where all are; `heard` with what others did, each event with its
 * element before and after it; `gone` with one's own notes and texts that others deleted, as they were; `refused` with `{op}`.
 */
import { loaded } from "../lazy.js"
import { decide, isRefusal, knows } from "./decide.js"
import { NOTHING } from "./reach.js"
import { EVERYONE, emptyBoard, inboxOf, isLive, replay, replayInto } from "./reducer.js"
import { Rows, namedIn } from "./rows.js"

/** @typedef {import("./reducer.js").Board} Board */
/** @typedef {import("./reducer.js").BoardEvent} BoardEvent */
/** @typedef {import("./decide.js").Context & { mode?: string }} Context `mode`: in which of the ways of the stage people write, as the page says it */
/** @typedef {{ n: number | string, op: import("./outbox.js").Op }} Entry `n` tells it from the others that wait */
/** @typedef {{ from: number, to: number, ev: BoardEvent[], more?: boolean }} Frame */
/** @typedef {Entry & { seq?: number, touches?: string[] }} Pending `touches`: the element of each row it will make */

/** Events that change how the text of a note came about. */
const WRITING = new Set(["txt", "txt.put", "el.put", "el.merge"])

/** Events with which an element comes into sight. */
const COMING = new Set(["el.add", "el.put"])

export class BoardStore extends EventTarget {
  #confirmed = emptyBoard()
  #shown = this.#confirmed
  /** @type {Pending[]} */
  #pending = []
  /** What a hand is about to do: shown, and nothing that waits. @type {Pending[]} */
  #tentative = []
  /** @type {Map<string, string>} texts written here that cannot be sent yet */
  #sketches = new Map()
  #rows = new Rows()
  /** @type {Set<string>} notes this seat wrote: frames name nobody, so the browser remembers */
  #own = new Set()
  /** @type {Set<string>} ids touched by a deed whose frames are not all here yet */
  #held = new Set()
  #loaded = false
  /** Whether the first board is whole: what comes then is news. */
  #begun = false
  #learning = false
  #full = false
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
    return new Set([...this.#sketches.keys(), ...unsafe.flatMap(({ op }) => namedIn(op))])
  }

  /** Show a text that cannot be sent yet as one that waits; null: it does not any more. @param {string} id @param {string | null} text */
  sketch(id, text) {
    if (text === null ? !this.#sketches.delete(id) : this.#sketches.get(id) === text) return
    if (text !== null) this.#sketches.set(id, text)
    this.#redraw([id])
  }

  /** Show what somebody is about to do, for as long as they have not done it; nothing: they have, or will not. @param {readonly Entry["op"][]} ops */
  tentative(ops) {
    const before = this.#tentative
    this.#tentative = ops.map((op) => ({ n: "", op }))
    this.#redraw(before.flatMap(reached), this.#tentative)
  }

  /** The stage changed, and with it what may be done. @param {Partial<Context>} rules */
  govern(rules) {
    this.#context = { ...this.#context, ...rules }
    this.#redraw(this.#shown.elements.keys())
  }

  get context() {
    return this.#full ? { ...this.#context, rights: NOTHING } : this.#context
  }

  /** Whether this device keeps as much as it may that is not sent: then nothing may be done before it is. */
  get full() {
    return this.#full
  }

  set full(full) {
    if (full === this.#full) return
    this.#full = full
    this.#redraw(this.#shown.elements.keys())
  }

  /** Whether the server's board has this element. @param {string} id */
  has(id) {
    return this.#confirmed.elements.has(id)
  }

  /** Whether somebody else wrote a property behind row `since`, as far as this browser knows. @param {string} id @param {string} property @param {number} since */
  others(id, property, since) {
    const unsure = this.#pending.some((entry) => entry.seq === undefined && reached(entry).includes(id))
    return !unsure && this.#rows.others(id, property, since)
  }

  /** Whether an element made room for another behind row `since`, or had room again. @param {string} id @param {number} since */
  roomed(id, since) {
    return this.#rows.roomed(id, since)
  }

  /** Our own ops about an element that the server's frames do not hold yet. @param {string} id @returns {Entry["op"][]} */
  pending(id) {
    return this.#pending.map(({ op }) => op).filter((op) => op.id === id)
  }

  /** Begin from a whole board. @param {{ to: number, ev: BoardEvent[], mine: string[] }} snapshot @param {{ anew?: boolean }} [how] of another log than before? */
  load({ to, ev, mine }, { anew = false } = {}) {
    if (anew) this.#rows = new Rows()
    const { elements: before } = this.#confirmed
    for (const id of mine) this.#own.add(id)
    this.#confirmed = { ...this.#after(emptyBoard(), ev), seq: to }
    // A whole board comes without what was deleted meanwhile.
    if (!anew) this.#tellGone([...before.values()].filter(({ deleted }) => !deleted))
    this.#loaded = this.#begun = true
    this.#drop()
    this.#redraw([...before.keys(), ...this.#confirmed.elements.keys()])
    this.#fire("text", {})
  }

  /** What the server has confirmed, as values that can be kept. */
  asleep() {
    const { seq, elements, living } = this.#confirmed
    return { seq, elements, living, own: this.#own }
  }

  /** Go on from what was kept. @param {ReturnType<BoardStore["asleep"]>} state */
  wake({ seq, elements, living, own }) {
    this.#confirmed = { seq, elements, living }
    for (const id of own) this.#own.add(id)
    this.#loaded = true
    this.#redraw(elements.keys())
  }

  /** A note that is not here is one's own, should it come back: frames name nobody. @param {string} id */
  claim(id) {
    this.#own.add(id)
  }

  /** Remember deleted elements, so that they can be brought back: a whole board comes without them. @param {Iterable<import("./reducer.js").Element>} gone */
  recall(gone) {
    const absent = [...gone].filter(({ id }) => !this.#confirmed.elements.has(id))
    if (absent.length === 0) return
    this.#confirmed = { ...this.#confirmed, elements: new Map([...this.#confirmed.elements, ...absent.map((each) => /** @type {const} */ ([each.id, each]))]) }
    this.#redraw(absent.map(({ id }) => id))
  }

  /** Show ops of our own at once; many together cost no more than one. @param {...Entry} entries */
  propose(...entries) {
    if (entries.length === 0) return
    this.#pending.push(...entries)
    for (const { op } of entries) if (op.k === "el.add") this.#own.add(op.id)
    this.#redraw([], entries)
    for (const { op } of entries) if (op.k === "txt") this.#fire("text", op)
  }

  /** Take the server's next frame. @param {Frame} frame
   * @returns {boolean} false on a gap: the caller must ask for what it missed */
  confirm({ from, to, ev, more }) {
    if (!this.#loaded && from > 0) return false
    this.#loaded = true
    if (to <= this.seq && to > 0) return true
    if (from > this.seq) return false
    const fresh = ev.filter(({ s = 0 }) => s > this.seq)
    const before = this.#confirmed
    const foreign = this.#begun ? this.#foreign(fresh) : []
    this.#confirmed = { ...this.#after(before, fresh), seq: to }
    this.#rows.take(fresh)
    for (const { id } of fresh) this.#held.add(id)
    const after = this.#confirmed
    const news = foreign.map(({ k, id }) => ({ k, id, before: before.elements.get(id), after: after.elements.get(id) }))
    // What one wrote in another window, or what of one's own was shown to all.
    const theirs = news.filter(({ k, after: now }) => !(COMING.has(k) && now?.author === this.#context.seat))
    if (theirs.length) this.#fire("heard", theirs)
    this.#tellGone(theirs.flatMap(({ k, before: was }) => (k === "el.del" && was ? [was] : [])))
    this.#begun ||= !more
    this.#drop()
    if (!more) {
      const touched = [...this.#held]
      this.#held.clear()
      this.#redraw(touched)
    }
    for (const event of fresh) if (WRITING.has(event.k)) this.#fire("text", event)
    return true
  }

  /** The server has kept ops of ours, each up to row `seq`: its last, or with `about` one that is somewhere before. @param {...{ n: Entry["n"], seq: number, about?: boolean }} kept */
  settle(...kept) {
    const answers = new Map(kept.map((each) => [each.n, each]))
    const settled = this.#pending.filter(({ n }) => answers.has(n))
    if (settled.length === 0) return
    for (const entry of settled) {
      const { seq = 0, about } = answers.get(entry.n) ?? {}
      entry.seq = seq
      if (!about) this.#rows.claim(seq, reached(entry).length)
    }
    this.#drop()
    this.#redraw(settled.flatMap(reached))
  }

  /** The server will not have our op: show the board without it. @param {Entry["n"]} n */
  refuse(n) {
    const entry = this.#pending.find((each) => each.n === n)
    this.#pending = this.#pending.filter((each) => each.n !== n)
    if (!entry) return
    this.#redraw(reached(entry))
    this.#fire("refused", { op: entry.op })
  }

  /** What is shown since it was done lies on this device now, under its number. @param {readonly { shown: Entry["n"], kept: Entry["n"] }[]} names */
  kept(names) {
    const numbers = new Map(names.map(({ shown, kept }) => [shown, kept]))
    for (const entry of this.#pending) entry.n = numbers.get(entry.n) ?? entry.n
  }

  /** This device could not keep it: show the board without it. @param {readonly Entry["n"][]} names */
  withdraw(names) {
    const [gone, left] = [this.#pending.filter(({ n }) => names.includes(n)), this.#pending.filter(({ n }) => !names.includes(n))]
    this.#pending = left
    this.#redraw(gone.flatMap(reached))
  }

  /** What waits has new numbers. @param {readonly Entry[]} entries */
  renumber(entries) {
    this.#pending = entries.map((entry) => ({ ...entry }))
    this.#redraw(entries.flatMap(reached))
  }

  /** The board after the server's events, with our own notes known as ours. @param {Board} board @param {BoardEvent[]} events */
  #after(board, events) {
    const after = replay(board, events)
    const unclaimed = events.map(({ id }) => after.elements.get(id)).filter((note) => note?.author === null && (this.#own.has(note.id) || [this.#context.seat, inboxOf(this.#context.seat)].includes(note.audience)))
    if (unclaimed.length === 0) return after
    const elements = new Map(after.elements)
    for (const note of unclaimed) if (note) elements.set(note.id, { ...note, author: this.#context.seat })
    return { ...after, elements }
  }

  /** What this page did not do itself. @param {BoardEvent[]} events */
  #foreign(events) {
    const ours = new Set(this.#pending.flatMap(reached))
    return events.filter(({ id, s = 0 }) => !ours.has(id) && !this.#rows.owns(s))
  }

  /** @param {import("./reducer.js").Element[]} gone what others took out of sight, as it was */
  #tellGone(gone) {
    const isDeleted = (/** @type {string} */ id) => this.#confirmed.elements.get(id)?.deleted !== false
    const own = gone.filter(({ id, type, author, audience, text }) => isLive(type) && author === this.#context.seat && audience === EVERYONE && text && isDeleted(id))
    if (own.length) this.#fire("gone", own)
  }

  /** Forget our ops whose rows are here. */
  #drop() {
    this.#pending = this.#pending.filter(({ seq }) => seq === undefined || seq > this.seq)
  }

  /** @param {Iterable<string>} touched @param {Pending[]} [fresh] ops that were not there before */
  #redraw(touched, fresh = []) {
    // One copy for all that waits: a device may hold two thousand ops.
    const board = { ...this.#confirmed, elements: new Map(this.#confirmed.elements) }
    for (const entry of [...this.#pending, ...this.#tentative]) {
      if (!knows(entry.op)) this.#learn()
      const outcome = decide(board, this.#asWritten(entry.op), entry.op)
      if (isRefusal(outcome)) continue
      // Once its rows are here, laying it on top does less than it did.
      if (outcome.length > (entry.touches?.length ?? 0)) entry.touches = outcome.map(({ id }) => id)
      replayInto(board, outcome, this.#context.seat)
    }
    this.#shown = replay(board, [...this.#sketches].map(([id, t]) => ({ k: "txt", id, t })))
    this.#fire("change", { touched: new Set([...touched, ...fresh.flatMap(reached)]) })
  }

  /** What waits here from before is more than writing: its rules are fetched once. */
  #learn() {
    if (this.#learning) return
    this.#learning = true
    void loaded(() => import("./further.js")).then(() => this.#redraw(this.#pending.flatMap(reached)))
  }

  /** @param {string} name @param {object} detail */
  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }

  /** Our own words stay in sight while they wait, even if writing was closed meanwhile: the server decides. @param {Entry["op"]} op */
  #asWritten(op) {
    return { ...this.#context, rights: {}, narrowed: {}, private: this.#context.private || (op.pm ?? 0) > this.#context.generation }
  }
}

/** What an op is about, or reached when it was laid on the board. @param {Pending} entry */
const reached = ({ op, touches }) => touches ?? namedIn(op)
