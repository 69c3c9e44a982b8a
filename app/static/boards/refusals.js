/** Words the server refused, offered back to whoever wrote them: on list and plane alike. */
import { clockTime, t, together } from "../later.js"
import { lazy } from "../lazy.js"
import { voice } from "../workshops/announcer.js"
import { copy, part } from "./note.js"
import { dropReturned } from "./returned.js"

/** @typedef {{ op?: { k: string, id?: string, t?: string, zone?: string }, say?: string, id?: string, at?: number, note?: string }} Refused `id`: under which it is kept on this device; `note`: the words of what was moved */

const back = lazy(() => import("./moved_back.js"))

/**
 * Show what was refused, and why. @param {HTMLElement} root @param {Refused} refused
 * @param {(words: string, zone?: string) => void} again takes the words up where they can be written
 * @param {(words: string) => void} [tell] says them to whoever listens
 */
export function offerBack(root, { op, say, id = "", at = Date.now(), note }, again, tell = (words) => voice.own(words)) {
  if (note !== undefined) return void back().then(({ tellMovedBack }) => tellMovedBack(root, { say, note }, tell))
  const place = part(root, "[data-refused]")
  if (id && place.querySelector(`[data-kept="${CSS.escape(id)}"]`)) return
  const item = copy(root, "refused")
  // Each step of writing in a note has all its words: the last one is enough.
  // What was in the field when the note went (`gone_meanwhile.js`) gives way to what is kept, and so does its focus.
  const before = op?.k.startsWith("txt") ? place.querySelector(`[data-of="${CSS.escape(op.id ?? "")}"]${op.k === "txt" ? "" : '[data-kept=""]'}`) : null
  const focused = before?.contains(document.activeElement)
  before?.remove()
  if (op?.k === "txt") item.dataset.of = op.id
  const why = say ?? t("This could not be kept.")
  // The same once more stands there once.
  const last = place.lastElementChild
  if (!op && last?.querySelector("[data-say]")?.textContent === why) last.remove()
  item.dataset.kept = id
  part(item, "[data-say]").textContent = why
  part(item, "[data-text]").textContent = op?.t ?? ""
  part(item, "[data-at]").textContent = clockTime(new Date(at))
  const done = () => {
    item.remove()
    const { principal = "" } = root.dataset
    if (id) dropReturned(principal, id)
  }
  const button = part(item, "[data-again]")
  button.hidden = !op?.t
  button.addEventListener("click", () => {
    again(op?.t ?? "", op?.zone)
    done()
  })
  part(item, "[data-drop]").addEventListener("click", done)
  place.append(item)
  if (focused) {
    item.tabIndex = -1
    item.focus()
  }
  tell(together([why, op?.t ?? ""]))
}

/** Take words up in the field of their zone, behind what somebody is writing there. @param {HTMLElement} root @param {string} words @param {string} [zone] */
export function writeAgain(root, words, zone = "") {
  const found = root.querySelector(`[data-zone="${CSS.escape(zone)}"]`)
  const field = /** @type {HTMLTextAreaElement} */ (part(found ?? root, "form[data-compose] textarea"))
  found?.setAttribute("open", "")
  field.closest("form")?.removeAttribute("hidden")
  field.value = [field.value, words].filter(Boolean).join("\n")
  // Whoever keeps drafts hears of it as of typed words.
  field.dispatchEvent(new InputEvent("input", { bubbles: true }))
  field.focus()
}
