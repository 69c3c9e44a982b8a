/**
 * How heavy a board is: about the bytes it takes to send it whole. The twin of `app/boards/engine/weight.py`, which
 * keeps it up with every event; here elements that did not change are weighed once, and a board is weighed whole only
 * when what it may weigh at most would be too much.
 *
 * @typedef {import("./reducer.js").Board} Board
 * @typedef {import("./reducer.js").Element} Element
 * @typedef {import("./reducer.js").BoardEvent} BoardEvent
 */
import { refusal } from "./reach.js"
import { replay } from "./reducer.js"
import { namedIn } from "./rows.js"

export const MOST_WEIGHT = 5_000_000
const [RECORD, NUMBER, AUTHOR] = [160, 4, 40]
const ADDS_NOTHING = ["el.move", "el.del", "el.lock", "el.unlock"]

const encoder = new TextEncoder()
/** What a board weighs at most, after all that was decided on it. @type {WeakMap<Board, number>} */
const atMost = new WeakMap()
/** @type {WeakMap<Element, number>} */
const known = new WeakMap()

/** What everything on a board weighs. @param {Board} board */
export function weightOf({ elements }) {
  let weight = 0
  for (const each of elements.values()) if (!each.deleted) weight += weigh(each)
  return weight
}

/** What was decided, unless the board would be too heavy and heavier than it is: less is always taken.
 * @param {Board} board @param {BoardEvent[] | import("./reach.js").Refusal} outcome */
export function weighed(board, outcome) {
  if (!Array.isArray(outcome) || outcome.every(addsNothing)) return outcome
  const gain = gainOf(board, outcome)
  if (gain > 0 && (atMost.get(board) ?? Infinity) + gain > MOST_WEIGHT) {
    const weight = weightOf(board)
    if (weight + gain > MOST_WEIGHT) return refusal("board-full")
    atMost.set(board, weight)
  }
  // Whoever asks lays it on this board or on a copy: it weighs no more than this from here on.
  if (gain > 0) atMost.set(board, (atMost.get(board) ?? 0) + gain)
  return outcome
}

/** By how much a board is heavier after these, from the elements they name alone. @param {Board} board @param {BoardEvent[]} outcome */
function gainOf(board, outcome) {
  const named = outcome.flatMap((event) => namedIn(/** @type {any} */ (event))).flatMap((id) => board.elements.get(id) ?? [])
  const touched = { ...board, elements: new Map(named.map((each) => [each.id, each])) }
  return weightOf(replay(touched, outcome)) - weightOf(touched)
}

/** @param {BoardEvent} event */
const addsNothing = ({ k, p }) => ADDS_NOTHING.includes(k) || (k === "el.set" && p.gloss === undefined && p.fields === undefined)

/** @param {Element} element */
function weigh(element) {
  const found = known.get(element)
  if (found !== undefined) return found
  const { text, gloss, fields = {}, pts = [], authors = {} } = element
  const words = [text, gloss ?? "", ...Object.entries(fields).flat()].join("")
  const weight = RECORD + encoder.encode(words).length + NUMBER * pts.length + AUTHOR * Object.keys(authors).length
  known.set(element, weight)
  return weight
}
