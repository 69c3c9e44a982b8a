/** The field in which the words of a note, or the title of a group, are changed where they stand. */
import { lazy } from "../lazy.js"
import { change, rename } from "./deeds.js"
import { begun } from "./begun.js"
import { accept, hint } from "./field.js"
import { copy, part } from "./note.js"
import { isLive } from "./reducer.js"
import { writeAgain } from "./refusals.js"
import { openText, takeUpDrafts } from "./text/open.js"
import "./titles.js"

/** @typedef {import("./gesture.js").Desk} Desk */
/** @typedef {import("./gesture.js").Note} Note */
/** @typedef {import("./writing.js").Page} Page */

const meanwhile = lazy(() => import("./gone_meanwhile.js"))

export class Rewriting {
  /** @type {WeakMap<HTMLElement, { close(): Promise<void> }>} notes that are written in, by their form */
  #open = new WeakMap()
  /** Words that are kept whole, by their form. @type {WeakMap<HTMLElement, import("./begun.js").Begun>} */
  #begun = new WeakMap()
  #desk
  #page

  /** @param {Desk} desk @param {Page} page @param {AbortSignal} signal */
  constructor(desk, page, signal) {
    this.#desk = desk
    this.#page = page
    const on = (/** @type {string} */ name, /** @type {(event: any) => void} */ hear) => page.root.addEventListener(name, hear, { signal })
    on("submit", (event) => {
      if (event.target.dataset.edit === undefined) return
      event.preventDefault()
      void this.#done(event.target)
    })
    on("keydown", (event) => this.#key(event))
    on("text:gone", ({ target }) => this.#page.list.draw([target.form.dataset.edit]))
    on("note:gone", ({ target }) => this.#gone(target))
    void takeUpDrafts(page.root, desk)
  }

  /** Open the field of a note. @param {HTMLElement} item @param {Note} note */
  begin(item, note) {
    const open = part(item, "[data-text]")
    if (open.hidden) return
    const form = copy(this.#page.root, "edit")
    form.dataset.edit = note.id
    const field = /** @type {HTMLTextAreaElement} */ (part(form, "textarea"))
    field.defaultValue = field.value = note.text
    field.lang = note.lang ?? ""
    field.dir = note.dir
    if (titled(note.type)) field.rows = 1
    open.hidden = true
    item.dataset.editing = ""
    open.after(form)
    if (!isLive(note.type)) this.#begun.set(form, begun(this.#page.root, field, `words ${note.id}`))
    if (isLive(note.type)) this.#open.set(form, openText(field, this.#desk, note.id))
    hint(field)
    field.focus()
    field.setSelectionRange(field.value.length, field.value.length)
  }

  /** What was written is kept, and the focus goes back to the menu. @param {HTMLFormElement} form */
  async #done(form) {
    const field = /** @type {HTMLTextAreaElement} */ (part(form, "textarea"))
    const item = /** @type {HTMLElement} */ (form.closest("[data-note]"))
    const id = form.dataset.edit ?? ""
    const open = this.#open.get(form)
    const { type } = this.#desk.store.shown.elements.get(id) ?? { type: "group" }
    if (!open && !accept(field, field.value.trim(), type)) return
    if (open) await open.close()
    else await (titled(type) ? rename : change)(this.#desk, id, field.value.trim())
    this.#begun.get(form)?.forget()
    part(item, "[data-text]").hidden = false
    delete item.dataset.editing
    form.remove()
    part(item, "[data-menu] summary").focus()
    this.#page.list.draw([id])
  }

  /** A note is taken off the board: what somebody writes in it is shown where they find it, and so is the focus. @param {HTMLElement} item */
  #gone(item) {
    const form = /** @type {HTMLFormElement | null} */ (item.querySelector("form[data-edit]"))
    if (!form) return
    const field = /** @type {HTMLTextAreaElement} */ (part(form, "textarea"))
    const { edit: id = "" } = form.dataset
    const type = this.#desk.store.shown.elements.get(id)?.type
    const zone = /** @type {HTMLElement | null} */ (item.closest("[data-zone]"))?.dataset.zone
    const focused = form.contains(document.activeElement)
    form.remove()
    const { root } = this.#page
    // Whoever deletes it on this page has left the field before.
    if (focused && field.value.trim()) void meanwhile().then(({ offerWords }) => offerWords(root, { id, t: field.value, zone, type }, (words, where) => writeAgain(root, words, where)))
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { target, key } = event
    if (!(target instanceof HTMLTextAreaElement) || target.form?.dataset.edit === undefined || event.isComposing) return
    if (key !== "Escape" && !(key === "Enter" && target.rows === 1)) return
    event.preventDefault()
    target.form.requestSubmit()
  }
}

/** Whether the text of something is its title. @param {string} type */
const titled = (type) => type === "group" || type === "frame"
