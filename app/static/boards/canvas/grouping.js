/** Notes laid into a group, and taken out of one. Fetched when somebody does. */
import { t } from "../../seldom.js"
import { adding } from "../adding.js"
import { perform } from "../gesture.js"
import { boxOf, cell, findPlace, freePlace, largest, sizeOf } from "./room.js"
import { inLine, moving } from "./settling.js"

/** @typedef {import("../gesture.js").Desk} Desk */
/** @typedef {import("../gesture.js").Op} Op */
/** @typedef {import("../reducer.js").Element} Note */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./view.js").Point} Point */
/** @typedef {import("../geometry.js").Size} Size */

/** Notes side by side in a group, at most. */
const MOST_COLUMNS = 12

/** Lay notes in rows under a title. @param {Desk} desk @param {Scene} scene @param {string} title @param {string[]} ids @param {{ zone: string, x: number, y: number }} where used when there are none */
export async function gather(desk, scene, title, ids, where) {
  const notes = ids.flatMap((id) => scene.living(id) ?? []).filter(({ type }) => type === "note")
  const first = notes[0]
  const zone = first?.zone ?? where.zone
  const tile = notes.length ? largest(notes.map(sizeOf)) : scene.size
  const near = first ? { x: first.x - scene.reach, y: first.y - scene.head } : where
  const { columns, width, height, place } = placeForGroup(scene, zone, notes, near)
  /** @type {Op} */
  const group = { ...adding(desk, zone, title, { ...place, found: true }), type: "group" }
  group.p = { ...group.p, w: width, h: height }
  const origin = { x: place.x + scene.reach, y: place.y + scene.head }
  const moves = notes.map((note, index) => moving(desk, scene, { id: note.id, zone, parent: group.id, found: true, ...cell(origin, tile, columns, index) }))
  await perform(desk, [group, ...inLine(desk, moves)], t("Group made."))
  return /** @type {string} */ (group.id)
}

/** Take notes out of their groups, each to a free place beside. @param {Desk} desk @param {Scene} scene @param {string[]} ids */
export async function free(desk, scene, ids) {
  const notes = ids.flatMap((id) => scene.living(id) ?? []).filter(({ parent }) => parent !== null)
  const moves = notes.map((note) => {
    const place = freePlace(scene, note.zone, sizeOf(note), note)
    scene.grid.put(note.id, boxOf(note, place))
    return { id: note.id, zone: note.zone, parent: null, ...place, found: true }
  })
  await perform(desk, moves.map((move) => moving(desk, scene, move)), t("Moved."))
}

/** A free place for so many notes under a title, in other rows where that fits better; `near` itself where there is none: the server makes room.
 * @param {Scene} scene @param {string} zone @param {readonly Note[]} notes @param {Point} near @returns {Size & { columns: number, place: Point }} */
export function placeForGroup(scene, zone, notes, near) {
  const tile = notes.length ? largest(notes.map(sizeOf)) : scene.size
  const without = new Set(notes.map(({ id }) => id))
  const shapes = columnsFor(notes.length).map((columns) => {
    const { width, height } = rows(scene, notes.length, tile, columns)
    return { columns, place: near, width: notes.length ? width : scene.empty.width, height }
  })
  for (const shape of shapes) {
    const place = findPlace(scene, zone, shape, near, { without })
    if (place) return { ...shape, place }
  }
  return /** @type {Size & { columns: number, place: Point }} */ (shapes[0])
}

/** @param {number} count */
const usualColumns = (count) => (count <= 1 ? 1 : count <= 4 ? 2 : count <= 9 ? 3 : 4)

/** Into how many columns so many notes are laid, the usual number first. @param {number} count */
function columnsFor(count) {
  const usual = usualColumns(count)
  const all = Array.from({ length: Math.max(1, Math.min(MOST_COLUMNS, count)) }, (_, index) => index + 1)
  return all.sort((one, other) => Math.abs(one - usual) - Math.abs(other - usual))
}

/** Rows of notes under a title, and how much room they take with it. @param {Scene} scene @param {number} count @param {Size} tile @param {number} [columns] @returns {Size & { columns: number }} */
export function rows(scene, count, tile, columns = usualColumns(count)) {
  const lines = Math.max(1, Math.ceil(count / columns))
  const last = cell({ x: scene.reach, y: scene.head }, tile, columns, columns * lines - 1)
  return { columns, width: last.x + tile.width + scene.reach, height: last.y + tile.height + scene.reach }
}
