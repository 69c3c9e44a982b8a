/**
 * What is done to what lies on a board: properties, places, groups, going and coming back, and
 * words that come too late. The other half of `decide.js`, which knows it once it is here: whoever
 * only writes can do without.
 *
 * @typedef {import("./reducer.js").Board} Board
 * @typedef {import("./reducer.js").Element} Element
 * @typedef {import("./reducer.js").BoardEvent} BoardEvent
 * @typedef {import("./decide.js").Context} Context
 * @typedef {import("./decide.js").Op} Op
 * @typedef {import("./decide.js").Refusal} Refusal
 */
import { MOST_ELEMENTS, badGloss, badPlace, badText, beyond, clearPlace, further, holds, isRefused, kindOf, landing, livingIn, made, record, refusedLate, tooLate } from "./decide.js"
import { rightAfter } from "./order.js"
import { by, changeable, kept, keptOut, refusal, refusedOn, seen } from "./reach.js"
import { BESIDE, EVERYONE, near } from "./reducer.js"

export const ARRANGE = { own: "change-own", others: "arrange-others" }
export const DELETE = { own: "delete-own", others: "delete-others" }

Object.assign(further, { late })
Object.assign(further.ops, {
  "el.set": set, "el.move": move,
  "el.del": (/** @type {Board} */ board, /** @type {Context} */ context, /** @type {Op} */ op) => remove(board, context, op.ids),
  "el.undel": (/** @type {Board} */ board, /** @type {Context} */ context, /** @type {Op} */ op) => bringBack(board, context, op.ids),
})

/** @param {Board} board @param {Context} context @param {Op} op */
function set(board, context, op) {
  const found = changeable(board, context, op.id, ARRANGE)
  if ("code" in found) return found
  const { type, audience: aud } = found
  const refused = further.bad(type, op.p, false) || badGloss(op.p) || ("gloss" in op.p || "fields" in op.p ? tooLate(context, found, op) : null)
  if (refused) return refusal(refused)
  const told = further.told(board, context, op.p, { type, aud })
  return isRefused(told) ? told : [made("el.set", op.id, by(context), aud, { p: { ...op.p, ...told } })]
}

/** @param {Board} board @param {Context} context @param {Op} op */
function move(board, context, op) {
  const found = changeable(board, context, op.id, ARRANGE)
  if ("code" in found) return found
  const [dx, dy] = [op.x - found.x, op.y - found.y]
  const carried = kindOf(found.type).holds && (dx || dy || op.zone !== found.zone) ? beneath(board, op.id) : []
  const parent = landing(board, context, op.parent, found.type)
  const refused = badPlace(board, context, { ...op, parent }, found.type, found.audience) || heldBack(board, context, found, op, carried)
  if (refused) return refusal(refused)
  const clear = clearPlace(board, context, { ...op, parent }, { ...found, x: op.x, y: op.y })
  const { others, z } = further.shortened(board, context, op, found.audience)
  return [
    ...carried.map((each) => moved(context, each, { ...each, zone: op.zone, x: near(each.x + dx), y: near(each.y + dy) })),
    ...others,
    moved(context, found, { ...op, ...clear, z, parent }),
  ]
}

/** Why it does not move there: what it would take along stays, or a zone lets nothing out or in.
 * @param {Board} board @param {Context} context @param {Element} found @param {Op} to @param {Element[]} carried */
function heldBack(board, context, found, to, carried) {
  const along = carried.filter(({ id }) => seen(board, context, id))
  const crossing = to.zone === found.zone ? [] : [found, ...along]
  return [...along.map((each) => refusedOn(context, each, ARRANGE)), ...crossing.map((each) => kept(context, each, "leave") || keptOut(context, to.zone, each.type))].find(Boolean)
}

/** @param {Board} board @param {Context} context @param {string[]} ids */
function remove(board, context, ids) {
  /** @type {Map<string, Element>} */
  const doomed = new Map()
  for (const id of ids) {
    const found = changeable(board, context, id, DELETE)
    if (!("code" in found)) doomed.set(id, found)
    else if (found.code !== "gone") return found
  }
  if (doomed.size === 0) return refusal("gone")
  const leavesFirst = byHeight(board, doomed)
  return [
    ...leavesFirst.flatMap((each) => freed(board, context, each, doomed)),
    ...further.detached(board, context, doomed),
    ...leavesFirst.map(({ id, audience }) => made("el.del", id, by(context), audience, {})),
  ]
}

/** @param {Board} board @param {Context} context @param {string[]} ids */
function bringBack(board, context, ids) {
  /** @type {Map<string, Element>} */
  const coming = new Map()
  for (const id of ids) {
    const found = seen(board, context, id)
    if (!found) return refusal("bad-target")
    const refused = refusedOn(context, found, DELETE)
    if (refused) return refusal(refused)
    if (found.deleted) coming.set(id, found)
  }
  const full = beyond(board, [...coming.values()].map(({ type }) => type))
  if (full) return refusal(full)
  if (coming.size === 0) return refusal("not-deleted")
  return byHeight(board, coming, -1).map((each) => {
    const found = further.standing(board, each, coming)
    const above = board.elements.get(each.parent ?? "")
    const stays = above && (!above.deleted || coming.has(above.id)) && holds(above, each.zone, each.audience)
    return put(stays ? found : { ...found, parent: null })
  })
}

/** Words composed for oneself that come after their reveal: kept as a hidden note of their author's, as which `l` says.
 * @param {Board} board @param {Context} context @param {Op} op @returns {BoardEvent[] | Refusal | undefined} */
function late(board, context, op) {
  const found = seen(board, context, op.id)
  if (!found || !op.pm || !op.l || found.audience === context.seat) return undefined
  const bad = badText(op.t)
  const blank = bad === "text-empty"
  const refused = refusedLate(context) || (blank ? null : bad)
  if (refused) return refusal(refused)
  const draft = board.elements.get(op.l)
  if (draft && (draft.audience !== context.seat || draft.type !== "note")) return refusal("bad-target")
  if (blank) return !draft || draft.deleted ? refusal("revealed") : [made("el.del", op.l, by(context), draft.audience, {})]
  if (draft) return [draft.deleted ? put({ ...draft, text: op.t }) : made("txt.put", op.l, by(context), draft.audience, { t: op.t })]
  if (board.living >= MOST_ELEMENTS) return refusal("board-full")
  const plain = Object.fromEntries(Object.entries(found).filter(([name]) => !BESIDE.includes(name)))
  const beside = [...board.elements.values()].filter((each) => each.zone === found.zone && each.audience === EVERYONE)
  // Read right after the words they were to replace.
  const z = rightAfter(found.z, beside.map((each) => each.z), "11")
  const r = record({ ...plain, z, type: "note", parent: null, text: op.t, gloss: null })
  const pm = Math.min(op.pm, context.generation)
  return [made("el.add", op.l, by(context), context.seat, { r, ...(pm > 0 && { pm }), ...(context.named && { nm: true }) })]
}

/** @param {Element} found */
export function put(found) {
  const r = record(found)
  const who = found.named ? found.author : null
  if (found.audience === EVERYONE) return made("el.put", found.id, who, EVERYONE, { r })
  const { generation: pm, named: nm } = found
  return made("el.put", found.id, who, found.audience, { r, ...(pm > 0 && { pm }), ...(nm && { nm }) })
}

/** @param {Context} context @param {Element} found @param {Record<string, any>} to */
export function moved(context, { id, audience }, { parent, zone, z, x, y }) {
  return made("el.move", id, by(context), audience, { ...(parent !== null && { parent }), zone, z, x, y })
}

/** Everything in a group or frame at any depth, each before what it lies in. @param {Board} board @param {string} id */
export function beneath(board, id) {
  /** @type {Map<string | null, Element[]>} */
  const inside = new Map()
  for (const each of board.elements.values()) if (each.parent !== null && !each.deleted) inside.set(each.parent, [...(inside.get(each.parent) ?? []), each])
  /** @type {Map<string, Element>} */
  const found = new Map()
  const waits = [...(inside.get(id) ?? [])]
  for (let each = waits.pop(); each; each = waits.pop()) {
    if (found.has(each.id) || each.id === id) continue
    found.set(each.id, each)
    waits.push(...(inside.get(each.id) ?? []))
  }
  return [...found.values()].reverse()
}

/** What an element lies in, and what that lies in. @param {Board} board @param {Element} element */
export function aboveOf({ elements }, element) {
  /** @type {Map<string, Element>} */
  const found = new Map()
  let above = elements.get(element.parent ?? "")
  while (above && !found.has(above.id) && above.id !== element.id) {
    found.set(above.id, above)
    above = elements.get(above.parent ?? "")
  }
  return [...found.values()]
}

/** What leaves a group or frame that goes: it stays where it is, in none. @param {Board} board @param {Context} context @param {Element} above @param {ReadonlyMap<string, Element>} but */
export function freed(board, context, above, but) {
  const all = kindOf(above.type).holds ? livingIn(board, above.id) : []
  return all.filter(({ id }) => !but.has(id)).map((each) => moved(context, each, { ...each, parent: null }))
}

/** What holds others behind what it holds; with -1 before it. @param {Board} board @param {ReadonlyMap<string, Element>} elements @param {number} [sign] */
export function byHeight(board, elements, sign = 1) {
  const height = (/** @type {Element} */ each) => (each.type === "frame" ? board.elements.size + 2 - aboveOf(board, each).length : Number(each.type === "group"))
  return [...elements.values()].sort((one, other) => sign * (height(one) - height(other)))
}
