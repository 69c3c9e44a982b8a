/** Words the server refused, offered back to whoever wrote them. */
import { clockTime, t } from "../later.js"
import { voice } from "../workshops/announcer.js"
import { copy, part } from "./note.js"

/** Words the server refused come back to whoever wrote them. @param {HTMLElement} root @param {{ op?: { k: string, id?: string, t?: string, zone?: string }, say?: string }} refused */
export function offerBack(root, { op, say }) {
  const item = copy(root, "refused")
  // Each step of writing in a note has all its words: the last one is enough.
  if (op?.k === "txt") root.querySelector(`[data-refused] [data-of="${CSS.escape(op.id ?? "")}"]`)?.remove()
  if (op?.k === "txt") item.dataset.of = op.id
  const why = say ?? t("This could not be kept.")
  // The same once more stands there once.
  const last = part(root, "[data-refused]").lastElementChild
  if (!op && last?.querySelector("[data-say]")?.textContent === why) last.remove()
  part(item, "[data-say]").textContent = why
  voice.own([why, op?.t].filter(Boolean).join(" "))
  part(item, "[data-text]").textContent = op?.t ?? ""
  part(item, "[data-at]").textContent = clockTime(new Date())
  part(item, "[data-again]").hidden = !op?.t
  part(item, "[data-again]").addEventListener("click", () => {
    const zone = root.querySelector(`[data-zone="${CSS.escape(op?.zone ?? "")}"]`) ?? root
    const field = /** @type {HTMLTextAreaElement} */ (part(zone, "form[data-compose] textarea"))
    if (zone !== root) zone.setAttribute("open", "")
    field.value = op?.t ?? ""
    item.remove()
    field.focus()
  })
  part(item, "[data-drop]").addEventListener("click", () => item.remove())
  part(root, "[data-refused]").append(item)
}

