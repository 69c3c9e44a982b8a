/** What menus and questions are made of: most people who open a board ask for none, so it comes when somebody does. */
import { load } from "../workshops/parts.js"
import { part } from "./note.js"

/** What is on its way: brought twice it would be gone for a moment, just as somebody opens a menu. @type {WeakMap<HTMLElement, Promise<void>>} */
const coming = new WeakMap()

/** The parts of the page that menus and questions are made of. @param {HTMLElement} root @returns {Promise<void>} */
export function parts(root) {
  const found = coming.get(root) ?? bring(root).finally(() => coming.delete(root))
  coming.set(root, found)
  return found
}

/** @param {HTMLElement} root @returns {Promise<void>} */
async function bring(root) {
  if (!root.isConnected) return forNobody()
  const place = part(root, "[data-parts]")
  if (!place.querySelector("template")) await load(place.dataset.parts ?? "", place, "innerHTML")
  if (!root.isConnected) return forNobody()
  part(place, "template")
}

/** Nobody waits for the parts of a board that is not shown any more. @returns {Promise<never>} */
function forNobody() {
  return new Promise(() => {})
}
