/** The form with which a facilitator takes a note or group into the plan: it lives in plans and comes by its address. */
import { wanted } from "../lazy.js"
import { load } from "../workshops/parts.js"
import { parts } from "./menus.js"
import { part } from "./note.js"

/** Open it. @param {HTMLElement} root @param {string} note */
export async function promote(root, note) {
  await wanted(() => parts(root), root)
  const dialog = /** @type {HTMLDialogElement} */ (part(root, "dialog[data-promotion]"))
  const inside = part(dialog, "[data-inside]")
  inside.replaceChildren()
  const address = `/plans/promotion/?board=${encodeURIComponent(root.dataset.board ?? "")}&note=${encodeURIComponent(note)}`
  await wanted(async () => {
    if (!(await load(address, inside, "innerHTML"))) throw new Error("the form did not come")
  }, root)
  // What is refused stands above the page, not in the dialog.
  if (inside.hasChildNodes() && !dialog.open) dialog.showModal()
}
