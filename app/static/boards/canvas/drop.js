/**
 * Where things come to lie that somebody lets go of: the ops of one drop. Pure.
 *
 * @typedef {import("../reducer.js").Element} Note
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./view.js").Point} Point
 * @typedef {{ id: string, zone: string, parent: string | null, x: number, y: number }} Move
 */
import { BOARD } from "../geometry.js"

/** What goes along when these are taken: a group takes its notes, and a note of a taken group does not go twice.
 * @param {Scene} scene @param {Iterable<string>} ids @returns {{ led: Note[], all: Set<string> }} `led` are moved by name, `all` is what is seen to move */
export function taken(scene, ids) {
  const named = new Set(ids)
  const led = [...named].flatMap((id) => scene.living(id) ?? []).filter(({ parent }) => parent === null || !named.has(parent))
  return { led, all: new Set(led.flatMap(({ id }) => [id, ...scene.inside(id)])) }
}

/**
 * What a drop does: each element moved by the same way, into the zone under its middle and
 * the group under the pointer. A group keeps out of groups; what would leave the board stays at its edge.
 * @param {Scene} scene @param {readonly Note[]} led @param {Point} by how far they were carried @param {Point} at where the pointer is
 * @param {ReadonlySet<string>} all what is in the hand @returns {Move[]}
 */
export function dropped(scene, led, by, at, all) {
  const group = scene.groupAt(at, all)
  return led.flatMap((note) => {
    const x = inside(note.x + by.x, BOARD.width - note.w)
    const y = inside(note.y + by.y, BOARD.height - note.h)
    const parent = scene.mayJoin(note, group) ? group : scene.frameOf(note, middle(note, x, y))
    const zone = (parent && scene.elements.get(parent)?.zone) || scene.zoneAt(middle(note, x, y))
    const same = note.x === x && note.y === y && note.zone === zone && note.parent === parent
    return same ? [] : [{ id: note.id, zone, parent, x, y }]
  })
}

/** @param {Note} note @param {number} x @param {number} y @returns {Point} */
const middle = (note, x, y) => (note.type === "group" ? { x: x + 20, y: y + 20 } : { x: x + note.w / 2, y: y + note.h / 2 })

/** @param {number} at @param {number} most */
const inside = (at, most) => Math.round(Math.min(Math.max(0, at), Math.max(0, most)))
