/**
 * The text of a note as a Yjs document of this page: made from a state or from plain words,
 * written in piece by piece, taken back step by step. Fires `step` with an update to send, and
 * `others` with a delta when the text changed by another hand than the field's, or by undoing.
 */
import { Doc, UndoManager, applyUpdate, encodeStateAsUpdate } from "../../vendor/yjs-13.6.33.min.js"
import { seedClient } from "./seed.js"

/** @typedef {import("./diff.js").Change} Change */

const ROOT = "t"
const [FIELD, OTHERS] = ["field", "others"]

/** Units in one update at most: with three bytes each it stays far below 8 kB. */
const PIECE = 1_500

const STILL = 500

export class Paper extends EventTarget {
  #doc = new Doc()
  #text = this.#doc.getText(ROOT)
  #past
  #gesture = 0

  /** @param {Uint8Array[]} updates what it begins with */
  constructor(updates) {
    super()
    for (const update of updates) applyUpdate(this.#doc, update, OTHERS)
    this.#past = new UndoManager(this.#text, { trackedOrigins: new Set([FIELD]), captureTimeout: STILL })
    this.#past.on("stack-item-added", ({ stackItem }) => stackItem.meta.set("gesture", this.#gesture))
    this.#doc.on("update", (update, origin) => {
      if (origin !== OTHERS) this.dispatchEvent(new CustomEvent("step", { detail: update }))
    })
    this.#text.observe(({ delta, transaction }) => {
      if (transaction.origin !== FIELD) this.dispatchEvent(new CustomEvent("others", { detail: { delta, undoing: transaction.origin !== OTHERS } }))
    })
  }

  /** What plain words grow from. @param {string} id @param {string} text */
  static seed(id, text) {
    const doc = new Doc()
    doc.clientID = seedClient(id, text)
    if (text) doc.getText(ROOT).insert(0, text)
    return encodeStateAsUpdate(doc)
  }

  /** Under which Yjs client this page writes here. */
  get client() {
    return this.#doc.clientID
  }

  get words() {
    return this.#text.toString()
  }

  /** Something of others', or of an earlier page of one's own; what is known already changes nothing. @param {Uint8Array} update */
  take(update) {
    applyUpdate(this.#doc, update, OTHERS)
  }

  /** Write what the field says, as one gesture. @param {readonly Change[]} changes each where it is in the text before all of them, the first first */
  write(...changes) {
    this.#gesture += 1
    for (const change of [...changes].reverse()) this.#carryOut(change)
  }

  /** @param {Change} change */
  #carryOut({ at, cut, add }) {
    const pieces = [...slices(cut), ...parts(add)]
    if (pieces.length > 2) this.#past.stopCapturing()
    for (const [index, piece] of pieces.entries()) {
      if (index > 0 && pieces.length > 2) this.#past.stopCapturing()
      this.#doc.transact(() => {
        if (typeof piece === "number") return this.#text.delete(at, piece)
        this.#text.insert(at, piece)
        at += piece.length
      }, FIELD)
    }
  }

  /** Take back what one wrote last, or do it again. @param {{ again?: boolean }} [how] */
  undo({ again = false } = {}) {
    const stack = () => (again ? this.#past.redoStack : this.#past.undoStack).at(-1)?.meta.get("gesture")
    const gesture = stack()
    if (gesture === undefined) return
    const now = this.#gesture
    this.#gesture = /** @type {number} */ (gesture)
    while (stack() === gesture) if (!(again ? this.#past.redo() : this.#past.undo())) break
    this.#gesture = now
  }

  /** From now on another gesture begins. */
  pause() {
    this.#past.stopCapturing()
  }

  close() {
    this.#past.destroy()
    this.#doc.destroy()
  }
}

/** @param {number} length @returns {number[]} */
function slices(length) {
  return length > PIECE ? [...slices(length - PIECE), PIECE] : length > 0 ? [length] : []
}

/** Words in pieces, never through a letter of two units. @param {string} words @returns {string[]} */
function parts(words) {
  if (words.length <= PIECE) return words ? [words] : []
  const code = words.charCodeAt(PIECE)
  const end = code >= 0xdc00 && code <= 0xdfff ? PIECE - 1 : PIECE
  return [words.slice(0, end), ...parts(words.slice(end))]
}
