/** Writing a note: the one deed every page needs at once. The others are in `deeds.js`. */
import { t } from "../i18n.js"
import { place } from "./geometry.js"
import { perform } from "./gesture.js"
import { languageOf } from "./language.js"
import { DIGITS, after } from "./order.js"
import { newId } from "./outbox.js"

/** @typedef {import("./gesture.js").Desk} Desk */
/** @typedef {import("./gesture.js").Note} Note */
/** @typedef {import("./outbox.js").Op} Op */
/** @typedef {{ x?: number, y?: number, parent?: string | null, colour?: string | null }} Spot where a note goes, if not to the next free place */

/** Write a note behind the last one of its zone. @param {Desk} desk @param {string} zone @param {string} text @param {Spot} [spot] */
export async function add(desk, zone, text, spot) {
  const op = adding(desk, zone, text, spot)
  await perform(desk, [op], t("Note added."))
  return /** @type {string} */ (op.id)
}

/** @param {Desk} desk @param {string} zone @param {string} text @param {Spot} [spot] @returns {Op} */
export function adding(desk, zone, text, { parent = null, colour = null, ...spot } = {}) {
  const lying = inOrder(desk, (each) => each.zone === zone)
  return {
    k: "el.add", id: `e_${newId()}`, type: "note", zone, ...(parent !== null && { parent }), pm: desk.generation(),
    z: after(lying.at(-1)?.z ?? null, jitter()), t: text,
    p: { ...free(desk, zone), w: desk.size.width, h: desk.size.height, ...spot, ...(colour !== null && { colour }), lang: languageOf(text, document.documentElement.lang) },
  }
}

/** Living elements, in the order of their zone. @param {Desk} desk @param {(element: Note) => boolean} wanted @returns {Note[]} */
export function inOrder(desk, wanted) {
  return [...desk.store.shown.elements.values()].filter((each) => !each.deleted && wanted(each)).sort(byOrder)
}

/** @param {Pick<Note, "id" | "z">} one @param {Pick<Note, "id" | "z">} other */
export const byOrder = (one, other) => (one.z === other.z ? (one.id < other.id ? -1 : 1) : one.z < other.z ? -1 : 1)

/** The next free place of a zone. @param {Desk} desk @param {string} zone @param {number} [ahead] how many go there before */
export function free(desk, zone, ahead = 0) {
  const { box = /** @type {import("./geometry.js").Box} */ ([0, 0, 0, 0]), inside = null } = desk.zones.get(zone) ?? {}
  return place(box, inOrder(desk, (each) => each.zone === zone && ["note", "image"].includes(each.type)).length + ahead, desk.size, inside)
}

/** Two random digits, so that two who write at once do not share a place. */
export function jitter() {
  return [...crypto.getRandomValues(new Uint8Array(2))].map((byte) => DIGITS.charAt(byte % DIGITS.length)).join("")
}
