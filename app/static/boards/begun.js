/**
 * Words begun in a dialog or a title: kept on this device letter by letter as those of notes are (`text/jotted.js`), so
 * that they outlive Escape, Close, a page that is loaded again and a tab that is closed, until they are sent or taken out.
 */
import { Jotted } from "./text/jotted.js"

/** @typedef {{ keep: () => void, forget: () => void }} Begun */
/** @typedef {{ jotted: Jotted, open: Map<string, (words: string) => void> }} Kept `open`: who shows the words of which name */

/** @type {WeakMap<HTMLElement, Kept>} by the board's part of a page */
const boards = new WeakMap()

/** Put what was begun back into a field, and keep what is typed from now on. @param {HTMLElement} root the board's part of a page @param {HTMLInputElement | HTMLTextAreaElement} field @param {string} name what is written, and about what @returns {Begun} */
export function begun(root, field, name) {
  const { jotted, open } = keptOf(root)
  const first = field.value
  let typed = false
  const show = (/** @type {string} */ words) => {
    if (!typed) field.value = words
  }
  const keep = () => {
    typed = true
    void jotted.keep(name, { base: first, mine: field.value || first, pm: 0 })
    tell(root, jotted)
  }
  const words = jotted.read(name)?.mine
  if (words) show(words)
  open.set(name, show)
  field.addEventListener("input", keep)
  const forget = () => {
    void jotted.forget(name)
    tell(root, jotted)
  }
  return { keep, forget }
}

/** Say whether some of it lies here: as long as it does not all that was written on this board is safe, though no field shows it. @param {HTMLElement} root @param {Jotted} jotted */
function tell(root, { notes }) {
  root.toggleAttribute("data-begun", notes.length > 0)
  document.dispatchEvent(new Event("begun:shown"))
}

/** What is kept of a board; what pages that are gone left comes into the fields that nobody has typed in yet. @param {HTMLElement} root @returns {Kept} */
function keptOf(root) {
  const { principal = "", board = "" } = root.dataset
  const found = boards.get(root)
  if (found) return found
  const place = { dataset: { principal, board: `${board} dialogs` }, get isConnected() { return root.isConnected } }
  /** @type {Kept} */
  const made = { jotted: new Jotted(/** @type {HTMLElement} */ (/** @type {unknown} */ (place))), open: new Map() }
  boards.set(root, made)
  void made.jotted.adopt((name) => {
    made.open.get(name)?.(made.jotted.read(name)?.mine ?? "")
    tell(root, made.jotted)
  })
  return made
}
