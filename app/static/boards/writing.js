/**
 * What people do in the list: write a note, change or delete it, take a deletion back.
 * Each deed becomes an op; nothing here draws notes or knows the network.
 */
import { nt, t } from "../i18n.js"
import { badText } from "./decide.js"
import { place } from "./geometry.js"
import { copy, part } from "./note.js"
import { DIGITS, after } from "./order.js"
import { newId } from "./outbox.js"

/** @typedef {import("./list.js").List} List */
/** @typedef {import("./outbox.js").Op} Op */
/** @typedef {{ root: HTMLElement, list: List, language: () => string, generation: () => number, send: (op: Op) => Promise<void>, text: (id: string) => string, own: (words: string) => void }} Desk */

const HINT_FROM = 240
const HINT = 280

/** @param {Desk} desk @param {AbortSignal} signal */
export function listen(desk, signal) {
  desk.root.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target)
    if (form.dataset.compose === undefined && form.dataset.edit === undefined) return
    event.preventDefault()
    void (form.dataset.compose !== undefined ? add(desk, form) : change(desk, form))
  }, { signal })
  desk.root.addEventListener("keydown", (event) => {
    const field = event.target
    if (!(field instanceof HTMLTextAreaElement)) return
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) field.form?.requestSubmit()
    if (event.key === "Escape" && field.form?.dataset.edit !== undefined) leave(field.form)
  }, { signal })
  desk.root.addEventListener("input", (event) => {
    if (event.target instanceof HTMLTextAreaElement) hint(event.target)
  }, { signal })
  desk.root.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-act]") : null
    if (button instanceof HTMLElement) act(desk, button, event)
  }, { signal })
}

/** @param {Desk} desk @param {HTMLFormElement} form */
async function add(desk, form) {
  const field = /** @type {HTMLTextAreaElement} */ (part(form, "textarea"))
  const text = field.value.trim()
  const zone = /** @type {HTMLElement} */ (form.closest("[data-zone]"))
  if (!accept(field, text)) return
  const notes = desk.list.notes(zone.dataset.zone ?? "")
  const inside = zone.dataset.inside ? JSON.parse(zone.dataset.inside) : null
  field.value = ""
  hint(field)
  await desk.send({
    k: "el.add", id: `e_${newId()}`, type: "note", zone: zone.dataset.zone, pm: desk.generation(),
    z: after(notes.at(-1)?.z ?? null, jitter()), t: text,
    p: { ...place(JSON.parse(zone.dataset.box ?? "[0,0,0,0]"), notes.length, inside), lang: desk.language() },
  })
  desk.own(t("Note added."))
  field.focus()
}

/** @param {Desk} desk @param {HTMLFormElement} form */
async function change(desk, form) {
  const field = /** @type {HTMLTextAreaElement} */ (part(form, "textarea"))
  const text = field.value.trim()
  const id = form.dataset.edit ?? ""
  if (text !== desk.text(id)) {
    if (!accept(field, text)) return
    await desk.send({ k: "txt.put", id, t: text, pm: desk.generation() })
    desk.own(t("Note changed."))
  }
  leave(form)
}

/** @param {Desk} desk @param {HTMLElement} button @param {Event} event */
function act(desk, button, event) {
  const item = /** @type {HTMLElement | null} */ (button.closest("li[data-note]"))
  const id = item?.dataset.note ?? button.dataset.note ?? ""
  button.closest("details")?.removeAttribute("open")
  if (button.dataset.act === "edit" && item) edit(desk, item, id)
  if (button.dataset.act === "leave") leave(/** @type {HTMLElement} */ (button.closest("form")))
  if (button.dataset.act === "delete") void remove(desk, id)
  if (button.dataset.act === "undo") void bringBack(desk, id)
  if (button.dataset.act === "promote") {
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
  field.value = desk.text(id)
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

/** @param {Desk} desk @param {string} id */
async function remove(desk, id) {
  await desk.send({ k: "el.del", ids: [id] })
  const toast = part(desk.root, "[data-toast]")
  part(toast, "[data-act]").dataset.note = id
  toast.hidden = false
  desk.own(t("Note deleted."))
}

/** @param {Desk} desk @param {string} id */
async function bringBack(desk, id) {
  await desk.send({ k: "el.undel", ids: [id] })
  part(desk.root, "[data-toast]").hidden = true
  desk.own(t("The note is back."))
}

/** @param {HTMLTextAreaElement} field @param {string} text @returns {boolean} */
function accept(field, text) {
  const why = badText(text)
  const words = {
    "text-empty": t("A note needs at least one word."),
    "text-long": t("A note holds at most 500 characters."),
    "text-control": t("This text holds characters that cannot be shown."),
  }
  const bad = part(/** @type {HTMLElement} */ (field.form), "[data-bad]")
  bad.hidden = why === null
  part(bad, "span").textContent = why ? words[/** @type {keyof typeof words} */ (why)] : ""
  field.toggleAttribute("aria-invalid", why !== null)
  if (why) field.focus()
  return why === null
}

/** Tell how long a note has grown, from where it matters. @param {HTMLTextAreaElement} field */
function hint(field) {
  const length = [...field.value].length
  const place = field.form?.querySelector("[data-length]")
  if (place) place.textContent = length < HINT_FROM ? "" : nt("%(n)s character; %(hint)s is easy to read.", "%(n)s characters; %(hint)s are easy to read.", length, { hint: HINT })
}

/** Two random digits, so that two who write at once do not share a place. */
function jitter() {
  return [...crypto.getRandomValues(new Uint8Array(2))].map((byte) => DIGITS.charAt(byte % DIGITS.length)).join("")
}
