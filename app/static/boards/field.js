/** The field people write a note in: whether its words can be kept, how long they are, and that a reload loses none. */
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

/** Say at the field why its words cannot be kept, if so. @param {HTMLTextAreaElement | HTMLInputElement} field @param {string} text @param {string} [type] @returns {boolean} */
export function accept(field, text, type = "note") {
  const why = badText(text, type)
  const bad = field.form?.querySelector("[data-bad]")
  bad?.toggleAttribute("hidden", why === null)
  const place = bad?.querySelector("span")
  if (place) place.textContent = SAYS[why ?? ""] ?? ""
  if (why) voice.own(SAYS[why] ?? "")
  if (why) field.setAttribute("aria-invalid", "true")
  else field.removeAttribute("aria-invalid")
  if (why) field.focus()
  return why === null
}

/** Tell how long a note has grown, from where it matters. @param {HTMLTextAreaElement} field */
export function hint(field) {
  const length = [...field.value].length
  const place = field.form?.querySelector("[data-length]")
  if (place) place.textContent = length < HINT_FROM ? "" : nt("%(n)s character; %(hint)s is easy to read.", "%(n)s characters; %(hint)s are easy to read.", length, { hint: HINT })
}

/**
 * Words that are not yet a note, kept for this tab: the page may be loaded again or its
 * board fetched anew while somebody thinks.
 */
export class Drafts {
  #storage
  #of

  /** @param {Storage | null} storage null where the browser keeps nothing @param {string} of whose they are, and on which board */
  constructor(storage, of) {
    this.#storage = storage
    this.#of = of
  }

  /** Put what was being written back into its fields. @param {ParentNode} root */
  restore(root) {
    for (const field of /** @type {NodeListOf<HTMLTextAreaElement>} */ (root.querySelectorAll("form[data-compose] textarea"))) {
      const kept = this.#storage?.getItem(this.#key(field))
      if (!kept || field.value) continue
      field.value = kept
      field.closest("details")?.setAttribute("open", "")
    }
  }

  /** @param {HTMLTextAreaElement} field */
  keep(field) {
    if (field.form?.dataset.compose === undefined) return
    if (field.value) this.#storage?.setItem(this.#key(field), field.value)
    else this.#storage?.removeItem(this.#key(field))
  }

  /** @param {HTMLTextAreaElement} field */
  #key(field) {
    return `draft ${this.#of} ${field.id}`
  }
}
