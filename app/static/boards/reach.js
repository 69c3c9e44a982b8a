/**
 * How far somebody reaches on a board: which elements they see, and what they may do to each. The twin of
 * `app/boards/engine/reach.py`.
 *
 * @typedef {import("./reducer.js").Board} Board
 * @typedef {import("./reducer.js").Element} Element
 * @typedef {import("./decide.js").Context} Context
 * @typedef {{code: string}} Refusal
 */
import { hears } from "./reducer.js"

/** The right asked for on one's own element, and on somebody else's. */
export const REWRITE = { own: "change-own", others: "rewrite-others" }

/** @param {string} code @returns {Refusal} */
export const refusal = (code) => ({ code })

/** The living element on which this seat may do the deed, or why it may not.
 * @param {Board} board @param {Context} context @param {string} id @param {typeof REWRITE} deeds
 * @returns {Element | Refusal} */
function openTo(board, context, id, deeds) {
  const found = seen(board, context, id)
  if (!found) return refusal("bad-target")
  const refused = context.rights[deed(context, found, deeds)]
  if (refused) return refusal(refused)
  return found.deleted ? refusal("gone") : found
}

/** The same, unless it is locked. @param {Board} board @param {Context} context @param {string} id @param {typeof REWRITE} deeds */
export function changeable(board, context, id, deeds) {
  const found = openTo(board, context, id, deeds)
  return "locked" in found && found.locked ? refusal("locked") : found
}

/** @param {Board} board @param {Context} context @param {string} id */
export function seen(board, context, id) {
  const found = board.elements.get(id)
  return found && hears(context, found.audience) ? found : undefined
}

/** @param {Context} context @param {Element} found @param {typeof REWRITE} deeds */
export const deed = (context, found, { own, others }) => (wrote(context, found) ? own : others)

/** Whether a seat may do this to something, as far as rights and locks go. @param {Context} context @param {Element} found @param {string} own @param {string} others */
export const free = (context, found, own, others) => !found.locked && !context.rights[deed(context, found, { own, others })]

/** Whether it is this seat's own, or in part. @param {Context} context @param {Element} found */
export const wrote = ({ seat }, { author, authors = {} }) => author === seat || seat in authors

/** @param {Context} context */
export const by = (context) => (context.named ? context.seat : null)
