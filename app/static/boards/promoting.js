/** The form with which a facilitator takes a note or group into the plan: it lives in plans and comes by its address. */
import { wanted } from "../lazy.js"
import { load } from "../workshops/parts.js"
import { parts } from "./menus.js"
import { part } from "./note.js"
import { toast } from "./toast.js"

/** Open it. @param {HTMLElement} root @param {string} note */
export async function promote(root, note) {
  await wanted(() => parts(root), root)
  const dialog = /** @type {HTMLDialogElement} */ (part(root, "dialog[data-promotion]"))
  const inside = part(dialog, "[data-inside]")
  inside.replaceChildren()
  const address = `/plans/promotion/?board=${encodeURIComponent(root.dataset.board ?? "")}&note=${encodeURIComponent(note)}`
  await wanted(async () => {
    const { watchForms } = await import("../begun_forms.js")
    if (!(await load(address, inside, "innerHTML"))) throw new Error("the form did not come")
    watchForms()
  }, root)
  // What is refused stands above the page, not in the dialog.
  if (!inside.hasChildNodes() || dialog.open) return
  const over = new AbortController()
  document.addEventListener("htmx:after:swap", () => tellMade(root, dialog), { signal: over.signal })
  dialog.addEventListener("close", () => over.abort(), { once: true })
  dialog.showModal()
}

/** Once something was made of it the dialog goes: the board says so, and leads there. @param {HTMLElement} root @param {HTMLDialogElement} dialog */
function tellMade(root, dialog) {
  const made = /** @type {HTMLElement | null} */ (dialog.querySelector("[data-made]"))
  if (!made) return
  dialog.close()
  toast(root, made.dataset.made ?? "", part(made, "[data-made-of]"))
}
