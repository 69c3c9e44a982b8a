/** What people do with notes and groups, as ops. Nothing here draws or knows the network. */
import { nt, t, together } from "../later.js"
import { optional } from "../lazy.js"
import { add, adding, inOrder, jitter, places } from "./adding.js"
import "./arranging.js"
import { perform } from "./gesture.js"
import { after, between } from "./order.js"
import { EVERYONE, isLive } from "./reducer.js"
import { barred } from "./signs.js"

/** @typedef {import("./gesture.js").Desk} Desk */
/** @typedef {import("./gesture.js").Note} Note */
/** @typedef {import("./outbox.js").Op} Op */
/**
 * @typedef {{ zone: string, parent?: string | null, before?: string | null, x?: number, y?: number }} Where
 *   before which element, else behind the last; with `x` and `y` the first goes there and the others keep their distance
 */

/** What a note keeps beside its words when it becomes another one. */
const SHARED = /** @type {const} */ (["fields", "colour", "lang", "dir", "gloss"])

/** Where what is gathered comes to lie. Nobody waits for it: without it notes stay where they are, under the title all the same. */
const gathering = optional(() => import("./canvas/gathering.js"))

export { add }

/** Make a group in a zone, of these notes. @param {Desk} desk @param {string} zone @param {string} title @param {string[]} ids */
export async function addGroup(desk, zone, title, ids) {
  const found = await gathering()
  if (found) return found.addGroup(desk, zone, title, ids)
  const op = adding(desk, zone, title)
  op.type = "group"
  await perform(desk, [op, ...moving(desk, known(desk, ids), { zone, parent: op.id }, new Map())], t("Group made."))
  return /** @type {string} */ (op.id)
}

/** Replace the words of something; what others wrote in it since `was` stays. @param {Desk} desk @param {string} id @param {string} text @param {string} [was] the words it was made from, if not those that are shown */
export const change = (desk, id, text, was) => rewrite(desk, id, text, was)

/** Give a group or frame another title. @param {Desk} desk @param {string} id @param {string} title */
export const rename = (desk, id, title) => rewrite(desk, id, title)

/** Words were changed letter by letter since `before`: they can be undone as one. @param {Desk} desk @param {Note} before @param {number} since the last row known then */
export function rewritten(desk, before, since) {
  const after = desk.store.shown.elements.get(before.id)
  if (!after || after.text === before.text) return
  const changes = new Map([[before.id, { before: { ...after, text: before.text }, after }]])
  desk.past.add({ g: `t${Date.now()}`, since, says: changed(before), changes })
}

/** That its words are others now, by what it is. @param {Note} of */
function changed({ type }) {
  switch (type) {
    case "group": return t("Group renamed.")
    case "frame": return t("Frame renamed.")
    case "text": return t("Text changed.")
    case "shape": return t("Words of the shape changed.")
    case "connector": return t("Words of the line changed.")
    case "image": return t("Words of the image changed.")
    case "comment": return t("Comment changed.")
    default: return t("Note changed.")
  }
}

/** Move notes and groups, to another zone, group or place. @param {Desk} desk @param {string[]} ids @param {Where} where */
export async function move(desk, ids, where) {
  const notes = known(desk, ids)
  const ops = moving(desk, notes, where, await joining(desk, notes, where))
  if (!barred(desk, ops)) await perform(desk, ops, t("Moved."))
}

/** Give notes a colour; null gives them back that of their zone. @param {Desk} desk @param {string[]} ids @param {string | null} colour */
export async function colour(desk, ids, colour) {
  const ops = known(desk, ids).filter((note) => note.colour !== colour).map(({ id }) => ({ k: "el.set", id, p: { colour } }))
  await perform(desk, ops, t("Colour changed."))
}

/** Fold a group up into a pile for all, or open it again. @param {Desk} desk @param {string} id @param {boolean} folded */
export const fold = (desk, id, folded) => perform(desk, [{ k: "el.set", id, p: { folded: folded || null } }], folded ? t("Folded up.") : t("Opened."))

/** Delete notes and groups; what lay in a group stays, and what a plan says word for word. @param {Desk} desk @param {string[]} ids */
export async function remove(desk, ids) {
  const doomed = known(desk, ids)
  const all = (/** @type {string} */ type) => doomed.every((each) => each.type === type)
  if (doomed.length === 0) return
  const says = all("group") ? t("Group deleted; its notes stay.") : all("note") ? nt("Note deleted.", "%(n)s notes deleted.", doomed.length) : t("Deleted.")
  const doomedIds = doomed.map(({ id }) => id)
  await perform(desk, [{ k: "el.del", ids: doomedIds }], together([says, ...keptOf(doomedIds)]))
}

/** What is said of words that stand in a plan, each sentence once. @param {string[]} ids @returns {Iterable<string>} */
function keptOf(ids) {
  /** @type {Set<string>} */
  const kept = new Set()
  document.dispatchEvent(new CustomEvent("words:kept", { detail: { ids, say: (/** @type {string} */ words) => kept.add(words) } }))
  return kept
}

/** @param {Desk} desk @param {string[]} ids */
export async function bringBack(desk, ids) {
  await perform(desk, [{ k: "el.undel", ids }], t("The note is back."))
}

/** Show everybody a note that stayed hidden: as a note of its own, so that nothing tells when it was written.
 * @param {Desk} desk @param {string} id @returns {Promise<import("./returned.js").Shared | null>} what became of it */
export async function share(desk, id) {
  const [note] = known(desk, [id])
  if (!note) return null
  const first = Boolean(desk.store.context.moderated)
  const shown = adding(desk, note.zone, note.text)
  const beside = Object.fromEntries(SHARED.filter((name) => note[name]).map((name) => [name, note[name]]))
  await perform(desk, [{ ...shown, p: { ...shown.p, ...beside } }, { k: "el.del", ids: [id] }], first ? t("Facilitators look at it first.") : t("Everybody sees it now."))
  return { from: id, to: shown.id ?? "", first }
}

/** Make one note of many: the words of the others follow those of the first. @param {Desk} desk @param {string[]} ids */
export async function merge(desk, [first = "", ...others]) {
  if (others.length) await perform(desk, [{ k: "el.merge", id: first, ids: others }], t("Notes merged."))
}

/** Let nobody move or change these until they are unlocked. @param {Desk} desk @param {string[]} ids */
export const lock = (desk, ids) => perform(desk, [{ k: "el.lock", ids: known(desk, ids).filter(({ locked }) => !locked).map(({ id }) => id) }], t("Locked."))

/** @param {Desk} desk @param {string[]} ids */
export const unlock = (desk, ids) => perform(desk, [{ k: "el.unlock", ids: known(desk, ids).filter(({ locked }) => locked).map(({ id }) => id) }], t("Unlocked."))

/** Show everybody what waits for a facilitator's look, or was hidden. @param {Desk} desk @param {string[]} ids */
export async function show(desk, ids) {
  await perform(desk, [{ k: "el.show", ids }], t("Everybody sees it now."))
}

/** Leave something to its author and the facilitators; what a plan says word for word stays there, and that is said. @param {Desk} desk @param {string[]} ids */
export async function hide(desk, ids) {
  await perform(desk, [{ k: "el.hide", ids }], together([t("Hidden from the others."), ...keptOf(ids)]))
}

/** @param {Desk} desk @param {string} id @param {string} text @param {string} [was] */
async function rewrite(desk, id, text, was) {
  const [note] = known(desk, [id])
  if (!note || note.text === text) return
  // Only words for a hidden note wait for a reveal; a public one changes in public, whatever the stage.
  const pm = note.audience !== EVERYONE ? note.generation : 0
  await perform(desk, [{ k: "txt.put", id, t: text, pm, ...(isLive(note.type) && { was: was ?? note.text }) }], changed(note))
}

/** Where those come to lie that come into a group. @param {Desk} desk @param {Note[]} notes @param {Where} where @returns {Promise<Map<string, { x: number, y: number } | undefined>>} */
async function joining(desk, notes, { parent, x }) {
  const into = desk.store.shown.elements.get(parent ?? "")?.type
  const coming = into && x === undefined ? notes.filter((note) => (into === "frame" ? note.type !== "connector" : note.type === "note") && note.parent !== parent) : []
  const found = coming.length ? await gathering() : null
  const spots = found && parent ? found.slotsIn(desk, parent, coming) : []
  return new Map(coming.map(({ id }, index) => [id, spots[index]]))
}

/** @param {Desk} desk @param {Note[]} moved @param {Where} where @param {Map<string, { x: number, y: number } | undefined>} spots of those that come into the group @returns {Op[]} */
function moving(desk, moved, { zone, parent = null, before = null, x, y }, spots) {
  const ids = new Set(moved.map(({ id }) => id))
  // What lies in a moved group goes with it.
  const movers = moved.filter((each) => each.parent === null || !ids.has(each.parent))
  const others = inOrder(desk, (each) => each.zone === zone && !ids.has(each.id))
  const next = before === null ? -1 : others.findIndex(({ id }) => id === before)
  const high = others[next]?.z ?? null
  let low = (next < 0 ? others.at(-1) : others[next - 1])?.z ?? null
  const [first] = movers
  const found = places(desk, zone, movers.map(({ w, h }) => ({ width: w, height: h })))
  return movers.map((each, index) => {
    low = high === null ? after(low, jitter()) : between(low, high, jitter())
    const slot = spots.get(each.id)
    const spot = slot ? { ...slot, fp: true } : (x !== undefined && y !== undefined && first ? { x: x + each.x - first.x, y: y + each.y - first.y }
      : each.zone === zone && !(parent === null && isGrouped(desk, each)) ? { x: each.x, y: each.y } : { ...found[index], fp: true })
    const above = each.type !== "note" && desk.store.shown.elements.get(parent ?? "")?.type === "group" ? null : parent
    return { k: "el.move", id: each.id, ...(above !== null && { parent: above }), zone, z: low, ...spot }
  })
}

/** Whether it lies in a group: one that comes out of it lies beside it from then on. @param {Desk} desk @param {Note} note */
const isGrouped = (desk, { parent }) => desk.store.shown.elements.get(parent ?? "")?.type === "group"

/** @param {Desk} desk @param {string[]} ids @returns {Note[]} */
function known({ store }, ids) {
  const found = /** @type {Note[]} */ (ids.map((id) => store.shown.elements.get(id)).filter(Boolean))
  return found.filter(({ deleted }) => !deleted)
}
