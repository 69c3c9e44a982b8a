/**
 * What goes from a board to another through the clipboard: how it is written there, and how it is read again. It holds
 * neither who wrote something nor what it is called here. What is read may be from anybody: what is not exactly as it
 * should be is left out. Pure.
 */
import { CONTROL, badText, kindOf } from "../decide.js"
import "../further.js"
import { copied, isTied } from "./drop.js"
import { around } from "./grid.js"
import { MARK } from "./passing.js"
import { strokeBox } from "./strokes.js"

/** @typedef {import("../reducer.js").Element} Note */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./view.js").Box} Box */
/** @typedef {number | [number, number]} End which of the things, or a place */
/**
 * @typedef {{ type: string, text: string, x: number, y: number, w: number, h: number, inside?: number, zone?: string, start?: End, end?: End, pts?: number[], asset?: string,
 *   pressure?: boolean, [name: string]: any }} Thing `inside`: which of the things it lies in
 * @typedef {{ board: string, things: Thing[] }} Bundle its things by how far they are from the corner of all; `board`: where it is from
 */

const ATTRIBUTE = new RegExp(`\\b${MARK}="([A-Za-z0-9+/=]+)"`)
/** Letters of a bundle, and things in it, that are looked at. */
export const MOST_LETTERS = 4_000_000
export const MOST_THINGS = 500
const MOST_POINTS = 7_998

const TYPES = ["note", "group", "frame", "text", "shape", "connector", "ink", "image"]
const whole = (/** @type {number} */ least, /** @type {number} */ most) => (/** @type {unknown} */ value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most
const one = (/** @type {string[]} */ ...words) => (/** @type {unknown} */ value) => words.includes(/** @type {string} */ (value))
const like = (/** @type {RegExp} */ form) => (/** @type {unknown} */ value) => typeof value === "string" && form.test(value)
const FAR = whole(-100_000, 100_000)
const LONG = whole(1, 20_000)
const said = (/** @type {number} */ most) => (/** @type {unknown} */ value) => typeof value === "string" && value !== "" && [...value].length <= most && !CONTROL.test(value)
const place = (/** @type {unknown} */ value) => Array.isArray(value) && value.length === 2 && value.every(FAR)

/** What a thing has beside its words and place, and how that has to be. @type {Record<string, (value: any) => boolean>} */
const MAY = {
  colour: like(/^[a-z]{3,6}$/), lang: like(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/), dir: one("auto", "ltr", "rtl"), gloss: said(1_000), zone: like(/^[A-Za-z0-9_.-]{1,60}$/),
  fields: (value) => value !== null && typeof value === "object" && Object.entries(value).slice(0, 13).length < 13 && Object.entries(value).every(([name, each]) => /^[a-z][a-z0-9_-]{0,23}$/.test(name) && (whole(-1_000_000_000, 1_000_000_000)(each) || said(120)(each))),
  size: one("small", "medium", "large", "huge"), form: one("rectangle", "oval"), arrow: one("none", "start", "end", "both"), pen: whole(1, 64), pressure: one(/** @type {any} */ (true)), folded: one(/** @type {any} */ (true)),
  asset: like(/^[A-Za-z0-9_-]{22}$/), pts: (value) => Array.isArray(value) && value.length > 0 && value.length <= MOST_POINTS && value.every(whole(-999, 999)),
}
/** What every thing may have; the others are for the types that know them. */
const PLAIN = ["colour", "lang", "dir", "gloss", "fields", "zone"]

/** These with what lies in them, and the lines between them. @param {Scene} scene @param {Iterable<string>} ids @param {string} board @returns {Bundle} */
export function bundled(scene, ids, board) {
  const { all } = copied(scene, ids)
  const lines = [...scene.elements.values()].filter((each) => isTied(each) && scene.living(each.id) && all.has(String(each.start)) && all.has(String(each.end)))
  const named = new Set([...all, ...lines.map(({ id }) => id)])
  // What holds others comes before them, and lines when what they tie is there.
  const notes = [...named].flatMap((id) => scene.living(id) ?? [])
  const inTurn = [...notes.filter(({ type }) => type !== "connector"), ...notes.filter(({ type }) => type === "connector")]
  const at = new Map(inTurn.map(({ id }, index) => [id, index]))
  const [left, top] = around(scene.boxes(named)) ?? [0, 0]
  return { board, things: inTurn.map((note) => thingOf(scene, note, { at, left: Math.round(left), top: Math.round(top) })) }
}

/** @param {Scene} scene @param {Note} note @param {{ at: Map<string, number>, left: number, top: number }} among @returns {Thing} */
function thingOf(scene, note, { at, left, top }) {
  const { type, text, parent } = note
  const [x, y, end, foot] = (type === "connector" && scene.box(note.id)) || [note.x, note.y, note.x + note.w, note.y + note.h]
  const kept = Object.fromEntries(Object.keys(MAY).map((name) => [name, /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (note))[name]]).filter(([, value]) => value !== undefined && value !== null))
  const inside = parent === null ? undefined : at.get(parent)
  const box = { x: Math.round(x) - left, y: Math.round(y) - top, w: Math.max(1, Math.round(end - x)), h: Math.max(1, Math.round(foot - y)) }
  /** @type {Thing} */
  const thing = { type, text, ...box, ...kept, ...(inside !== undefined && { inside }) }
  if (type !== "connector") return thing
  const places = scene.ends(note)
  for (const [index, name] of /** @type {const} */ (["start", "end"]).entries()) {
    const tied = typeof note[name] === "string" ? at.get(note[name]) : undefined
    thing[name] = tied ?? [Math.round(places[index]?.x ?? 0) - left, Math.round(places[index]?.y ?? 0) - top]
  }
  return thing
}

/** Its words for whoever takes no more, one thing a line; those of one alone as they are. @param {Scene} scene @param {Iterable<string>} ids */
export function plainWords(scene, ids) {
  const { all } = copied(scene, ids)
  const words = scene.all.filter((id) => all.has(id)).map((id) => scene.living(id)?.text.trim() ?? "").filter(Boolean)
  return words.length > 1 ? words.map((each) => each.replace(/\s*\n\s*/g, " ")).join("\n") : (words[0] ?? "")
}

/** As HTML with everything in it. @param {Bundle} bundle @param {string} words */
export function asHtml(bundle, words) {
  const bytes = new TextEncoder().encode(JSON.stringify(bundle))
  let letters = ""
  for (const byte of bytes) letters += String.fromCharCode(byte)
  const lines = words.split("\n").map((line) => `<li>${line.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</li>`)
  return `<meta charset="utf-8"><ul ${MARK}="${btoa(letters)}">${lines.join("")}</ul>`
}

/** What somebody's clipboard brings of a board; null where it brings nothing of one. @param {{ own: string, html: string }} given @returns {Bundle | null} */
export function readBundle({ own, html }) {
  try {
    const coded = own ? "" : (ATTRIBUTE.exec(html.slice(0, MOST_LETTERS))?.[1] ?? "")
    const written = own || new TextDecoder().decode(Uint8Array.from(atob(coded), (letter) => letter.charCodeAt(0)))
    const { board, things } = written && written.length <= MOST_LETTERS ? JSON.parse(written) : {}
    const good = Array.isArray(things) ? things.slice(0, MOST_THINGS).map(read) : []
    return good.some(Boolean) ? { board: String(board), things: fitting(good) } : null
  } catch {
    return null
  }
}

/** A thing as it may be; null where it is none. @param {any} given @returns {Thing | null} */
function read(given) {
  if (given === null || typeof given !== "object" || !TYPES.includes(given.type) || typeof given.text !== "string") return null
  const { type, text, x, y, w, h, inside, start, end } = given
  const { sets = [], begins = [], needs = [] } = kindOf(type)
  if (badText(text, type) || ![x, y].every(FAR) || ![w, h].every(LONG)) return null
  const beside = [...PLAIN, ...sets, ...begins].filter((name) => MAY[name]?.(given[name])).map((name) => [name, given[name]])
  /** @type {Thing} */
  const thing = { type, text, x, y, w, h, ...Object.fromEntries(beside), ...(whole(0, MOST_THINGS)(inside) && { inside }) }
  if (type === "connector") {
    for (const [name, value] of Object.entries({ start, end })) if (place(value) || whole(0, MOST_THINGS)(value)) thing[name] = value
  }
  const bare = type === "ink" && (!thing.pts || thing.pts.length % (thing.pressure ? 3 : 2) !== 0)
  return bare || !needs.every((name) => name in thing) ? null : thing
}

/** Those that are whole, each in what may hold it and comes before it; a line with both its ends. @param {(Thing | null)[]} things @returns {Thing[]} */
function fitting(things) {
  const stands = things.map((thing) => thing !== null && [thing.start, thing.end].every((end) => typeof end !== "number" || (things[end] && things[end].type !== "connector")))
  const at = new Map([...things.keys()].filter((index) => stands[index]).map((index, now) => [index, now]))
  return [...at.keys()].map((index) => {
    const { inside, ...thing } = /** @type {Thing} */ (things[index])
    const above = inside !== undefined && inside < index && stands[inside] ? things[inside] : null
    const holds = above && kindOf(above.type).holds?.includes(thing.type)
    const ends = Object.fromEntries(/** @type {const} */ (["start", "end"]).filter((name) => typeof thing[name] === "number").map((name) => [name, at.get(/** @type {number} */ (thing[name]))]))
    return { .../** @type {Thing} */ (thing), ...ends, ...(holds && { inside: /** @type {number} */ (at.get(/** @type {number} */ (inside))) }) }
  })
}

/** Where a thing lies. @param {Thing} thing @returns {Box} */
export const boxOf = (thing) => (thing.type === "ink" ? strokeBox(/** @type {Note} */ (/** @type {unknown} */ (thing))) : [thing.x, thing.y, thing.x + thing.w, thing.y + thing.h])
