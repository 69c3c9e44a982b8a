/**
 * How far somebody reaches on a board: which elements they see, and what they may do to each. The twin of
 * `app/boards/engine/reach.py`.
 *
 * @typedef {import("./reducer.js").Board} Board
 * @typedef {import("./reducer.js").Element} Element
 * @typedef {import("./decide.js").Context} Context
 * @typedef {{code: string}} Refusal
 */
import { EVERYONE, hears } from "./reducer.js"

/** The right asked for on one's own element, and on somebody else's. */
export const REWRITE = { own: "change-own", others: "rewrite-others" }

/** The rights where nothing may be done. Only a page has them, and its code is of no rule: no op gets so far. */
export const NOTHING = Object.fromEntries(["add", "change-own", "delete-own", "arrange-others", "rewrite-others", "delete-others", "comment", "lock"].map((deed) => [deed, "unsent"]))

/** @param {string} code @returns {Refusal} */
export const refusal = (code) => ({ code })

/** The living element on which this seat may do the deed, or why it may not.
 * @param {Board} board @param {Context} context @param {string} id @param {typeof REWRITE} deeds
 * @returns {Element | Refusal} */
function openTo(board, context, id, deeds) {
  const found = seen(board, context, id)
  if (!found) return refusal("bad-target")
  const refused = refusedOn(context, found, deeds)
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

/** What it is that somebody does. Who wrote a part of a note changes it as their own, and deletes it not.
 * @param {Context} context @param {Element} found @param {typeof REWRITE} deeds */
export const deed = (context, found, { own, others }) => ((own === "delete-own" ? found.author === context.seat : wrote(context, found)) ? own : others)

/** Why this seat may not do it. @param {Context} context @param {Element} found @param {typeof REWRITE} deeds */
export function refusedOn(context, found, deeds) {
  const what = deed(context, found, deeds)
  return context.rights[what] || kept(context, found, what)
}

/** Why its zone keeps this seat from the deed. What not everybody sees is its author's, whatever the zone.
 * @param {Context} context @param {Element} found @param {string} what */
export const kept = ({ narrowed }, { zone, audience }, what) => (audience === EVERYONE ? narrowed?.[zone]?.[what] : undefined)

/** Why nothing of this type comes into a zone from this seat. @param {Context} context @param {string} zone @param {string} [type] */
export const keptOut = ({ narrowed }, zone, type) => narrowed?.[zone]?.[type === "comment" ? type : "add"]

/** Whether this seat may comment on something. @param {Context} context @param {Element} found */
export const mayComment = (context, found) => found.type !== "comment" && !context.rights.comment && !kept(context, found, "comment")

/** Whether a seat may do this to something, as far as rights and locks go. @param {Context} context @param {Element} found @param {string} own @param {string} others */
export const free = (context, found, own, others) => !found.locked && !refusedOn(context, found, { own, others })

/** Whether it is this seat's own, or in part. @param {Context} context @param {Element} found */
export const wrote = ({ seat }, { author, authors = {} }) => author === seat || seat in authors

/** What a page promises whoever composes an op just now: that it is told whose it is, that a facilitator looks at it first,
 * that everybody writes in the open, and in which stretch. What waits for a reveal is written alone.
 * @param {Context} context @param {{ k: string, pm?: number }} op */
export const promise = ({ named, moderated, private: alone, opening }, { k, pm }) => ({
  ...(named && { nm: true }),
  ...(k === "el.add" && moderated && !alone && { lf: true }),
  ...(opening && !pm && { o: opening }),
})

/** The rules of the moment, naming nobody who was not told so when they composed the op: what `el.show` names are other authors.
 * @param {Context} context @param {Record<string, any>} op @returns {Context} */
export const asPromised = (context, { k, nm = false }) => ({ ...context, named: context.named && (nm || k === "el.show") })

/** @param {Context} context */
export const by = (context) => (context.named ? context.seat : null)
