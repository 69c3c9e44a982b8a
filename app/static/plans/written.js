/**
 * What is written in a long form stays in this tab until it is sent, whatever link somebody follows meanwhile. A page that
 * shows what was sent has no such form any more.
 */
import { tabWords } from "../storage.js"
import { giveBack, wordsOf } from "./words.js"

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-written]"))
const place = `form ${document.body.dataset.whose} ${location.pathname}`

/** @param {HTMLFormElement} form */
function keep(form) {
  const words = wordsOf(form)
  tabWords.put(place, Object.keys(words).length ? JSON.stringify(words) : null)
}

if (form) {
  const kept = tabWords.get(place)
  // What the server gives back is newer than what was kept.
  if (kept && form.dataset.written === "fresh") giveBack(form, JSON.parse(kept))
  form.addEventListener("input", () => keep(form))
} else {
  tabWords.put(place, null)
}
