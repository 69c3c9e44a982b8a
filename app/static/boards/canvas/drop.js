/**
 * Where things come to lie that somebody lets go of: the ops of one drop. Pure.
 *
 * @typedef {import("../reducer.js").Element} Note
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./view.js").Point} Point
 * @typedef {{ id: string, zone: string, parent: string | null, x: number, y: number, found?: boolean }} Move `found`: nobody pointed at the place
 */
import { BOARD, beside } from "../geometry.js"
import { strokeBox } from "./strokes.js"

/** What goes along when these are taken: a group or frame takes what lies in it, and that does not go twice.
 * @param {Scene} scene @param {Iterable<string>} ids @returns {{ led: Note[], all: Set<string> }} `led` are moved by name, `all` is what is seen to move */
export function taken(scene, ids) {
  const named = new Set(ids)
  const led = [...named].flatMap((id) => scene.living(id) ?? []).filter(({ id }) => !scene.above(id).some((each) => named.has(each)))
  return { led, all: new Set(led.flatMap(({ id }) => [id, ...scene.beneath(id)])) }
}

/** What is copied with these: what comes along by lying in something is left out where not all who see that see it, for its copy would be seen by them.
 * @param {Scene} scene @param {Iterable<string>} ids @returns {{ led: Note[], all: Set<string> }} */
export function copied(scene, ids) {
  const { led, all } = taken(scene, ids)
  const named = new Set(led.map(({ id }) => id))
  const hides = (/** @type {string} */ id) => {
    const note = scene.living(id)
    return all.has(id) && !named.has(id) && note?.audience !== scene.living(note?.parent ?? "")?.audience
  }
  return { led, all: new Set([...all].filter((id) => ![id, ...scene.above(id)].some(hides))) }
}

/**
 * What a drop does: each element moved by the same way, into the zone and the frame under its middle, a note into
 * the group under the pointer. What would leave the board stays at its edge.
 * @param {Scene} scene @param {readonly Note[]} led @param {Point} by how far they were carried @param {Point} at where the pointer is
 * @param {ReadonlySet<string>} all what is in the hand @returns {Move[]}
 */
export function dropped(scene, led, by, at, all) {
  const group = scene.groupAt(at, all)
  return led.flatMap((note) => {
    // What somebody has deleted meanwhile is dropped nowhere.
    if (isTied(note) || !scene.living(note.id)) return []
    const [left, top, right, bottom] = note.type === "ink" ? strokeBox(note) : [note.x, note.y, note.x + note.w, note.y + note.h]
    const x = note.x - left + inside(left + by.x, BOARD.width - (right - left))
    const y = note.y - top + inside(top + by.y, BOARD.height - (bottom - top))
    const { zone, parent } = lands(scene, note, { x: x - note.x, y: y - note.y }, { group, all })
    const same = note.x === x && note.y === y && note.zone === zone && note.parent === parent
    return same ? [] : [{ id: note.id, zone, parent, x, y }]
  })
}

/** What something falls into that is carried so far: its zone, and the group or frame. @param {Scene} scene @param {Note} note @param {Point} by
 * @param {{ group: string | null, all: ReadonlySet<string> }} over the group under the pointer, and what is in the hand */
export function lands(scene, note, by, { group, all }) {
  const at = middle(scene, note, by)
  const parent = scene.mayJoin(note, group) ? group : scene.frameAt(note, at, all)
  return { zone: (parent && scene.elements.get(parent)?.zone) || scene.zoneAt(at), parent }
}

/** Whether a line goes where others go, and nowhere by itself. @param {Note} note */
export const isTied = ({ type, start, end }) => type === "connector" && typeof start === "string" && typeof end === "string"

/** @param {Scene} scene @param {Note} note @param {Point} by @returns {Point} */
function middle(scene, note, by) {
  if (note.type === "group") return { x: note.x + by.x + 20, y: note.y + by.y + 20 }
  const [left, top, right, bottom] = (note.type === "text" ? wordsBox(scene, note) : scene.box(note.id)) ?? [note.x, note.y, note.x + note.w, note.y + note.h]
  // Others may have moved what is in the hand: it falls from where it was taken.
  const now = scene.living(note.id) ?? note
  return { x: (left + right) / 2 + by.x + note.x - now.x, y: (top + bottom) / 2 + by.y + note.y - now.y }
}

/** How large the letters of a free text are, beside a note of the least size, and how wide one is on the whole. @type {Record<string, number>} */
const LETTERS = { small: 14, medium: 22, large: 36, huge: 58 }
const WIDE = 0.52

/** Where the words of a free text are: its box may be far wider. As they are read they begin at its left, or at its right.
 * @param {Scene} scene @param {Pick<Note, "text" | "size" | "x" | "y" | "w" | "h">} text @returns {import("./view.js").Box} */
export function wordsBox(scene, { text, size, x, y, w, h }) {
  const letter = beside(scene.size.width, 100) * (LETTERS[size ?? "medium"] ?? 22) * (WIDE / 100)
  const longest = Math.max(...text.split("\n").map((line) => [...line].reduce((long, sign) => long + (sign > "\u2e7f" ? 2 : 1), 0)))
  const width = Math.min(w, Math.max(letter, longest * letter))
  return /^[^\p{L}]*[\u0590-\u08ff]/u.test(text) ? [x + w - width, y, x + w, y + h] : [x, y, x + width, y + h]
}

/** @param {number} at @param {number} most */
const inside = (at, most) => Math.round(Math.min(Math.max(0, at), Math.max(0, most)))
