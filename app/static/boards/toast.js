/** What came of a deed, said for a while at the foot of a board, and to screen readers at once. */
import { voice } from "../workshops/announcer.js"

/** Milliseconds for which it stands there. */
const SHOWN = 12_000

/** @param {HTMLElement} root @param {string} says @param {...Node} more what stands beside the words, as a link */
export function toast(root, says, ...more) {
  for (const before of root.querySelectorAll("[data-told]")) before.remove()
  const place = Object.assign(document.createElement("p"), { className: "toast bd-toast" })
  place.dataset.told = ""
  place.append(Object.assign(document.createElement("span"), { textContent: says }), ...more)
  root.append(place)
  voice.own(says)
  fade(place)
}

/** Not while somebody is about to press it. @param {HTMLElement} place */
function fade(place) {
  setTimeout(() => (place.matches(":hover, :focus-within") ? fade(place) : place.remove()), SHOWN)
}
