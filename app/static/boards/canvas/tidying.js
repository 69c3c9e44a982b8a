/**
 * Tidying up: a zone, or what is chosen, in rows and in an order, as one deed. Where places mean something, things only
 * come apart that lie on each other. Only what this page shows and may move goes anywhere.
 */
import { nt, t, together } from "../../seldom.js"
import { jitter } from "../adding.js"
import { gap, meets } from "../geometry.js"
import { perform } from "../gesture.js"
import { refusedOn } from "../reach.js"
import { EVERYONE } from "../reducer.js"
import { barred } from "../signs.js"
import { apart } from "./apart.js"
import { isTied, taken } from "./drop.js"
import { around, contains } from "./grid.js"
import { inRows } from "./in_rows.js"
import { mayMove } from "./rights.js"
import { isHolder, sorted, turnsOf } from "./sorting.js"

/** @typedef {import("../gesture.js").Desk} Desk */
/** @typedef {import("../gesture.js").Op} Op */
/** @typedef {import("../reducer.js").Element} Note */
/** @typedef {import("./view.js").Box} Box */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./in_rows.js").Thing} Thing */
/** @typedef {{ desk: Desk, scene: Scene, isExact: (zone: string) => boolean, tell: (says: string) => void }} Board `isExact`: whether places in a zone mean something; `tell` shows what came of it */
/** @typedef {{ zone: string, parent: string | null, audience: string, notes: Note[] }} Part what is laid out together */
/** @typedef {Map<string, { box: Box, z: string }>} Laid */
/** @typedef {{ order: import("./sorting.js").Order, known: import("./sorting.js").Known }} How */

/** What has a place of its own; shapes lie under others, and go where they are chosen alone. */
const LIES = ["note", "image", "text", "group", "frame"]
const MARGIN = 30
const ARRANGE = { own: "change-own", others: "arrange-others" }

/** What lies in a zone itself, in its order, and what somebody has chosen. @param {Scene} scene @param {{ zone: string } | { ids: readonly string[] }} what @returns {Note[]} */
export function meantBy(scene, what) {
  const ids = "zone" in what ? scene.all.filter((id) => scene.living(id)?.zone === what.zone && scene.above(id).length === 0) : scene.all.filter((id) => what.ids.includes(id))
  const types = "zone" in what ? LIES : [...LIES, "shape"]
  return taken(scene, ids).led.filter((note) => types.includes(note.type) && !isTied(note))
}

/** Whether this seat may move something with all that lies in it. @param {Board} board @param {Note} note */
export function goes({ desk, scene }, note) {
  const along = scene.beneath(note.id).flatMap((id) => scene.living(id) ?? [])
  return mayMove(desk, note) && along.every((each) => !refusedOn(desk.store.context, each, ARRANGE))
}

/** Tidy up these; says what stays. @param {Board} board @param {readonly Note[]} meant @param {boolean} chosen they were chosen, and stay where their upper left corner is @param {How} how */
export async function tidyUp(board, meant, chosen, how) {
  const { desk } = board
  const going = meant.filter((note) => goes(board, note))
  const stays = staying(meant.filter((note) => !going.includes(note)))
  if (going.length === 0) return desk.fail(together([t("Nothing lies there that you may move."), ...stays]))
  const laid = laidOut(board, going, chosen, how)
  if (!laid) return desk.fail(t("There is not enough room to lay all of it in rows. Nothing was moved."))
  const ops = opsOf(board, going, laid)
  const exact = going.some(({ zone }) => board.isExact(zone))
  if (barred(desk, ops)) return
  const says = ops.length === 0 ? (exact ? t("Nothing lies on anything else here: all stays where it is.") : t("All of it is tidy.")) : exact ? t("What lay on others was moved beside them. In this zone places mean something, so all else stays where it is.") : t("Tidied up.")
  if (ops.length) await perform(desk, ops, says)
  if (stays.length || exact || ops.length === 0) board.tell(together([says, ...stays]))
}

/** What is said of those that stay where they are. @param {readonly Note[]} notes @returns {string[]} */
function staying(notes) {
  const locked = notes.filter((note) => note.locked).length
  const others = notes.filter((note) => !note.locked)
  const many = others.length
  return [
    ...(locked ? [nt("%(n)s thing is locked and stays where it is.", "%(n)s things are locked and stay where they are.", locked)] : []),
    ...(many === 0 ? [] : others.every(({ type }) => type === "note")
      ? [nt("%(n)s note stays where it is: only a facilitator moves it.", "%(n)s notes stay where they are: only a facilitator moves them.", many)]
      : [nt("%(n)s thing stays where it is: only a facilitator moves it.", "%(n)s things stay where they are: only a facilitator moves them.", many)]),
  ]
}

/** Where all of these come to lie; null where what all see finds no room. @param {Board} board @param {readonly Note[]} going @param {boolean} chosen @param {How} how @returns {Laid | null} */
export function laidOut(board, going, chosen, { order, known }) {
  const moved = taken(board.scene, going.map(({ id }) => id)).all
  /** @type {Laid} */
  const laid = new Map()
  for (const part of partsOf(going)) {
    const notes = board.isExact(part.zone) ? part.notes : sorted(part.notes, order, known)
    const boxes = placesOf(board, { ...part, notes }, [...inTheWay(board, part, moved), ...[...laid.values()].map(({ box }) => box)], chosen)
    // What others do not see never takes room from what they see.
    if (!boxes && part.audience === EVERYONE) return null
    const turns = board.isExact(part.zone) ? new Map() : turnsOf(notes, jitter)
    for (const { id, z } of boxes ? notes : []) laid.set(id, { box: boxes?.get(id) ?? extent(board.scene, id), z: turns.get(id) ?? z })
  }
  return laid
}

/** What is laid out together: what lies in the same and is seen by the same, first of all what everybody sees. @param {readonly Note[]} notes @returns {Part[]} */
function partsOf(notes) {
  /** @type {Map<string, Part>} */
  const parts = new Map()
  for (const note of notes) {
    const { zone, parent, audience } = note
    const name = `${zone} ${parent} ${audience}`
    const part = parts.get(name) ?? { zone, parent, audience, notes: [] }
    part.notes.push(note)
    parts.set(name, part)
  }
  return [...parts.values()].sort((one, other) => Number(one.audience !== EVERYONE) - Number(other.audience !== EVERYONE))
}

/** @param {Board} board @param {Part} part @param {readonly Box[]} lying @param {boolean} chosen @returns {Map<string, Box> | null} */
function placesOf({ desk, scene, isExact }, { zone, parent, notes }, lying, chosen) {
  const ground = desk.zones.get(zone)
  if (!ground) return null
  const holder = scene.living(parent ?? "")
  const room = holder?.type === "frame" ? { box: /** @type {Box} */ (scene.box(holder.id)), inside: null, head: scene.head } : ground
  const things = notes.map((note) => ({ id: note.id, is: /** @type {Thing["is"]} */ (isHolder(note) ? "holder" : note.type === "note" ? "note" : "other"), box: extent(scene, note.id) }))
  if (isExact(zone)) return apart(room, things, lying)
  return inRows(chosen ? (size) => fromCorner(room, things, size) : () => [room], things, lying)
}

/** Where chosen things may lie: from their own upper left corner on, in about a square or as broad as they are; then as far as the zone goes.
 * @param {import("../geometry.js").Room} room @param {readonly Thing[]} things @param {import("../geometry.js").Size} size @returns {import("../geometry.js").Room[]} */
function fromCorner({ box: [left, top, right, bottom], inside, head = 0 }, things, size) {
  const all = around(things.map(({ box }) => box)) ?? [left, top, right, bottom]
  const [x, y] = [Math.max(left + MARGIN, all[0]), Math.max(top + head, all[1])]
  const square = Math.ceil(Math.sqrt(things.length)) * (size.width + gap(size))
  const near = Math.min(right, Math.max(all[2], x + square) + MARGIN)
  return [near, right].map((end) => ({ box: /** @type {Box} */ ([x - MARGIN, y, end, bottom]), inside, head: 0 }))
}

/** What stays and takes room: things that all see who see these, zones within, and what was in the way before. @param {Board} board @param {Part} part @param {ReadonlySet<string>} moved @returns {Box[]} */
function inTheWay({ desk, scene }, { zone, notes, audience }, moved) {
  const ground = desk.zones.get(zone)?.box ?? /** @type {Box} */ ([0, 0, 0, 0])
  const above = new Set(notes.flatMap(({ id }) => scene.above(id)))
  const lying = [...scene.elements.values()].filter((each) => !each.deleted && (each.type === "frame" || scene.fills(each.id)) && [EVERYONE, audience].includes(each.audience) && !moved.has(each.id) && !above.has(each.id))
  const within = scene.grounds.filter(({ id, box }) => id !== zone && contains(ground, box)).map(({ box }) => box)
  return [...lying.map(({ id }) => extent(scene, id)).filter((box) => meets(box, ground)), ...within]
}

/** What something takes with all that lies in it; what lies in a pile too, for it may be opened. @param {Scene} scene @param {string} id @returns {Box} */
function extent(scene, id) {
  const plain = ({ x, y, w, h } = /** @type {Note} */ (scene.living(id))) => /** @type {Box} */ ([x, y, x + w, y + h])
  const along = scene.beneath(id).flatMap((each) => scene.living(each) ?? []).filter(({ type }) => !["connector", "ink"].includes(type))
  return /** @type {Box} */ (around([scene.box(id) ?? plain(), ...along.map((each) => scene.box(each.id) ?? plain(each))]))
}

/** What changes of them. @param {Board} board @param {readonly Note[]} going @param {Laid} laid @returns {Op[]} */
function opsOf({ scene }, going, laid) {
  return going.flatMap((note) => {
    const found = laid.get(note.id)
    if (!found) return []
    const { id, parent, zone, type, w, h } = note
    const [left, top, right, bottom] = found.box
    const now = extent(scene, id)
    const [x, y] = [Math.round(note.x + left - now[0]), Math.round(note.y + top - now[1])]
    const moves = x !== note.x || y !== note.y || found.z !== note.z
    const grows = type === "note" && (right - left !== w || bottom - top !== h)
    return [
      ...(grows ? [{ k: "el.set", id, p: { w: right - left, h: bottom - top } }] : []),
      ...(moves ? [{ k: "el.move", id, ...(parent !== null && { parent }), zone, z: found.z, x, y }] : []),
    ]
  })
}
