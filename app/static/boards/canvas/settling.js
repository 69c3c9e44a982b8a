/** What the plane does with places, as ops of one gesture each. The other deeds are those of every view. */
import { t } from "../../later.js"
import { inOrder, jitter } from "../adding.js"
import { perform } from "../gesture.js"
import { after } from "../order.js"
import { barred } from "../signs.js"
import { isTied, lands, taken } from "./drop.js"
import { byTurn } from "./reading.js"
import { slots } from "./room.js"

/** @typedef {import("../gesture.js").Desk} Desk */
/** @typedef {import("../gesture.js").Op} Op */
/** @typedef {import("../reducer.js").Element} Note */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./drop.js").Move} Move */

/** Let things lie where they were dropped. What joins a group finds its place there. @param {Desk} desk @param {Scene} scene @param {readonly Move[]} moves */
export async function settle(desk, scene, moves) {
  if (moves.length === 0) return
  const places = joining(scene, moves)
  const inFront = isLaidOnOthers(scene, moves)
  const ops = inLine(desk, moves.map((move) => moving(desk, scene, { ...move, ...places.get(move.id) }, inFront)))
  if (!barred(desk, ops)) await perform(desk, ops, t("Moved."))
}

/** Where those come to lie that come into a group; in a frame they lie where they were dropped. @param {Scene} scene @param {readonly Move[]} moves @returns {Map<string, import("./view.js").Point & { found: true }>} */
function joining(scene, moves) {
  const joins = moves.filter(({ id, parent }) => scene.living(parent ?? "")?.type === "group" && scene.living(id)?.parent !== parent)
  return new Map([...new Set(joins.map(({ parent }) => parent ?? ""))].flatMap((group) => {
    const notes = joins.flatMap(({ id, parent }) => (parent === group && scene.living(id)) || [])
    return slots(scene, group, notes).map((spot, index) => /** @type {const} */ ([notes[index]?.id ?? "", { ...spot, found: true }]))
  }))
}

/** Move by a little; what crosses into another zone or frame counts there, as if it were dropped. @param {Desk} desk @param {Scene} scene @param {readonly Note[]} led @param {number} dx @param {number} dy */
export async function nudge(desk, scene, led, dx, dy) {
  const { all } = taken(scene, led.map(({ id }) => id))
  await settle(desk, scene, led.map((note) => {
    const by = { x: Math.max(0, note.x + dx) - note.x, y: Math.max(0, note.y + dy) - note.y }
    // What lies in a group stays in it: its ground goes along.
    const group = scene.living(note.parent ?? "")?.type === "group" ? note.parent : null
    const { zone, parent } = isTied(note) ? note : lands(scene, note, by, { group, all })
    return { id: note.id, zone, parent, x: note.x + by.x, y: note.y + by.y }
  }))
}

/** Whether something would lie under others of its zone, group or frame, where nobody would see it. @param {Scene} scene @param {readonly Move[]} moves */
export function isLaidOnOthers(scene, moves) {
  const moved = new Set(moves.map(({ id }) => id))
  return moves.some(({ id, x, y }) => {
    const [note, box] = [scene.living(id), scene.box(id)]
    if (!note || !box) return false
    const [dx, dy] = [x - note.x, y - note.y]
    const met = scene.grid.meeting([box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy])
    return [...met].some((other) => !moved.has(other) && liesOver(scene.living(other), note))
  })
}

/** @param {Note | undefined} other @param {Note} note */
function liesOver(other, note) {
  // Strokes lie over everything, and shapes under every note.
  return other && other.type !== "ink" && (other.type === "shape") === (note.type === "shape") && other.zone === note.zone && other.parent === note.parent && byTurn(other, note) > 0
}

/** @param {Desk} desk @param {Scene} scene @param {Move} move @param {boolean} [inFront] it is laid on others @returns {Op} */
export function moving(desk, scene, { id, zone, parent, x, y, found }, inFront = false) {
  const note = /** @type {Note} */ (scene.living(id))
  // Within its zone it keeps its turn; into another, or in front of others, it comes last.
  return { k: "el.move", id, ...(parent !== null && { parent }), zone, z: note.zone === zone && !inFront ? note.z : "", x: Math.round(x), y: Math.round(y), ...(found && { fp: true }) }
}

/** Give those that come into a zone their turn, one behind another. @param {Desk} desk @param {Op[]} ops */
export function inLine(desk, ops) {
  /** @type {Map<string, string | null>} */
  const last = new Map()
  return ops.map((op) => {
    // What has no turn of its own, as a piece of a stroke, gets none.
    if (op.z !== "") return op
    const before = last.get(op.zone) ?? inOrder(desk, (each) => each.zone === op.zone).at(-1)?.z ?? null
    const z = after(before, jitter())
    last.set(op.zone, z)
    return { ...op, z }
  })
}
