/**
 * Keys that grew long make room with those beside them. The twin of `app/boards/engine/siblings.py`.
 *
 * @typedef {import("./reducer.js").Board} Board
 * @typedef {import("./reducer.js").Element} Element
 * @typedef {import("./decide.js").Context} Context
 * @typedef {import("./decide.js").Op} Op
 */
import { beneath, moved } from "./arranging.js"
import { between } from "./order.js"

/** Keys longer than the first make room; those longer than the second, beside them, come along. */
const LONGEST = 40
const SHORT = 8
const JITTER = "11"

/** New keys for those of a zone that grew long beside one another. @param {Board} board @param {Context} context @param {Op} op @param {string} aud */
export function shortened(board, context, op, aud) {
  if (op.z.length <= LONGEST) return { others: [], z: op.z }
  const along = new Set([op.id, ...beneath(board, op.id).map(({ id }) => id)])
  const there = [...board.elements.values()].filter((each) => each.zone === op.zone && each.audience === aud && !each.deleted && !along.has(each.id))
  const row = [...there, { id: op.id, z: op.z }].sort((one, other) => (one.z < other.z || (one.z === other.z && one.id < other.id) ? -1 : 1))
  let first = row.findIndex(({ id }) => id === op.id)
  let last = first
  while ((row[first - 1]?.z ?? "").length > SHORT) first -= 1
  while ((row[last + 1]?.z ?? "").length > SHORT) last += 1
  const run = row.slice(first, last + 1)
  const keys = spread(row[first - 1]?.z ?? null, row[last + 1]?.z ?? null, run.length)
  const fresh = new Map(run.map(({ id }, index) => [id, /** @type {string} */ (keys[index])]))
  const others = run.filter(({ id }) => id !== op.id).map((each) => moved(context, /** @type {Element} */ (each), { ...each, z: fresh.get(each.id) }))
  return { others, z: fresh.get(op.id) ?? op.z }
}

/** So many keys between two, in order. @param {string | null} low @param {string | null} high @param {number} count @returns {string[]} */
function spread(low, high, count) {
  if (count === 0) return []
  const [key, before] = [between(low, high, JITTER), (count - 1) >> 1]
  return [...spread(low, key, before), key, ...spread(key, high, count - 1 - before)]
}
