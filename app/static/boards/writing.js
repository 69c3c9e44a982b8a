/** What people do in the list: fields, buttons and keys, each told to the deed it stands for. */
import { t } from "../i18n.js"
import { add, bringBack, change, remove, share } from "./deeds.js"
import { accept, hint } from "./field.js"
import { copy, part } from "./note.js"

/** @typedef {import("./deeds.js").Desk} Desk */

/** @param {Desk} desk @param {AbortSignal} signal */
export function listen(desk, signal) {
  desk.drafts.restore(desk.root)
  desk.root.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target)
    if (form.dataset.compose === undefined && form.dataset.edit === undefined) return
    event.preventDefault()
    void (form.dataset.compose !== undefined ? compose(desk, form) : keepChange(desk, form))
  }, { signal })
  desk.root.addEventListener("keydown", (event) => {
    const field = event.target
    if (!(field instanceof HTMLTextAreaElement)) return
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) field.form?.requestSubmit()
    if (event.key === "Escape" && field.form?.dataset.edit !== undefined) leave(field.form)
  }, { signal })
  desk.root.addEventListener("input", (event) => {
    if (!(event.target instanceof HTMLTextAreaElement)) return
    hint(event.target)
    desk.drafts.keep(event.target)
  }, { signal })
  desk.root.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-act]") : null
    if (button instanceof HTMLElement) act(desk, button, event)
  }, { signal })
}

/** @param {Desk} desk @param {HTMLFormElement} form */
async function compose(desk, form) {
  const field = /** @type {HTMLTextAreaElement} */ (part(form, "textarea"))
  const zone = /** @type {HTMLElement} */ (form.closest("[data-zone]")).dataset.zone ?? ""
  const text = field.value.trim()
  if (!accept(field, text)) return
  field.value = ""
  hint(field)
  field.focus()
  try {
    await add(desk, zone, text)
  } catch {
    // This device kept nothing of it, so the words stay in their field.
    field.value = field.value || text
    desk.own(t("This device could not keep the note. Its words are still in the field."))
  }
  desk.drafts.keep(field)
}

/** @param {Desk} desk @param {HTMLFormElement} form */
async function keepChange(desk, form) {
  const field = /** @type {HTMLTextAreaElement} */ (part(form, "textarea"))
  const text = field.value.trim()
  const id = form.dataset.edit ?? ""
  if (text !== desk.note(id)?.text) {
    if (!accept(field, text)) return
    await change(desk, id, text)
  }
  leave(form)
}

/** @param {Desk} desk @param {HTMLElement} button @param {Event} event */
function act(desk, button, event) {
  const item = /** @type {HTMLElement | null} */ (button.closest("li[data-note]"))
  const id = item?.dataset.note ?? button.dataset.note ?? ""
  const menu = button.closest("[data-menu]")
  if (menu) {
    // The focus goes back to the menu before it closes, or it would be nowhere.
    part(menu, "summary").focus()
    menu.removeAttribute("open")
  }
  switch (button.dataset.act) {
    case "edit": return item && edit(desk, item, id)
    case "leave": return leave(/** @type {HTMLElement} */ (button.closest("form")))
    case "share": return void share(desk, id)
    case "delete": return void remove(desk, id)
    case "undo": return void bringBack(desk, id)
    case "promote":
      event.preventDefault()
      desk.root.dispatchEvent(new CustomEvent("promotion:wanted", { detail: { note: id } }))
  }
}

/** @param {Desk} desk @param {HTMLElement} item @param {string} id */
function edit(desk, item, id) {
  if (item.querySelector("form")) return
  const form = copy(desk.root, "edit")
  form.dataset.edit = id
  const field = /** @type {HTMLTextAreaElement} */ (part(form, "textarea"))
  field.value = desk.note(id)?.text ?? ""
  part(item, "[data-text]").hidden = true
  item.dataset.editing = ""
  part(item, "[data-text]").after(form)
  field.focus()
}

/** Stop editing and give the focus back to the note's menu. @param {HTMLElement} form */
function leave(form) {
  const item = /** @type {HTMLElement} */ (form.closest("li[data-note]"))
  part(item, "[data-text]").hidden = false
  delete item.dataset.editing
  form.remove()
  part(item, "[data-menu] summary").focus()
}
