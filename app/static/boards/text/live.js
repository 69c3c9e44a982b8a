/**
 * A note's text as this page has it: what the server confirmed, what others write, what is
 * written here. Until the server has said how the text came about, words are a draft beside
 * it; then they are merged into it. The same again when the server would not have a step, or
 * the text began anew: what was refused is offered back elsewhere, the rest goes on.
 *
 * Fires `others` with `{delta, undoing}` when `words` changed by another hand than the field's.
 */
import "../arranging.js"
import { REWRITE, refusedOn } from "../reach.js"
import { EVERYONE } from "../reducer.js"
import { changesOf } from "./comparing.js"
import { changeOf, deltaOf } from "./diff.js"
import { findText, isReplaced } from "./finding.js"
import { Jotted } from "./jotted.js"
import { Paper } from "./paper.js"
import { Steps } from "./steps.js"
import { Unmerged } from "./unmerged.js"

/** @typedef {import("../gesture.js").Desk} Desk */

const RETRY = 1_000
const SOON = 300
const KEPT = 30

/** @type {WeakMap<import("../store.js").BoardStore, Map<string, Live>>} */
const known = new WeakMap()

export class Live extends EventTarget {
  /** @type {Paper | null} */
  #paper = null
  /** @type {Uint8Array[]} what was heard while there was no paper, or while the field must not change */
  #heard = []
  #held = false
  #loading = false
  #due = false
  /** Nothing may be written for a moment: what is typed lies beside the text until then. */
  #waits = false
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #later
  /** @type {Set<number>} Yjs clients of this person's of which the server refused a step */
  #lost = new Set()
  #listening = new AbortController()
  #unmerged
  #steps
  #desk
  #root
  #url
  #id

  /** @param {HTMLElement} root @param {Desk} desk @param {string} id @param {string} base the text as it is shown */
  constructor(root, desk, id, base) {
    super()
    this.#desk = desk
    this.#root = root
    this.#id = id
    this.#url = (root.dataset.opsUrl ?? "").replace(/ops\/$/, `texts/${id}/`)
    this.#unmerged = new Unmerged(root, desk.store, id, base)
    this.#steps = new Steps((op) => desk.send({ ...Jotted.of(root).promise(id), ...op }), () => ({ id, t: this.words }), () => this.#unmerged.forget())
    const { signal } = this.#listening
    Jotted.of(root).addEventListener("adopted", (event) => /** @type {CustomEvent} */ (event).detail.note === id && this.#adopt(), { signal })
    desk.store.addEventListener("text", (event) => this.#hear(/** @type {CustomEvent} */ (event).detail), { signal })
    desk.store.addEventListener("change", () => this.#goOn(), { signal })
    desk.store.addEventListener("refused", (event) => this.#refused(/** @type {CustomEvent} */ (event).detail.op), { signal })
    void this.#load()
  }

  /** The text of a note in this page; the one of before, if it is open or was. @param {HTMLElement} root @param {Desk} desk @param {string} id @param {string} base */
  static of(root, desk, id, base) {
    /** @type {Map<string, Live>} */
    const lives = known.get(desk.store) ?? new Map()
    known.set(desk.store, lives)
    // A text that is about to be replaced as a whole is met anew.
    const before = lives.get(id)
    const live = (!isReplaced(desk.store, id) && before) || new Live(root, desk, id, base)
    if (before !== live) before?.close()
    lives.delete(id)
    lives.set(id, live)
    const [oldest = ""] = lives.keys()
    if (lives.size > KEPT && lives.get(oldest)?.rests) {
      lives.get(oldest)?.close()
      lives.delete(oldest)
    }
    return live
  }

  /** Hear nothing more and ask for nothing more; what was written here is sent. */
  close() {
    this.#listening.abort()
    clearTimeout(this.#later)
    this.#paper?.pause()
    void this.#steps.flush()
    this.#paper?.close()
  }

  get words() {
    return this.#paper?.words ?? this.#unmerged.words
  }

  /** Whether nothing of it waits. */
  get rests() {
    return this.#paper !== null && this.#steps.empty
  }

  /** Write what the field says; what was not typed there just now, with no caret, may differ at many places. @param {string} words @param {number} [caret] */
  write(words, caret) {
    if (words === this.words) return
    if (this.#stopped) this.#wait()
    const typed = caret === undefined ? null : changeOf(this.words, words, caret)
    const changes = typed ? [typed] : changesOf(this.words, words)
    if (!this.#paper) return this.#unmerged.write(words, this.#moment())
    this.#unmerged.ahead(this.words, words, this.#moment())
    this.#paper.write(...changes)
  }

  /** @param {{ again?: boolean }} [how] @returns {boolean} whether there is a past to go back in */
  undo(how) {
    const before = this.words
    this.#paper?.undo(how)
    if (this.words !== before) this.#unmerged.ahead(before, this.words, this.#moment())
    return this.#paper !== null
  }

  /** The field must not change until it is let go: somebody composes a letter. */
  hold() {
    this.#held = true
  }

  letGo() {
    this.#held = false
    for (const update of this.#paper ? this.#heard.splice(0) : []) this.#take(update)
    if (this.#due) this.#anew()
  }

  /** Send what was written; resolves once it lies safe on this device. @returns {Promise<void>} */
  flush() {
    this.#paper?.pause()
    // Words for a note that is gone have nothing to wait for.
    if (!this.#paper && this.#gone) this.#offerBack()
    else if (!this.#paper) this.#unmerged.show()
    return this.#steps.flush()
  }

  /** @param {{ id?: string, u?: string, yc?: number }} said without `u` the text is to be asked for anew, without `id` every text */
  #hear({ id, u, yc }) {
    if ((id !== undefined && id !== this.#id) || (yc !== undefined && this.#lost.has(yc))) return
    if (u === undefined) this.#anew()
    else if (this.#paper && !this.#held) this.#take(bytes(u))
    else this.#heard.push(bytes(u))
  }

  /** Others wrote. @param {Uint8Array} update */
  #take(update) {
    const before = this.words
    this.#paper?.take(update)
    this.#unmerged.follow(before, this.words)
  }

  /** Behind a step the server refused it refuses every other of the same client. @param {{ k: string, id: string, yc: number }} op */
  #refused({ k, id, yc }) {
    if (k !== "txt" || id !== this.#id || this.#lost.has(yc)) return
    this.#lost.add(yc)
    this.#anew()
  }

  /** Begin again from what the server has. */
  #anew() {
    this.#due = true
    if (this.#held || this.#loading) return
    this.#setAside()
    void this.#load()
  }

  /** What is written from now on is a draft beside the text, until that is asked for again. */
  #setAside() {
    if (!this.#paper) return
    void this.#steps.flush()
    this.#unmerged.begin(this.#paper.words)
    this.#paper.close()
    this.#paper = null
    this.#heard = []
  }

  #wait() {
    this.#waits = true
    this.#setAside()
  }

  /** What was typed meanwhile goes into the text once it may. */
  #goOn() {
    if (!this.#waits || this.#stopped) return
    this.#waits = false
    this.#anew()
  }

  async #load() {
    clearTimeout(this.#later)
    if (this.#stopped) return this.#wait()
    this.#loading = true
    this.#due = false
    const found = this.#gone ? null : await findText(this.#desk.store, this.#id, this.#url)
    await this.#unmerged.confirm()
    this.#loading = false
    if (this.#listening.signal.aborted) return
    if (this.#due) return this.#anew()
    if (this.#stopped) return this.#wait()
    if (found && !this.#held) return this.#begin(found)
    this.#due = true
    if (this.#gone) return this.#offerBack()
    if (!this.#root.isConnected) return
    this.#later = setTimeout(() => this.#anew(), isReplaced(this.#desk.store, this.#id) ? SOON : RETRY)
  }

  /** @param {import("./finding.js").Found} found */
  #begin({ y, t }) {
    // What was written for oneself goes into no text that others see by now.
    const ours = this.#desk.store.pending(this.#id).filter(({ k, yc, pm }) => k === "txt" && !this.#lost.has(yc) && (!pm || this.#moment() > 0))
    const paper = new Paper([y ? bytes(y) : Paper.seed(this.#id, t), ...ours.map(({ u }) => bytes(u)), ...this.#heard.splice(0)])
    const { words } = this.#unmerged
    paper.addEventListener("step", (event) => this.#steps.add({ update: /** @type {CustomEvent} */ (event).detail, yc: paper.client, pm: this.#moment() }))
    paper.addEventListener("others", (event) => this.#tell(/** @type {CustomEvent} */ (event).detail))
    this.#paper = paper
    this.#merge(paper, words)
  }

  /** What was written beside the text goes into it, and is told from where the field shows `words`. @param {Paper} paper @param {string} words */
  #merge(paper, words) {
    // Words written for oneself do not go into what is public now.
    if (this.#unmerged.pm > 0 && this.#moment() === 0) this.#offerBack()
    this.write(this.#unmerged.into(paper.words))
    void this.#steps.flush()
    this.#tell({ delta: deltaOf(changesOf(words, paper.words)), undoing: false })
  }

  /** An earlier page left words of this note. */
  #adopt() {
    const words = this.words
    if (this.#stopped) this.#wait()
    this.#unmerged.adopt()
    if (this.#paper) return this.#merge(this.#paper, words)
    this.#unmerged.show()
    this.#tell({ delta: deltaOf(changesOf(words, this.words)), undoing: false })
  }

  get #note() {
    return this.#desk.store.shown.elements.get(this.#id)
  }

  /** Whether a facilitator has stopped all writing for a moment. */
  get #stopped() {
    return Boolean(this.#note && isStopped(this.#desk.store.context, this.#note))
  }

  get #gone() {
    return this.#desk.store.seq >= 0 && (!this.#note || this.#note.deleted)
  }

  /** What was written cannot go into the note any more: the server says why, and it is offered back. */
  #offerBack() {
    const words = this.#unmerged.take()
    if (words) void this.#desk.send({ k: "txt.put", id: this.#id, ...Jotted.of(this.#root).promise(this.#id), ...words }).then(() => this.#unmerged.forget())
  }

  /** The reveal that something written now waits for. */
  #moment() {
    const note = this.#note
    return note && note.audience !== EVERYONE ? note.generation : 0
  }

  /** @param {{ delta: import("./diff.js").Delta, undoing: boolean }} said */
  #tell(said) {
    this.dispatchEvent(new CustomEvent("others", { detail: said }))
  }
}

/** Whether somebody could write in a note but that all writing has stopped for a moment. @param {import("../decide.js").Context} context @param {import("../gesture.js").Note} note */
export const isStopped = (context, note) => !note.locked && !note.deleted && refusedOn(context, note, REWRITE) === "frozen"

/** @param {string} base64 */
const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
