/**
 * A board that came back from a backup: people are told so, and offered back what they wrote and the
 * backup lacks. Both lie on the device until they have dealt with them. While the line is down so does what they
 * wrote: whoever loads the page again before it is back is told all the same.
 */
import { clockTime, t } from "../later.js"
import { adding, byOrder } from "./adding.js"
import { perform } from "./gesture.js"
import { Drawers } from "./drawers.js"
import { copy, part } from "./note.js"
import { known } from "./past.js"
import { EVERYONE } from "./reducer.js"

/** @typedef {import("./reducer.js").Element} Note */
/** @typedef {import("./gesture.js").Desk} Desk */
/** @typedef {Pick<Note, "id" | "text" | "zone" | "z" | "x" | "y" | "colour" | "audience" | "generation">} Lost */
/** @typedef {{ before: ReadonlyMap<string, Note>, wrote: ReadonlySet<string> }} Past the board as it was shown, and in which of its notes this page wrote */

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
  show(root, desk, kept, { at: Date.now(), all: [...(await kept.all("lost")).filter(({ id }) => !ids.has(id)), ...missing] })
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
    if (told) show(root, desk, kept, { at: told.at, all: await kept.all("lost") })
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

/** @param {HTMLElement} root @param {Desk} desk @param {Drawers} kept @param {{ at: number, all: Lost[] }} told */
function show(root, desk, kept, { at, all }) {
  root.querySelector("[data-restored]")?.remove()
  const item = copy(root, "restored")
  const list = part(item, "[data-lost]")
  let left = all.sort(byOrder)
  const on = (/** @type {string} */ name, /** @type {() => void} */ deed) => part(item, name).addEventListener("click", deed)
  const close = () => {
    item.remove()
    void kept.drop("told")
  }
  const settle = () => {
    for (const place of item.querySelectorAll("[data-some]")) place.toggleAttribute("hidden", left.length === 0)
    for (const place of item.querySelectorAll("[data-many]")) place.toggleAttribute("hidden", left.length < 2)
  }
  const done = (/** @type {Lost[]} */ those) => {
    left = left.filter((each) => !those.includes(each))
    for (const { id } of those) {
      void kept.drop("lost", id)
      list.querySelector(`[data-of="${CSS.escape(id)}"]`)?.remove()
    }
    if (left.length === 0) close()
    else settle()
  }
  const again = async (/** @type {Lost[]} */ those) => {
    // What this device cannot keep just now stays here.
    for (const each of those) await writeAgain(desk, each).then(() => done([each]), () => {})
  }
  for (const each of left) list.append(line(root, each, { again, done }))
  settle()
  part(item, "[data-at]").textContent = clockTime(new Date(at))
  part(item, "[data-none]").hidden = left.length > 0
  on("[data-all-again]", () => void again(left))
  on("[data-all-drop]", () => done(left))
  on("[data-close]", close)
  part(root, "[data-refused]").prepend(item)
}

/** @param {HTMLElement} root @param {Lost} each @param {{ again: (those: Lost[]) => Promise<void>, done: (those: Lost[]) => void }} deeds */
function line(root, each, { again, done }) {
  const item = copy(root, "lost")
  item.dataset.of = each.id
  part(item, "[data-text]").textContent = each.text
  part(item, "[data-again]").addEventListener("click", () => void again([each]))
  part(item, "[data-drop]").addEventListener("click", () => done([each]))
  return item
}

/** As a note of its own, where it was; what nobody else saw, nobody else sees. @param {Desk} desk @param {Lost} lost */
export async function writeAgain(desk, { text, zone, x, y, colour, audience, generation }) {
  await known(desk.store)
  const op = adding(desk, zone, text, { x, y, colour })
  const pm = audience === EVERYONE ? op.pm : Math.max(op.pm, generation)
  await perform(desk, [{ ...op, pm }], t("The note is back."))
}

/** @param {Note} note @returns {Lost} */
const bare = ({ id, text, zone, z, x, y, colour, audience, generation }) => ({ id, text, zone, z, x, y, colour, audience, generation })
