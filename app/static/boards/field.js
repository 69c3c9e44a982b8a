/** The field people write a note in: whether its words can be kept, and how long they are. */
import { nt, t } from "../i18n.js"
import { voice } from "../workshops/announcer.js"
import { badText } from "./decide.js"

/** Why words cannot be kept, by code; `titles.js` knows it of titles. @type {Record<string, string>} */
export const SAYS = {
  "text-empty": t("A note needs at least one word."),
  "text-long": t("A note holds at most 5,000 characters."),
  "text-control": t("This text holds characters that cannot be shown."),
}
const HINT_FROM = 240
const HINT = 280

/** Say at the field why its words cannot be kept, if so; unless somebody is `leaving` it, the focus goes there.
 * @param {HTMLTextAreaElement | HTMLInputElement} field @param {string} text @param {string} [type] @param {{ leaving?: boolean }} [how] @returns {boolean} */
export function accept(field, text, type = "note", { leaving = false } = {}) {
  const why = badText(text, type)
  const bad = field.form?.querySelector("[data-bad]")
  bad?.toggleAttribute("hidden", why === null)
  const place = bad?.querySelector("span")
  if (place) place.textContent = SAYS[why ?? ""] ?? ""
  if (why) voice.own(SAYS[why] ?? "")
  if (why) field.setAttribute("aria-invalid", "true")
  else field.removeAttribute("aria-invalid")
  if (why && !leaving) field.focus()
  return why === null
}

/** Take back what was said of words that could not be kept, once they can. @param {HTMLTextAreaElement} field of a new note */
export function relent(field) {
  const text = field.value.trim()
  if (field.hasAttribute("aria-invalid") && badText(text, "note") === null) accept(field, text)
}

/** Tell how long a note has grown, from where it matters. @param {HTMLTextAreaElement} field */
export function hint(field) {
  const length = [...field.value].length
  const place = field.form?.querySelector("[data-length]")
  if (place) place.textContent = length < HINT_FROM ? "" : nt("%(n)s character; %(hint)s is easy to read.", "%(n)s characters; %(hint)s are easy to read.", length, { hint: HINT })
}
