/** What menus and questions are made of: most people who open a board ask for none, so it comes when somebody does. */
import { load } from "../workshops/parts.js"
import { part } from "./note.js"

/** The parts of the page that menus and questions are made of. @param {HTMLElement} root */
export async function parts(root) {
  const place = part(root, "[data-parts]")
  if (!place.querySelector("template")) await load(place.dataset.parts ?? "", place, "innerHTML")
  part(place, "template")
}
