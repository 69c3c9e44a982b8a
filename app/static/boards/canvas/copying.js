/** Copies of what is there, with all that lies in it; lines among them tie the copies. */
import { nt } from "../../seldom.js"
import { adding } from "../adding.js"
import { perform } from "../gesture.js"
import { newId } from "../outbox.js"
import { copied, lands } from "./drop.js"
import { strokeOps } from "./ink.js"
import { audienceOf } from "./making.js"
import { inLine } from "./settling.js"

/** @typedef {import("../gesture.js").Desk} Desk */
/** @typedef {import("../gesture.js").Op} Op */
/** @typedef {import("../reducer.js").Element} Note */
/** @typedef {import("../reducer.js").End} End */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./view.js").Point} Point */

/** What a copy has beside its place and words. */
const KEPT = /** @type {const} */ (["colour", "lang", "dir", "gloss", "fields", "size", "form", "arrow", "pen", "pressure", "asset", "folded"])

/** Lay copies of these so far away. @param {Desk} desk @param {Scene} scene @param {Iterable<string>} ids @param {Point} by
 * @param {{ over?: string | null, found?: boolean }} [how] `over`: the group they are dropped on, if they are; `found`: nobody pointed at the place @returns {Promise<string[]>} the copies */
export async function copyTo(desk, scene, ids, by, { over, found = false } = {}) {
  const { led, all } = copied(scene, ids)
  const named = new Map([...all].map((id) => [id, `e_${newId()}`]))
  // Beside the original a copy lies with it in its group.
  const groupOf = (/** @type {Note} */ { parent }) => (over !== undefined ? over : scene.living(parent ?? "")?.type === "group" ? parent : null)
  const places = new Map(led.map((note) => [note.id, lands(scene, { ...note, audience: audienceOf(desk) }, by, { group: groupOf(note), all: new Set() })]))
  // What holds others is there before them, and lines come when what they tie is there.
  const notes = [...all].flatMap((id) => scene.living(id) ?? [])
  const inTurn = [...notes.filter(({ type }) => type !== "connector"), ...notes.filter(({ type }) => type === "connector")]
  const ops = inTurn.flatMap((note) => copyOf(desk, note, { by, named, found, place: placeOf(scene, note, { places, named }) }))
  await perform(desk, inLine(desk, ops), nt("%(n)s copy made.", "%(n)s copies made.", led.length))
  return led.map(({ id }) => named.get(id) ?? id)
}

/** Where the copy of something lies: with the copy of what held it, else where it falls. @param {Scene} scene @param {Note} note
 * @param {{ places: Map<string, { zone: string, parent: string | null }>, named: Map<string, string> }} known @returns {{ zone: string, parent: string | null }} */
function placeOf(scene, note, { places, named }) {
  const own = places.get(note.id)
  if (own) return own
  const leader = scene.above(note.id).find((id) => places.has(id)) ?? ""
  return { zone: places.get(leader)?.zone ?? note.zone, parent: named.get(note.parent ?? "") ?? null }
}

/** @param {Desk} desk @param {Note} note @param {{ by: Point, named: Map<string, string>, found: boolean, place: { zone: string, parent: string | null } }} to @returns {Op[]} */
function copyOf(desk, note, { by, named, found, place: { zone, parent } }) {
  const made = adding(desk, zone, note.text, { x: Math.round(note.x + by.x), y: Math.round(note.y + by.y), parent, found })
  const kept = Object.fromEntries(KEPT.map((name) => [name, note[name]]).filter(([, value]) => value !== undefined && value !== null))
  const ends = note.type === "connector" ? { start: tied(note.start, named, by), end: tied(note.end, named, by) } : {}
  const op = { ...made, id: named.get(note.id) ?? made.id, type: note.type, z: "", p: { x: made.p.x, y: made.p.y, w: note.w, h: note.h, ...kept, ...ends } }
  return note.type === "ink" ? strokeOps(op, note.pts ?? []) : [op]
}

/** Where the end of a copied line is: at the copy, at what was not copied, or as far away as the line. @param {End | undefined} end @param {Map<string, string>} named @param {Point} by @returns {End} */
function tied(end, named, by) {
  if (typeof end === "string") return named.get(end) ?? end
  return [Math.round((end?.[0] ?? 0) + by.x), Math.round((end?.[1] ?? 0) + by.y)]
}
