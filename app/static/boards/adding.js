/** Writing a note: the one deed every page needs at once. The others are in `deeds.js`. */
import { t } from "../i18n.js"
import { boxesOf, isSolid, nextPlace, sizeIn } from "./geometry.js"
import { perform } from "./gesture.js"
import { languageOf } from "./language.js"
import { DIGITS, after } from "./order.js"
import { newId } from "./outbox.js"

/** @typedef {import("./gesture.js").Desk} Desk */
/** @typedef {import("./gesture.js").Note} Note */
/** @typedef {import("./outbox.js").Op} Op */
/** @typedef {{ x?: number, y?: number, parent?: string | null, colour?: string | null, found?: boolean }} Spot where a note goes, if not to the next free place; `found`: the page found that place, and nobody pointed at it */

/** @typedef {{ size?: import("./geometry.js").Size, taken?: readonly import("./geometry.js").Box[] }} Place how large it is, if not as a note, and what will lie there by then */

/** Of a zone that the page does not have. @type {import("./geometry.js").Box} */
const NOWHERE = [0, 0, 0, 0]

/** Write a note behind the last one of its zone. @param {Desk} desk @param {string} zone @param {string} text @param {Spot} [spot] */
export async function add(desk, zone, text, spot) {
  const op = adding(desk, zone, text, spot)
  await perform(desk, [op], t("Note added."))
  return /** @type {string} */ (op.id)
}

/** @param {Desk} desk @param {string} zone @param {string} text @param {Spot} [spot] @returns {Op} */
export function adding(desk, zone, text, { parent = null, colour = null, found = false, ...spot } = {}) {
  const lying = inOrder(desk, (each) => each.zone === zone)
  const { width: w, height: h } = sizeIn(desk.store.shown.elements.values(), zone, desk.size)
  return {
    k: "el.add", id: desk.as ?? `e_${newId()}`, type: "note", zone, ...(parent !== null && { parent }), pm: desk.generation(),
    z: after(lying.at(-1)?.z ?? null, jitter()), t: text, ...((found || spot.x === undefined) && { fp: true }),
    p: { ...(spot.x === undefined && free(desk, zone)), w, h, ...spot, ...(colour !== null && { colour }), lang: languageOf(text, document.documentElement.lang) },
  }
}

/** Living elements, in the order of their zone. @param {Desk} desk @param {(element: Note) => boolean} wanted @returns {Note[]} */
export function inOrder(desk, wanted) {
  return [...desk.store.shown.elements.values()].filter((each) => !each.deleted && wanted(each)).sort(byOrder)
}

/** @param {Pick<Note, "id" | "z">} one @param {Pick<Note, "id" | "z">} other */
export const byOrder = (one, other) => (one.z === other.z ? (one.id < other.id ? -1 : 1) : one.z < other.z ? -1 : 1)

/** The next free place of a zone: beside what lies there, whatever zone that counts in. @param {Desk} desk @param {string} zone @param {Place} [more] */
export function free(desk, zone, { size, taken = [] } = {}) {
  const elements = [...desk.store.shown.elements.values()]
  const room = { box: NOWHERE, inside: null, ...desk.zones.get(zone) }
  return nextPlace(room, size ?? sizeIn(elements, zone, desk.size), [...boxesOf(elements.filter(isSolid), desk.size.width).values(), ...taken])
}

/** Free places of a zone for several, one after the other. @param {Desk} desk @param {string} zone @param {readonly import("./geometry.js").Size[]} sizes */
export function places(desk, zone, sizes) {
  /** @type {import("./geometry.js").Box[]} */
  const taken = []
  return sizes.map((size) => {
    const { x, y } = free(desk, zone, { size, taken })
    taken.push([x, y, x + size.width, y + size.height])
    return { x, y }
  })
}

/** Two random digits, so that two who write at once do not share a place. */
export function jitter() {
  return [...crypto.getRandomValues(new Uint8Array(2))].map((byte) => DIGITS.charAt(byte % DIGITS.length)).join("")
}
