/** Notes laid into a group, and taken out of one. Fetched when somebody does. */
import { t } from "../../seldom.js"
import { adding } from "../adding.js"
import { perform } from "../gesture.js"
import { boxOf, cell, freePlace, largest, rows, sizeOf } from "./room.js"
import { inLine, moving } from "./settling.js"

/** @typedef {import("../gesture.js").Desk} Desk */
/** @typedef {import("../gesture.js").Op} Op */
/** @typedef {import("./scene.js").Scene} Scene */

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
