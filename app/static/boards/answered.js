/** Answers where no page has a place for them yet: on the notes of the list and of the wall. */
import { answersOf, drawAnswers } from "./answers.js"

/** @typedef {import("./reducer.js").Element} Note */

/** Show on a note of the list what it answers. @param {HTMLElement} item @param {Note} note */
export function answerIn(item, note) {
  const root = /** @type {HTMLElement | null} */ (item.closest("[data-board]"))
  let place = /** @type {HTMLElement | null} */ (item.querySelector(":scope > [data-answers]"))
  if (!place) {
    place = answersPlace()
    item.querySelector(":scope > .note-meta")?.before(place)
  }
  if (root) drawAnswers(place, answersOf(root, note))
}

/** Where chips stand. */
export function answersPlace() {
  const place = document.createElement("p")
  place.className = "answers"
  place.dataset.answers = ""
  return place
}
