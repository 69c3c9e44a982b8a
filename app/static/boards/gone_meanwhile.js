/** The words of a note that is taken off the board while somebody writes in it: a card with them has the focus, until one that is kept on this device says more. */
import { t } from "../seldom.js"
import { offerBack } from "./refusals.js"

/** Show what was in the field. @param {HTMLElement} root @param {{ id: string, t: string, zone?: string, type?: string }} written @param {(words: string, zone?: string) => void} again takes the words up where they can be written */
export function offerWords(root, { type = "note", ...written }, again) {
  const say = type === "note" ? t("This note was taken off the board while you were writing in it.") : t("This was taken off the board while you were writing in it.")
  offerBack(root, { op: { k: "txt", ...written }, say }, again)
  focusOn(root.querySelector(`[data-refused] ${ofNote(written.id)}`))
}

/** A card about the same note that is kept takes its place, and its focus. @param {string} id @param {HTMLElement} kept */
export function giveWay(id, kept) {
  const card = document.querySelector(`[data-refused] ${ofNote(id)}[data-kept=""]`)
  const focused = card?.contains(document.activeElement)
  card?.remove()
  if (focused) focusOn(kept)
}

/** On the card and not on its buttons: whoever is still typing presses none, and no space scrolls the card out of sight.
 * @param {Element | null} card */
function focusOn(card) {
  if (!(card instanceof HTMLElement)) return
  card.tabIndex = -1
  card.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target === card) event.preventDefault()
  })
  card.focus()
}

const ofNote = (/** @type {string} */ id) => `[data-of="${CSS.escape(id)}"]`
