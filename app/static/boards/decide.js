/**
 * May this op be, and what does it do? The twin of `app/boards/engine/decide.py`, rule
 * by rule (`docs/board-rules.md`). The server's answer counts; this one shows what it
 * will most likely be. Pure: nothing given is changed.
 *
 * @typedef {import("./reducer.js").Board} Board
 * @typedef {import("./reducer.js").Element} Element
 * @typedef {import("./reducer.js").BoardEvent} BoardEvent
 * @typedef {{seat: string, rights: Record<string, string>, private: boolean, generation: number,
 *   zones: Set<string>, named: boolean}} Context  `rights` names each deed that is refused, with its code
 * @typedef {Record<string, any> & {k: string}} Op
 * @typedef {{code: string}} Refusal
 */

import { EVERYONE } from "./reducer.js"

export const MOST_ELEMENTS = 5000
export const MOST_CODE_POINTS = 500

const ARRANGE = { own: "change-own", others: "arrange-others" }
const REWRITE = { own: "change-own", others: "rewrite-others" }
const DELETE = { own: "delete-own", others: "delete-others" }

// eslint-disable-next-line no-control-regex -- these are the characters refused
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/
const BLANK = /^[ \n\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]*$/

/**
 * Say what `op` does on `board`, or why it may not be.
 * @param {Board} board @param {Context} context @param {Op} op
 * @returns {BoardEvent[] | Refusal}
 */
export function decide(board, context, op) {
  switch (op.k) {
    case "el.add": return add(board, context, op)
    case "el.set": return set(board, context, op)
    case "el.move": return move(board, context, op)
    case "el.del": return remove(board, context, op.ids)
    case "el.undel": return bringBack(board, context, op.ids)
    case "txt.put": return putText(board, context, op)
    default: return refusal("malformed")
  }
}

/** @param {BoardEvent[] | Refusal} outcome @returns {outcome is Refusal} */
export const isRefusal = (outcome) => !Array.isArray(outcome)

/** Why a note cannot hold this text; null when it can. @param {string} text @returns {string | null} */
export function badText(text) {
  if ([...text].length > MOST_CODE_POINTS) return "text-long"
  if (CONTROL.test(text)) return "text-control"
  return BLANK.test(text) ? "text-empty" : null
}

/** @param {Board} board @param {Context} context @param {Op} op */
function add(board, context, op) {
  const refused = context.rights.add || badText(op.t) || badPlace(board, context, op.zone, op.parent ?? null)
  if (refused) return refusal(refused)
  if (board.elements.has(op.id)) return refusal("bad-target")
  if (board.living >= MOST_ELEMENTS) return refusal("board-full")
  const { zone, z, t, p } = op
  const pm = op.pm ?? 0
  const hidden = context.private || pm > 0
  const r = record({ type: op.type, zone, parent: op.parent ?? null, z, w: 160, h: 120, colour: null, lang: null, dir: "auto", ...p, text: t })
  if (!hidden) return [made("el.add", op.id, context.named ? context.seat : null, EVERYONE, { r })]
  const next = context.generation + 1
  return [made("el.add", op.id, context.seat, context.seat, { r, pm: Math.min(pm || next, next), ...(context.named && { nm: true }) })]
}

/** @param {Board} board @param {Context} context @param {Op} op */
function set(board, context, op) {
  const found = openTo(board, context, op.id, ARRANGE)
  if ("code" in found) return found
  return [made("el.set", op.id, by(context), found.audience, { p: op.p })]
}

/** @param {Board} board @param {Context} context @param {Op} op */
function move(board, context, op) {
  const found = openTo(board, context, op.id, ARRANGE)
  if ("code" in found) return found
  const { zone, z, x, y } = op
  const parent = op.parent ?? null
  const refused = badPlace(board, context, zone, parent)
  if (refused) return refusal(refused)
  return [made("el.move", op.id, by(context), found.audience, { ...(parent !== null && { parent }), zone, z, x, y })]
}

/** @param {Board} board @param {Context} context @param {string[]} ids */
function remove(board, context, ids) {
  const doomed = []
  for (const id of new Set(ids)) {
    const found = openTo(board, context, id, DELETE)
    if (!("code" in found)) doomed.push(made("el.del", id, by(context), found.audience, {}))
    else if (found.code !== "gone") return found
  }
  return doomed.length > 0 ? doomed : refusal("gone")
}

/** @param {Board} board @param {Context} context @param {string[]} ids */
function bringBack(board, context, ids) {
  const back = []
  for (const id of new Set(ids)) {
    const found = seen(board, context, id)
    if (!found) return refusal("bad-target")
    const refused = context.rights[deed(context, found, DELETE)]
    if (refused) return refusal(refused)
    if (found.deleted) back.push(put(found))
  }
  if (board.living + back.length > MOST_ELEMENTS) return refusal("board-full")
  return back.length > 0 ? back : refusal("not-deleted")
}

/** @param {Board} board @param {Context} context @param {Op} op */
function putText(board, context, op) {
  const found = openTo(board, context, op.id, REWRITE)
  if ("code" in found) return found
  const refused = badText(op.t) ?? ((op.pm ?? 0) > 0 && found.audience === EVERYONE ? "revealed" : null)
  if (refused) return refusal(refused)
  return [made("txt.put", op.id, by(context), found.audience, { t: op.t })]
}

/** @param {Element} found */
function put(found) {
  const r = record(found)
  if (found.audience === EVERYONE) return made("el.put", found.id, found.named ? found.author : null, EVERYONE, { r })
  const { generation: pm, named: nm } = found
  return made("el.put", found.id, found.author, found.audience, { r, ...(pm > 0 && { pm }), ...(nm && { nm }) })
}

/** The living element on which this seat may do the deed, or why it may not.
 * @param {Board} board @param {Context} context @param {string} id @param {typeof DELETE} deeds
 * @returns {Element | Refusal} */
function openTo(board, context, id, deeds) {
  const found = seen(board, context, id)
  if (!found) return refusal("bad-target")
  const refused = context.rights[deed(context, found, deeds)]
  if (refused) return refusal(refused)
  return found.deleted ? refusal("gone") : found
}

/** @param {Board} board @param {Context} context @param {string} id */
function seen(board, context, id) {
  const found = board.elements.get(id)
  return found && (found.audience === EVERYONE || found.audience === context.seat) ? found : undefined
}

/** @param {Context} context @param {Element} found @param {typeof DELETE} deeds */
const deed = (context, found, { own, others }) => (found.author === context.seat ? own : others)

/** @param {Context} context */
const by = (context) => (context.named ? context.seat : null)

/** @param {Board} board @param {Context} context @param {string} zone @param {string | null} parent */
function badPlace(board, context, zone, parent) {
  if (!context.zones.has(zone)) return "bad-zone"
  if (parent === null) return null
  const above = seen(board, context, parent)
  return above && above.type === "group" && !above.deleted ? null : "bad-target"
}

/** @param {string} code @returns {Refusal} */
const refusal = (code) => ({ code })

/** An event as it reads on the wire: what has its default is left out.
 * @param {string} k @param {string} id @param {string | null} by @param {string} aud @param {object} rest
 * @returns {BoardEvent} */
function made(k, id, by, aud, rest) {
  return { k, id, ...(by !== null && { by }), ...(aud !== EVERYONE && { aud }), ...rest }
}

/** @param {Record<string, any>} found */
function record({ type, zone, parent, z, x, y, w, h, colour, lang, dir, text }) {
  return {
    type, zone, ...(parent !== null && { parent }), z, x, y, w, h,
    ...(colour !== null && { colour }), ...(lang !== null && { lang }), ...(dir !== "auto" && { dir }), text,
  }
}
