/** Words that a board lacks since it came back from a backup, offered to whoever wrote them: to be written again, or dropped. */
import { clockTime, t } from "../seldom.js"
import { adding, byOrder } from "./adding.js"
import { perform } from "./gesture.js"
import { copy, part } from "./note.js"
import { known } from "./past.js"
import { EVERYONE } from "./reducer.js"

/** @typedef {import("./gesture.js").Desk} Desk */
/** @typedef {import("./restored.js").Lost} Lost */

/** @param {HTMLElement} root @param {Desk} desk @param {import("./drawers.js").Drawers} kept @param {{ at: number, all: Lost[] }} told */
export async function show(root, desk, kept, { at, all }) {
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
