/** What a canvas asks of a note is asked of whoever may answer. */
import { t } from "../seldom.js"
import { askedOf } from "./answers.js"
import { prepare, shown } from "./asking.js"
import { SCALES } from "./asked.js"
import { perform } from "./gesture.js"
import { part } from "./note.js"
import { EVERYONE } from "./reducer.js"

/** @typedef {import("./gesture.js").Desk} Desk */
/** @typedef {import("./gesture.js").Note} Note */
/** @typedef {HTMLInputElement | HTMLSelectElement} Field */

/** Ask, and keep what is another answer than before: others may have answered meanwhile. @param {HTMLElement} root @param {Desk} desk @param {Note} note */
export async function answer(root, desk, note) {
  const { dialog, form, answer: said } = prepare(root, "answer", note)
  const asked = askedOf(root, note)
  /** @type {Map<string, Field>} */
  const fields = new Map()
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-asking]"))) {
    const name = place.dataset.asking ?? ""
    const field = /** @type {Field} */ (part(place, "[name]"))
    const kept = String(note.fields?.[name] ?? "")
    field.value = kept
    // What was answered before there were these choices can stay.
    if (field instanceof HTMLSelectElement && field.value !== kept) field.add(new Option(kept, kept, true, true))
    if (asked.includes(name)) fields.set(name, field)
    else place.remove()
  }
  if (!(await shown(dialog, said))) return
  const changed = [...fields].map(([name, { value }]) => ({ name, value: value.trim() })).filter(({ name, value }) => value !== String(note.fields?.[name] ?? ""))
  if (!changed.length) return
  const given = Object.fromEntries(changed.map(({ name, value }) => [name, value === "" ? null : SCALES[name] ? Number(value) : value]))
  // What was written for oneself is not answered in the open.
  const pm = note.audience === EVERYONE ? 0 : note.generation
  await perform(desk, [{ k: "el.set", id: note.id, p: { fields: given }, ...(pm > 0 && { pm }) }], t("Details changed."))
}
