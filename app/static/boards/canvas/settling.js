/** What the plane does with places, as ops of one gesture each. The other deeds are those of every view. */
import { t } from "../../later.js"
import { adding, inOrder, jitter } from "../adding.js"
import { perform } from "../gesture.js"
import { after } from "../order.js"
import { barred } from "../signs.js"
import { isTied, lands, taken } from "./drop.js"
import { boxOf, cell, freePlace, largest, rows, sizeOf, slots } from "./room.js"

/** @typedef {import("../gesture.js").Desk} Desk */
/** @typedef {import("../gesture.js").Op} Op */
/** @typedef {import("../reducer.js").Element} Note */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./drop.js").Move} Move */

/** Let things lie where they were dropped. What joins a group finds its place there. @param {Desk} desk @param {Scene} scene @param {readonly Move[]} moves */
export async function settle(desk, scene, moves) {
  if (moves.length === 0) return
  const places = joining(scene, moves)
  const ops = inLine(desk, moves.map((move) => moving(desk, scene, { ...move, ...places.get(move.id) })))
  if (!barred(desk, ops)) await perform(desk, ops, t("Moved."))
}

/** Where those come to lie that come into a group; in a frame they lie where they were dropped. @param {Scene} scene @param {readonly Move[]} moves @returns {Map<string, import("./view.js").Point>} */
function joining(scene, moves) {
  const joins = moves.filter(({ id, parent }) => scene.living(parent ?? "")?.type === "group" && scene.living(id)?.parent !== parent)
  return new Map([...new Set(joins.map(({ parent }) => parent ?? ""))].flatMap((group) => {
    const notes = joins.flatMap(({ id, parent }) => (parent === group && scene.living(id)) || [])
    return slots(scene, group, notes).map((spot, index) => /** @type {const} */ ([notes[index]?.id ?? "", spot]))
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

/** Lay notes in rows under a title. @param {Desk} desk @param {Scene} scene @param {string} title @param {string[]} ids @param {{ zone: string, x: number, y: number }} where used when there are none */
export async function gather(desk, scene, title, ids, where) {
  const notes = ids.flatMap((id) => scene.living(id) ?? []).filter(({ type }) => type === "note")
  const first = notes[0]
  const zone = first?.zone ?? where.zone
  const tile = notes.length ? largest(notes.map(sizeOf)) : scene.size
  const { columns, width, height } = rows(scene, notes.length, tile)
  const near = first ? { x: first.x - scene.reach, y: first.y - scene.head } : where
  const size = { width: Math.max(width, scene.empty.width), height }
  const place = freePlace(scene, zone, size, near, { without: new Set(ids) })
  /** @type {Op} */
  const group = { ...adding(desk, zone, title, place), type: "group" }
  group.p = { ...group.p, w: size.width, h: height }
  const origin = { x: place.x + scene.reach, y: place.y + scene.head }
  const moves = notes.map((note, index) => moving(desk, scene, { id: note.id, zone, parent: group.id, ...cell(origin, tile, columns, index) }))
  await perform(desk, [group, ...inLine(desk, moves)], t("Group made."))
  return /** @type {string} */ (group.id)
}

/** Take notes out of their groups, each to a free place beside. @param {Desk} desk @param {Scene} scene @param {string[]} ids */
export async function free(desk, scene, ids) {
  const notes = ids.flatMap((id) => scene.living(id) ?? []).filter(({ parent }) => parent !== null)
  const moves = notes.map((note) => {
    const place = freePlace(scene, note.zone, sizeOf(note), note)
    scene.grid.put(note.id, boxOf(note, place))
    return { id: note.id, zone: note.zone, parent: null, ...place }
  })
  await perform(desk, moves.map((move) => moving(desk, scene, move)), t("Moved."))
}

/** @param {Desk} desk @param {Scene} scene @param {Move} move @returns {Op} */
function moving(desk, scene, { id, zone, parent, x, y }) {
  const note = /** @type {Note} */ (scene.living(id))
  // Within its zone it keeps its turn; into another it comes last.
  return { k: "el.move", id, ...(parent !== null && { parent }), zone, z: note.zone === zone ? note.z : "", x: Math.round(x), y: Math.round(y) }
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
