/**
 * A board that came back from a backup: people are told so, and offered back what they wrote and the
 * backup lacks. Both lie on the device until they have dealt with them. While the line is down so does what they
 * wrote: whoever loads the page again before it is back is told all the same.
 */
import { loaded } from "../lazy.js"
import { Drawers } from "./drawers.js"
import { part } from "./note.js"
import { known } from "./past.js"

/** @typedef {import("./reducer.js").Element} Note */
/** @typedef {import("./gesture.js").Desk} Desk */
/** @typedef {Pick<Note, "id" | "text" | "zone" | "z" | "x" | "y" | "colour" | "audience" | "generation">} Lost */
/** @typedef {{ before: ReadonlyMap<string, Note>, wrote: ReadonlySet<string> }} Past the board as it was shown, and in which of its notes this page wrote */

/** @type {typeof import("./lost_words.js").show} */
const show = async (...told) => (await loaded(() => import("./lost_words.js"))).show(...told)

/**
 * What somebody wrote that is not there any more, or says something else. Pure.
 * @param {Past} past @param {ReadonlyMap<string, Note>} now @param {string} seat @returns {Lost[]}
 */
export function lost({ before, wrote }, now, seat) {
  const ours = (/** @type {Note} */ { id, author, authors = {} }) => author === seat || seat in authors || wrote.has(id)
  const there = (/** @type {Note} */ { id, text }) => now.get(id)?.text === text && !now.get(id)?.deleted
  return [...before.values()].filter((each) => !each.deleted && each.text.trim() && ours(each) && !there(each)).map(bare)
}

/** Say what happened, with what was lost. @param {HTMLElement} root @param {Desk} desk @param {Past} past */
export async function tellRestored(root, desk, past) {
  desk.past.end()
  const kept = new Drawers(root)
  // What this device has no room for is offered as long as the page lasts.
  const put = (/** @type {import("./drawers.js").Drawer} */ drawer, /** @type {object} */ value) => kept.put(drawer, value).catch(() => {})
  const missing = lost(past, desk.store.shown.elements, desk.store.context.seat)
  await Promise.all([put("told", { at: Date.now() }), ...missing.map((each) => put("lost", each))])
  await kept.drop("before")
  const ids = new Set(missing.map(({ id }) => id))
  await show(root, desk, kept, { at: Date.now(), all: [...(await kept.all("lost")).filter(({ id }) => !ids.has(id)), ...missing] })
  desk.own(part(root, "[data-restored] [data-say]").textContent ?? "")
}

/** Tell what an earlier page was told, or should have been. @param {HTMLElement} root @param {Desk} desk @param {AbortSignal} signal */
export async function offerLost(root, desk, signal) {
  const kept = new Drawers(root)
  await known(desk.store)
  if (signal.aborted) return
  const [before] = await kept.all("before")
  if (before && before.epoch !== root.dataset.epoch) {
    await tellRestored(root, desk, { before: new Map(before.notes.map((/** @type {Note} */ each) => [each.id, each])), wrote: new Set(before.notes.map((/** @type {Note} */ { id }) => id)) })
  } else {
    await kept.drop("before")
    const [told] = await kept.all("told")
    if (told) await show(root, desk, kept, { at: told.at, all: await kept.all("lost") })
  }
  watch(root, desk, kept, signal)
}

/** Keep what somebody wrote while the line is down: the house may come back as it was before. @param {HTMLElement} root @param {Desk} desk @param {Drawers} kept @param {AbortSignal} signal */
function watch(root, desk, kept, signal) {
  const keep = () => {
    const wrote = new Set(desk.past.done.flatMap(({ changes }) => [...changes.values()]).filter(({ before, after }) => before?.text !== after.text).map(({ after }) => after.id))
    const notes = lost({ before: desk.store.shown.elements, wrote }, new Map(), desk.store.context.seat)
    if (notes.length) kept.put("before", { epoch: root.dataset.epoch, notes }).catch(() => {})
  }
  const take = (/** @type {import("../realtime/connection.js").Connection} */ connection) => {
    connection.addEventListener("lost", keep, { signal })
    globalThis.addEventListener("pagehide", () => connection.state === "connected" && void kept.drop("before"), { signal })
    if (connection.state === "lost") keep()
  }
  document.dispatchEvent(new CustomEvent("connection:wanted", { detail: { take } }))
}

/** @param {Note} note @returns {Lost} */
const bare = ({ id, text, zone, z, x, y, colour, audience, generation }) => ({ id, text, zone, z, x, y, colour, audience, generation })
