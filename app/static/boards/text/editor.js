/**
 * A field bound to the text of a note: what is typed goes into it letter by letter, what others
 * write comes into the field and leaves the caret with the words it stands at. Nothing changes
 * under a letter that is being composed. Taking back takes back one's own alone.
 */
import { MOST_CODE_POINTS } from "../decide.js"
import { hint } from "../field.js"
import { free } from "../reach.js"
import { EVERYONE } from "../reducer.js"
import { changesOf, rebase } from "./comparing.js"
import { changeOf, changed, deltaOf, follow } from "./diff.js"
import { Live, isStopped } from "./live.js"

/** @typedef {import("../gesture.js").Desk} Desk */

// eslint-disable-next-line no-control-regex -- these are the characters no note holds
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g
const HALF = /\p{Surrogate}/gu

/**
 * Bind a field to a note.
 * @param {HTMLTextAreaElement} field @param {Desk} desk @param {string} id
 * @param {{ base?: string, root?: HTMLElement }} [from] the text as the field first showed it, and the board's part of the page
 * @returns {{ close(): Promise<void> }}
 */
export function edit(field, desk, id, { base = field.value, root = /** @type {HTMLElement} */ (field.closest("[data-board]")) } = {}) {
  return new Bound(field, desk, id, Live.of(root, desk, id, base), base)
}

/** Merge words of a note that were written before its text was known. @param {HTMLElement} root @param {Desk} desk @param {string} id */
export function takeUp(root, desk, id) {
  Live.of(root, desk, id, desk.store.shown.elements.get(id)?.text ?? "")
}

class Bound {
  #leaving = new AbortController()
  #composing = false
  #field
  #desk
  #live
  #id

  /** @param {HTMLTextAreaElement} field @param {Desk} desk @param {string} id @param {Live} live @param {string} base */
  constructor(field, desk, id, live, base) {
    this.#field = field
    this.#desk = desk
    this.#live = live
    this.#id = id
    const { signal } = this.#leaving
    const on = (/** @type {string} */ name, /** @type {(event: any) => void} */ hear) => field.addEventListener(name, hear, { signal })
    on("input", (event) => (this.#composing || event.isComposing) || this.#take())
    on("compositionstart", () => this.#compose(true))
    on("compositionend", () => this.#compose(false))
    on("beforeinput", (event) => this.#backOrForth(event, { historyUndo: "undo", historyRedo: "redo" }[/** @type {string} */ (event.inputType)]))
    on("keydown", (event) => this.#backOrForth(event, deedOf(event)))
    on("blur", () => void live.flush())
    globalThis.addEventListener("pagehide", () => void live.flush(), { signal })
    document.addEventListener("visibilitychange", () => void live.flush(), { signal })
    live.addEventListener("others", (event) => this.#show(/** @type {CustomEvent} */ (event).detail), { signal })
    desk.store.addEventListener("change", () => this.#permit(), { signal })
    const words = rebase(base, field.value, live.words)
    const changes = changesOf(field.value, words)
    live.write(words)
    if (changes.length) this.#show({ delta: deltaOf(changes), undoing: false })
    this.#permit()
  }

  async close() {
    if (this.#leaving.signal.aborted) return
    if (this.#composing) this.#compose(false)
    // Nothing was typed since nothing may be; what was, is offered back.
    else if (!this.#field.readOnly) this.#take()
    this.#leaving.abort()
    this.#field.readOnly = false
    await this.#live.flush()
  }

  /** What the field says is what the note says; what no note holds does not stay in the field either. */
  #take() {
    const { value, selectionEnd } = this.#field
    const words = this.#fitting(value.replace(CONTROL, " ").replace(HALF, ""))
    this.#live.write(words, Math.min(selectionEnd, words.length))
    if (words === value) return
    this.#field.value = words
    const caret = Math.min(selectionEnd, words.length)
    this.#field.setSelectionRange(caret, caret)
  }

  /** As much of what came as there is room for. @param {string} words */
  #fitting(words) {
    const over = [...words].length - MOST_CODE_POINTS
    const change = changeOf(this.#live.words, words, this.#field.selectionEnd)
    return over > 0 && change ? changed(this.#live.words, { ...change, add: [...change.add].slice(0, -over).join("") }) : words
  }

  /** @param {boolean} composing */
  #compose(composing) {
    this.#composing = composing
    if (composing) return this.#live.hold()
    this.#take()
    this.#live.letGo()
  }

  /** @param {Event} event @param {string | undefined} deed */
  #backOrForth(event, deed) {
    if (!deed || this.#composing || !this.#live.undo({ again: deed === "redo" })) return
    event.preventDefault()
    event.stopPropagation()
  }

  /** @param {{ delta: import("./diff.js").Delta, undoing: boolean }} said */
  #show({ delta, undoing }) {
    const { selectionStart, selectionEnd, selectionDirection, scrollTop } = this.#field
    this.#field.value = this.#live.words
    const [start, end] = undoing ? [endOf(delta), endOf(delta)] : [follow(selectionStart, delta, selectionStart < selectionEnd), follow(selectionEnd, delta)]
    if (document.activeElement === this.#field) this.#field.setSelectionRange(Math.min(start, end), end, selectionDirection)
    this.#field.scrollTop = scrollTop
    hint(this.#field)
  }

  /** Whoever may not write just now may still read and copy; where all writing has stopped for a moment what they type waits. */
  #permit() {
    const { context, shown } = this.#desk.store
    const note = shown.elements.get(this.#id)
    // What differs from it is not sent (`workshops/line.js`).
    this.#field.defaultValue = note?.text ?? ""
    this.#field.readOnly = !note || note.deleted || !(free(context, note, "change-own", "rewrite-others") || isStopped(context, note)) || wouldTell(note, context, this.#field)
    if (!note || note.deleted) this.#field.dispatchEvent(new CustomEvent("text:gone", { bubbles: true, detail: this.#id }))
    if (!this.#field.isConnected) void this.close()
  }
}

/** Whether others would read at once what is written where everybody writes alone. @param {import("../reducer.js").Element} note @param {import("../decide.js").Context} context @param {HTMLElement} field */
const wouldTell = (note, context, field) => context.private && note.audience === EVERYONE && /** @type {HTMLElement} */ (field.closest("[data-board]"))?.dataset.facilitates !== "yes"

/** Where the caret stands after something was taken back. @param {import("./diff.js").Delta} delta */
function endOf(delta) {
  let [at, end] = [0, 0]
  for (const { retain = 0, insert = "", delete: gone = 0 } of delta) {
    at += retain + insert.length
    if (insert || gone) end = at
  }
  return end
}

/** @param {KeyboardEvent} event @returns {string | undefined} */
function deedOf({ key, ctrlKey, metaKey, shiftKey, altKey }) {
  if (!(ctrlKey || metaKey) || altKey) return undefined
  if (key.toLowerCase() === "z") return shiftKey ? "redo" : "undo"
  return key.toLowerCase() === "y" && !shiftKey ? "redo" : undefined
}
