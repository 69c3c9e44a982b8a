/** Laying down what came through the clipboard: under the rules of this board, as one gesture. */
import { nt, t, together } from "../../seldom.js"
import { adding } from "../adding.js"
import { BOARD } from "../geometry.js"
import { perform } from "../gesture.js"
import { newId } from "../outbox.js"
import { keptOut } from "../reach.js"
import { boxOf } from "./bundle.js"
import { lands } from "./drop.js"
import { around } from "./grid.js"
import { freePlace } from "./room.js"
import { strokeOps } from "./ink.js"
import { audienceOf } from "./making.js"
import { inLine } from "./settling.js"

/** @typedef {import("./bundle.js").Bundle} Bundle */
/** @typedef {import("./bundle.js").Thing} Thing */
/** @typedef {import("../gesture.js").Desk} Desk */
/** @typedef {import("../gesture.js").Op} Op */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./view.js").Point} Point */
/** @typedef {{ zone: string, parent: string | null }} Spot */
/** @typedef {{ board: string, colours: readonly string[], images?: ReadonlyMap<string, string> }} Here `images`: those of another board, and what they are called here */

/** What is taken as it is. */
const KEPT = ["folded", "lang", "dir", "gloss", "size", "form", "arrow", "pen", "pressure", "asset"]

/** Lay these down around a place. @param {Desk} desk @param {Scene} scene @param {Bundle} bundle @param {Point} middle @param {Here} here @returns {Promise<string[]>} what lies there by itself */
export async function unpack(desk, scene, bundle, middle, here) {
  const { ops, led, left } = unpacked(desk, scene, bundle, middle, here)
  const out = left ? nt("%(n)s thing was left out: it cannot lie there.", "%(n)s things were left out: they cannot lie there.", left) : ""
  if (ops.length) await perform(desk, inLine(desk, ops), together([nt("%(n)s thing pasted.", "%(n)s things pasted.", bundle.things.length - left), out]))
  else desk.own(out || t("There is nothing to paste."))
  return led
}

/** The ops that lay them down, and how many cannot lie there. @param {Desk} desk @param {Scene} scene @param {Bundle} bundle @param {Point} middle @param {Here} here */
export function unpacked(desk, scene, { board, things }, middle, here) {
  const group = scene.groupAt(middle, new Set())
  const by = group === null ? besideOthers(scene, things, shift(things, middle)) : shift(things, middle)
  const ids = things.map(() => `e_${newId()}`)
  /** @type {(Spot | null)[]} */
  const spots = []
  /** @type {Op[]} */
  const ops = []
  for (const [index, thing] of things.entries()) {
    const spot = spotOf(desk, scene, thing, { by, group, ids, spots })
    // A line ends at what is there; an image is known where it was put, or was brought here.
    const image = thing.asset === undefined ? undefined : board === here.board && isHere(desk, thing.asset) ? thing.asset : here.images?.get(thing.asset)
    const lost = [thing.start, thing.end].some((end) => typeof end === "number" && !spots[end]) || (thing.asset !== undefined && !image)
    spots.push(lost ? null : spot)
    if (spot && !lost) ops.push(...opsOf(desk, image ? { ...thing, asset: image } : thing, { by, id: ids[index] ?? "", ids, spot, fields: board === here.board, colours: here.colours }))
  }
  return { ops, led: ids.filter((_, index) => spots[index] && things[index]?.inside === undefined), left: spots.filter((spot) => !spot).length }
}

/** How far they go so that all are around a place, and on the board. @param {Thing[]} things @param {Point} middle @returns {Point} */
function shift(things, { x, y }) {
  const [left, top, right, bottom] = around(things.map(boxOf)) ?? [0, 0, 0, 0]
  const within = (/** @type {number} */ at, /** @type {number} */ most) => Math.round(Math.min(Math.max(0, at), Math.max(0, most)))
  return { x: within(x - (right - left) / 2, BOARD.width - (right - left)) - Math.round(left), y: within(y - (bottom - top) / 2, BOARD.height - (bottom - top)) - Math.round(top) }
}

/** The same to where nothing lies yet, if the zone has such a place. @param {Scene} scene @param {Thing[]} things @param {Point} by @returns {Point} */
function besideOthers(scene, things, by) {
  const [left, top, right, bottom] = around(things.map(boxOf)) ?? [0, 0, 0, 0]
  const size = { width: right - left, height: bottom - top }
  const near = { x: left + by.x, y: top + by.y }
  const { x, y } = freePlace(scene, scene.zoneAt({ x: near.x + size.width / 2, y: near.y + size.height / 2 }), size, near)
  return { x: Math.round(x - left), y: Math.round(y - top) }
}

/** Where a thing comes to lie: in the copy of what held it, else where it falls; nowhere where a zone takes nothing. @param {Desk} desk @param {Scene} scene @param {Thing} thing
 * @param {{ by: Point, group: string | null, ids: string[], spots: (Spot | null)[] }} among @returns {Spot | null} */
function spotOf(desk, scene, thing, { by, group, ids, spots }) {
  if (thing.inside !== undefined) {
    const above = spots[thing.inside]
    return above ? { zone: above.zone, parent: ids[thing.inside] ?? null } : null
  }
  const [x, y, right, bottom] = boxOf(thing)
  const falls = /** @type {import("../reducer.js").Element} */ ({ id: "", type: thing.type, parent: null, audience: audienceOf(desk), x, y, w: right - x, h: bottom - y })
  const { zone, parent } = lands(scene, falls, by, { group, all: new Set() })
  const tied = typeof thing.start === "number" || typeof thing.end === "number"
  return keptOut(desk.store.context, zone, thing.type) ? null : { zone, parent: tied ? null : parent }
}

/** @param {Desk} desk @param {Thing} thing @param {{ by: Point, id: string, ids: string[], spot: Spot, fields: boolean, colours: readonly string[] }} to @returns {Op[]} */
function opsOf(desk, thing, { by, id, ids, spot, fields: asked, colours }) {
  const { type, text, x, y, w, h, start, end, pts, colour, fields } = thing
  const made = adding(desk, spot.zone, text, { x: x + by.x, y: y + by.y, parent: spot.parent })
  const tie = (/** @type {import("./bundle.js").End | undefined} */ at) => (typeof at === "number" ? ids[at] : [Math.round((at?.[0] ?? 0) + by.x), Math.round((at?.[1] ?? 0) + by.y)])
  const kept = Object.fromEntries(KEPT.filter((name) => name in thing).map((name) => [name, thing[name]]))
  const beside = { ...kept, ...(colours.includes(colour) && { colour }), ...(asked && fields && { fields }), ...(type === "connector" && { start: tie(start), end: tie(end) }) }
  const op = { ...made, id, type, z: "", p: { x: x + by.x, y: y + by.y, w, h, ...beside } }
  return pts ? strokeOps(op, pts) : [op]
}

/** Whether an image was put on this board, as far as one knows. @param {Desk} desk @param {string} asset */
const isHere = ({ store }, asset) => [...store.shown.elements.values()].some((each) => each.asset === asset)
