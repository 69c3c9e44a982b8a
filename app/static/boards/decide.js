/**
 * May this op be, and what does it do? The twin of `app/boards/engine/decide.py`, rule
 * by rule (`docs/board-rules.md`). The server's answer counts; this one shows what it
 * will most likely be. Pure: nothing given is changed. Here is what every phone needs to write;
 * what is done to what lies there is in `arranging.js`, what only a plane shows in `further.js`.
 *
 * @typedef {import("./reducer.js").Board} Board
 * @typedef {import("./reducer.js").Element} Element
 * @typedef {import("./reducer.js").BoardEvent} BoardEvent
 * @typedef {{seat: string, rights: Record<string, string>, private: boolean, generation: number,
 *   zones: Set<string>, named: boolean, narrowed?: Record<string, Record<string, string>>, leads?: boolean, moderated?: boolean, picks?: boolean, opening?: number, elsewhere?: boolean, fields?: Record<string, string[]>, assets?: string[], rooms?: Record<string, import("./geometry.js").Room>}} Context
 *   `rights` names each deed that is refused, with its code, `narrowed` those of single zones; `opening` numbers the stretch of open writing that goes on; `elsewhere`: the room is on another board; only the server knows `fields` and `assets`; `rooms` says where zones lie
 * @typedef {{ most: number, blank?: boolean, live?: boolean, sets?: string[], begins?: string[], needs?: string[], holds?: string[] }} Kind
 * @typedef {Record<string, any> & {k: string}} Op
 * @typedef {import("./reach.js").Refusal} Refusal
 */

import { REWRITE, asPromised, by, changeable, keptOut, refusal, seen, wrote } from "./reach.js"
import { boxOf, boxesOf, isSolid, meets, nextPlace } from "./geometry.js"
import { BESIDE, EVERYONE, inboxOf } from "./reducer.js"

export const MOST_ELEMENTS = 5000
export const MOST_IN_GROUP = 200
export const MOST_CODE_POINTS = 5000
export const MOST_IN_TITLE = 120

/** What elements of a type have and hold, as `engine/kinds.py` has it. @type {Record<string, Kind>} */
export const KINDS = { note: { most: MOST_CODE_POINTS, live: true, sets: ["fields", "fit"] }, group: { most: MOST_IN_TITLE, sets: ["folded"], holds: ["note"] } }

/** What `arranging.js` and `further.js` know, once they are here: ops of their own, and what they have to say to those below. */
export const further = {
  /** @type {Record<string, (board: Board, context: Context, op: Op) => BoardEvent[] | Refusal>} */
  ops: {},
  /** @type {(board: Board, context: Context, op: Op) => BoardEvent[] | Refusal | undefined} */
  late: () => undefined,
  /** @type {(type: string, p: Record<string, any>, first: boolean) => string | null} */
  bad: () => null,
  /** @type {(board: Board, context: Context, op: Op) => { aud: string, pm: number } | Refusal | null} */
  waits: () => null,
  /** @type {(board: Board, context: Context, p: Record<string, any>, at: { type: string, aud: string }) => Record<string, any> | Refusal} */
  told: () => ({}),
  /** @type {(board: Board, coming: string[]) => string | null} */
  beyond: () => null,
  /** @type {(board: Board, context: Context, op: Op, aud: string) => { others: BoardEvent[], z: string }} */
  shortened: (_board, _context, { z }) => ({ others: [], z }),
  /** @type {(board: Board, context: Context, going: Map<string, Element>) => BoardEvent[]} */
  detached: () => [],
  /** @type {(board: Board, found: Element, coming: ReadonlyMap<string, Element>) => Element} */
  standing: (_board, found) => found,
  /** @type {(board: Board, context: Context, above: Element, op: Op, type: string) => string | null} */
  framed: () => null,
  /** @type {(board: Board, outcome: BoardEvent[] | Refusal) => BoardEvent[] | Refusal} */
  weighed: (_board, outcome) => outcome,
}

Object.assign(further.ops, { "el.add": add, "txt.put": write, txt: write })

// eslint-disable-next-line no-control-regex -- these are the characters refused
export const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ud800-\udfff]/u
const BLANK = /^[ \n\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]*$/

/**
 * Say what `op` does on `board`, or why it may not be. What it brings about in other
 * elements comes first. `txt` is decided by the `t` it has.
 * @param {Board} board @param {Context} context @param {Op} op
 * @returns {BoardEvent[] | Refusal}
 */
export function decide(board, context, op) {
  const act = further.ops[op.k]
  if (!act) return refusal("malformed")
  const promised = asPromised(context, op)
  const outcome = act(board, promised, op)
  // Whoever touches what they wrote unnamed does so unnamed.
  const unnamed = promised.named && !isRefusal(outcome) && outcome.some(({ id }) => ownUnnamed(context, board.elements.get(id)))
  return further.weighed(board, unnamed ? act(board, { ...context, named: false }, op) : outcome)
}

/** @param {Context} context @param {Element} [found] */
function ownUnnamed(context, found) {
  return Boolean(found && !found.named && wrote(context, found))
}

/** Whether what an op does is known here by now. @param {Op} op */
export const knows = ({ k, type = "note" }) => k in further.ops && type in KINDS

/** @param {BoardEvent[] | Refusal} outcome @returns {outcome is Refusal} */
export const isRefusal = (outcome) => !Array.isArray(outcome)

/** Why an element of a type cannot have this as its whole text; null when it can.
 * @param {string} text @param {string} [type] @returns {string | null} */
export function badText(text, type = "note") {
  const { most, blank, holds } = kindOf(type)
  const what = holds ? "title" : "text"
  if ([...text].length > most) return `${what}-long`
  if (CONTROL.test(text)) return "text-control"
  return BLANK.test(text) && !blank ? `${what}-empty` : null
}

/** @param {string} type @returns {Kind} */
export const kindOf = (type) => KINDS[type] ?? { most: MOST_CODE_POINTS }

/** @param {Board} board @param {Context} context @param {Op} op */
function add(board, context, op) {
  const { id, type, zone, t, p } = op
  const parent = landing(board, context, op.parent, type)
  const refused = refusedToAdd(context, op) || (KINDS[type] ? further.bad(type, p, true) : "malformed") || badGloss(p) || badText(t, type)
  if (refused) return refusal(refused)
  const waits = further.waits(board, context, op) ?? waiting(context, op)
  if ("code" in waits) return waits
  const { aud, pm } = waits
  const bad = badPlace(board, context, { ...op, parent }, type, aud)
  if (bad) return refusal(bad)
  const told = further.told(board, context, p, { type, aud })
  if (isRefused(told)) return told
  const full = board.elements.has(id) ? "bad-target" : beyond(board, [type])
  if (full) return refusal(full)
  const { others, z } = further.shortened(board, context, op, aud)
  const r = record({ type, zone, parent, z, w: 160, h: 120, colour: null, lang: null, dir: "auto", gloss: null, ...p, ...told, ...clearPlace(board, context, { ...op, parent }, { type, w: 160, h: 120, ...p }), text: t })
  const who = by(context)
  return [...others, made("el.add", id, who, aud, { r, ...(pm > 0 && { pm }), ...(aud !== EVERYONE && context.named && { nm: true }) })]
}

/** @param {Context} context @param {Op} op */
function refusedToAdd(context, { type, zone, pm = 0 }) {
  const right = type === "comment" ? "comment" : "add"
  return pm > 0 && pm <= context.generation ? refusedLate(context, right) : context.rights[right] || keptOut(context, zone, type)
}

/** Where something comes to lie whose place its page found, if something else lies there by now; else nothing.
 * @param {Board} board @param {Context} context @param {Op} op @param {Record<string, any>} what its type, size and, unless the op says it, place @returns {{ x?: number, y?: number }} */
export function clearPlace(board, context, { id, zone, parent, fp }, { type, x, y, w, h }) {
  const room = context.rooms?.[zone]
  if (!room || !fp || parent || type === "group" || !isSolid({ type })) return {}
  const all = boxesOf([...board.elements.values()].filter((each) => isSolid(each) && seen(board, context, each.id)), room.usual)
  const lying = [...all].filter(([other, box]) => other !== id && meets(room.box, box)).map(([, box]) => box)
  const there = boxOf({ x, y, w, h })
  return lying.some((each) => meets(each, there)) ? nextPlace(room, { width: w, height: h }, lying, { x, y }) : {}
}

/** Who sees something new, and the reveal it waits for. @param {Context} context @param {Op} op */
function waiting(context, { pm = 0, lf = false }) {
  const next = context.generation + 1
  // Who was told that a facilitator looks first wrote for that look, and not for the next reveal.
  if (pm > 0 || (context.private && !lf)) return { aud: context.seat, pm: Math.min(pm || next, next) }
  return { aud: context.moderated || lf ? inboxOf(context.seat) : EVERYONE, pm: 0 }
}

/** Why elements of these types find no room. @param {Board} board @param {string[]} coming */
export const beyond = (board, coming) => (board.living + coming.length > MOST_ELEMENTS ? "board-full" : further.beyond(board, coming))

/** @param {Board} board @param {Context} context @param {Op} op */
function write(board, context, op) {
  const late = further.late(board, context, op)
  if (late) return late
  const found = changeable(board, context, op.id, REWRITE)
  if ("code" in found) return found
  const live = op.k === "txt"
  if (live && !kindOf(found.type).live) return refusal("bad-target")
  const refused = badText(op.t, found.type)
  // A text somebody is writing in may be empty until they go on.
  if (refused && !(live && refused === "text-empty")) return refusal(refused)
  if (op.fit && !kindOf(found.type).sets?.includes("fit")) return refusal("malformed")
  if (tooLate(context, found, op)) return refusal("revealed")
  return [made(op.k, op.id, by(context), found.audience, { ...(live && { u: op.u }), t: op.t, ...(op.fit && { fit: op.fit }) })]
}

/** Why what was composed for oneself does not go into what others see by now. @param {Context} context @param {Element} found @param {Op} op */
export const tooLate = ({ seat }, { audience }, { pm = 0 }) => (pm > 0 && audience !== seat ? "revealed" : null)

/** What was composed before writing was stopped is kept for its author. @param {Context} context @param {string} [right] */
export function refusedLate({ rights }, right = "add") {
  const code = rights[right]
  return code === "writing-closed" || code === "frozen" ? undefined : code
}

/** What it comes to lie in: none, where that was deleted meanwhile. @param {Board} board @param {Context} context @param {string | null | undefined} parent @param {string} type */
export function landing(board, context, parent, type) {
  const above = seen(board, context, parent ?? "")
  return above?.deleted && kindOf(above.type).holds?.includes(type) ? null : (parent ?? null)
}

/** Why an element of this type and audience cannot lie where the op puts it.
 * @param {Board} board @param {Context} context @param {Op} op @param {string} type @param {string} audience */
export function badPlace(board, context, op, type, audience) {
  const { id, zone, parent } = op
  if (!context.zones.has(zone)) return "bad-zone"
  if (!parent) return null
  const above = seen(board, context, parent)
  if (!above || !kindOf(above.type).holds || above.deleted) return "bad-target"
  if (!kindOf(above.type).holds?.includes(type) || !holds(above, zone, audience)) return "bad-parent"
  if (above.type !== "group") return further.framed(board, context, above, op, type)
  const others = livingIn(board, parent).filter((note) => note.id !== id && seen(board, context, note.id))
  return others.length < MOST_IN_GROUP ? null : "group-full"
}

/** Whether something may lie in a group or frame: in its own zone, and whoever sees it sees that too.
 * @param {Element} above @param {string} zone @param {string} audience */
export function holds(above, zone, audience) {
  return Boolean(kindOf(above.type).holds) && above.zone === zone && [EVERYONE, audience].includes(above.audience)
}

/** What lies in a group or frame itself. @param {Board} board @param {string} id */
export const livingIn = (board, id) => [...board.elements.values()].filter(({ parent, deleted }) => parent === id && !deleted)

/** @param {Record<string, any> | Refusal} told @returns {told is Refusal} */
export const isRefused = (told) => "code" in told

/** @param {Record<string, any>} props */
export const badGloss = ({ gloss }) => (CONTROL.test(gloss ?? "") ? "text-control" : null)

/** An event as it reads on the wire: what has its default is left out.
 * @param {string} k @param {string} id @param {string | null} by @param {string} aud @param {object} rest
 * @returns {BoardEvent} */
export function made(k, id, by, aud, rest) {
  return { k, id, ...(by !== null && { by }), ...(aud !== EVERYONE && { aud }), ...rest }
}

/** @param {Record<string, any>} found */
export function record(found) {
  const { type, zone, parent, z, x, y, w, h, colour, lang, dir, text, gloss } = found
  const beside = BESIDE.map((name) => [name, name === "authors" ? toldOf(found.authors) : found[name]])
  return {
    type, zone, ...(parent !== null && { parent }), z, x, y, w, h,
    ...(colour !== null && { colour }), ...(lang !== null && { lang }), ...(dir !== "auto" && { dir }), text, ...(gloss !== null && { gloss }),
    ...Object.fromEntries(beside.filter(([, value]) => value !== undefined && value !== null)),
  }
}

/** Of those whose notes were folded in, who may be named to all. @param {Record<string, boolean>} [authors] */
function toldOf(authors = {}) {
  const named = Object.entries(authors).filter(([, may]) => may)
  return named.length ? Object.fromEntries(named) : null
}
