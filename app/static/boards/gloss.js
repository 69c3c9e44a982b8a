/** What a note of the list says in another language; fetched with the first note that does. */
import { languageOf } from "./language.js"
import { copy, part, write } from "./note.js"

/** Write it under the note's own words. @param {HTMLElement} item @param {string | null} gloss */
export function drawGloss(item, gloss) {
  const page = document.documentElement.lang
  const place = part(item.querySelector("[data-gloss]") ? item : copy(item.closest("[data-board]") ?? document, "note"), "[data-gloss]")
  if (!item.contains(place)) part(item, "[data-text]").after(place)
  place.hidden = !gloss
  if (!gloss) return
  const words = part(place, "[data-words]")
  words.lang = languageOf(gloss, page)
  write(words, gloss)
  write(part(place, "[data-tongue]"), new Intl.DisplayNames([page], { type: "language" }).of(words.lang) ?? words.lang)
}
