/** The field people write a note in: whether its words can be kept, how long they are, and that a reload loses none. */
import { nt, t } from "../i18n.js"
import { loaded } from "../lazy.js"
import { deviceWords, tabWords } from "../storage.js"
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

/**
 * Words that are not yet a note: in the tab at once, for the page may be loaded again or its board fetched anew
 * while somebody thinks, and on the device as soon as what keeps them there is here (`half.js`).
 */
export class Drafts {
  /** @type {Promise<{ keep: (name: string, words: string) => void }> | undefined} */
  #half
  #root
  #of
  #alone

  /** @param {HTMLElement} root the board's part of a page @param {() => boolean} alone whether people write alone just now */
  constructor(root, alone) {
    this.#root = root
    this.#alone = alone
    this.#of = `${root.dataset.principal} ${root.dataset.board}`
  }

  /** Put what was being written back into its fields. @param {ParentNode} root */
  restore(root) {
    for (const field of /** @type {NodeListOf<HTMLTextAreaElement>} */ (root.querySelectorAll("form[data-compose] textarea"))) this.#put(field, tabWords.get(this.#key(field.id)) ?? "")
    // Whether pages that are gone left something.
    if (deviceWords.get(`kept ${this.#of} drafts`) !== null) void this.#keeper()
  }

  /** @param {HTMLTextAreaElement} field */
  keep(field) {
    if (field.form?.dataset.compose === undefined) return
    const { id, value } = field
    // A full tab keeps no more; the device does.
    tabWords.put(this.#key(id), value || null)
    if (this.#alone() || !value) tabWords.put(`alone ${this.#of} ${id}`, value ? "yes" : null)
    void this.#keeper().then((half) => half.keep(id, value))
  }

  /** True when words in a field were written while people wrote alone, and more people would see them by now. @param {HTMLTextAreaElement} field */
  opens({ id, value }) {
    return Boolean(value && !this.#alone() && tabWords.get(`alone ${this.#of} ${id}`))
  }

  /** What keeps words on the device; what other pages left comes with it. */
  #keeper() {
    return (this.#half ??= loaded(() => import("./half.js")).then(({ Half }) => new Half(this.#root, (name, words) => this.#take(name, words))))
  }

  /** @param {string} name @param {string} words */
  #take(name, words) {
    const field = this.#root.querySelector(`textarea[id="${CSS.escape(name)}"]`)
    if (!(field instanceof HTMLTextAreaElement)) return false
    this.#put(field, words)
    this.keep(field)
    return true
  }

  /** Behind what stands there already. @param {HTMLTextAreaElement} field @param {string} words */
  #put(field, words) {
    if (!words || field.value.includes(words)) return
    field.value = [field.value, words].filter(Boolean).join("\n")
    field.closest("details")?.setAttribute("open", "")
  }

  /** @param {string} id */
  #key(id) {
    return `draft ${this.#of} ${id}`
  }
}
