/**
 * A board that came back from a backup: people are told so, and offered back what they wrote and the
 * backup lacks. It lies in the tab until each of it was taken up or dropped.
 */
import { clockTime, t } from "../later.js"
import { adding } from "./adding.js"
import { perform } from "./gesture.js"
import { copy, part } from "./note.js"
import { known } from "./past.js"
import { EVERYONE } from "./reducer.js"

/** @typedef {import("./reducer.js").Element} Note */
/** @typedef {import("./gesture.js").Desk} Desk */
/** @typedef {Pick<Note, "id" | "text" | "zone" | "x" | "y" | "colour" | "audience" | "generation">} Lost */
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
export function tellRestored(root, desk, past) {
  desk.past.end()
  const kept = read(root)
  const missing = lost(past, desk.store.shown.elements, desk.store.context.seat)
  const ids = new Set(missing.map(({ id }) => id))
  keep(root, [...kept.filter(({ id }) => !ids.has(id)), ...missing])
  show(root, desk)
  desk.own(part(root, "[data-restored] [data-say]").textContent ?? "")
}

/** Offer what an earlier page of this tab was told of. @param {HTMLElement} root @param {Desk} desk */
export function offerLost(root, desk) {
  if (read(root).length) show(root, desk)
}

/** @param {HTMLElement} root @param {Desk} desk */
function show(root, desk) {
  root.querySelector("[data-restored]")?.remove()
  const item = copy(root, "restored")
  const list = part(item, "[data-lost]")
  const on = (/** @type {string} */ name, /** @type {() => void} */ deed) => part(item, name).addEventListener("click", deed)
  const settle = () => {
    const { length } = read(root)
    for (const place of item.querySelectorAll("[data-some]")) place.toggleAttribute("hidden", length === 0)
    for (const place of item.querySelectorAll("[data-many]")) place.toggleAttribute("hidden", length < 2)
  }
  const done = (/** @type {Lost[]} */ those) => {
    keep(root, read(root).filter(({ id }) => !those.some((each) => each.id === id)))
    for (const { id } of those) list.querySelector(`[data-of="${CSS.escape(id)}"]`)?.remove()
    if (read(root).length === 0) item.remove()
    else settle()
  }
  const again = async (/** @type {Lost[]} */ those) => {
    // What this device cannot keep just now stays here.
    for (const each of those) await writeAgain(desk, each).then(() => done([each]), () => {})
  }
  for (const each of read(root)) list.append(line(root, each, { again, done }))
  settle()
  part(item, "[data-at]").textContent = clockTime(new Date())
  part(item, "[data-none]").hidden = list.childElementCount > 0
  on("[data-all-again]", () => void again(read(root)))
  on("[data-all-drop]", () => done(read(root)))
  on("[data-close]", () => item.remove())
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
const bare = ({ id, text, zone, x, y, colour, audience, generation }) => ({ id, text, zone, x, y, colour, audience, generation })

/** @param {HTMLElement} root */
const nameOf = ({ dataset }) => `lost ${dataset.principal} ${dataset.board}`

/** @type {WeakMap<HTMLElement, Lost[]>} as this page knows it: not every browser keeps something for a tab */
const here = new WeakMap()

/** @param {HTMLElement} root @returns {Lost[]} */
function read(root) {
  const there = here.get(root)
  if (there) return there
  try {
    return JSON.parse(sessionStorage.getItem(nameOf(root)) ?? "[]")
  } catch {
    return []
  }
}

/** @param {HTMLElement} root @param {Lost[]} lost */
function keep(root, lost) {
  here.set(root, lost)
  try {
    if (lost.length) sessionStorage.setItem(nameOf(root), JSON.stringify(lost))
    else sessionStorage.removeItem(nameOf(root))
  } catch {
    // Without room it lasts as long as the page.
  }
}
