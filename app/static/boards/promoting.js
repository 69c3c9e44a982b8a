/** The form with which a facilitator takes a note or group into the plan: it lives in plans and comes by its address. */
import { wanted } from "../lazy.js"
import { voice } from "../workshops/announcer.js"
import { load } from "../workshops/parts.js"
import { parts } from "./menus.js"
import { part } from "./note.js"

/** Milliseconds for which a page says where a note stands by now. */
const SHOWN = 12_000

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
  const says = made.dataset.made ?? ""
  const toast = Object.assign(document.createElement("p"), { className: "toast bd-toast" })
  toast.append(Object.assign(document.createElement("span"), { textContent: says }), part(made, "[data-made-of]"))
  dialog.close()
  root.append(toast)
  voice.own(says)
  fade(toast)
}

/** Not while somebody is about to press it. @param {HTMLElement} toast */
function fade(toast) {
  setTimeout(() => (toast.matches(":hover, :focus-within") ? fade(toast) : toast.remove()), SHOWN)
}
