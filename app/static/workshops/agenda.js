/**
 * The agenda under a hand: a number that is typed counts at once, and a step may be dragged.
 * Everything here has its twin in the page's own forms; these only press their buttons.
 */

import { watchDrags } from "./agenda_drag.js"

/** Send a form whose field says something new, once for each new word. @param {HTMLInputElement} field */
function sendAtOnce(field) {
  if (field.value === field.defaultValue || !field.form) return
  field.defaultValue = field.value
  field.form.requestSubmit()
}

/** @param {EventTarget | null} target @returns {HTMLInputElement | null} */
function atOnce(target) {
  return target instanceof HTMLInputElement && target.matches("[data-at-once]") ? target : null
}

document.addEventListener("change", (event) => {
  const field = atOnce(event.target)
  if (field) sendAtOnce(field)
})

// Enter would send the form a second time, from a version that is past by then.
document.addEventListener("keydown", (event) => {
  const field = event.key === "Enter" ? atOnce(event.target) : null
  if (!field) return
  event.preventDefault()
  sendAtOnce(field)
})

/** The id of what had the focus when a form was sent: it may be gone, or disabled, when the answer stands. */
let left = ""

document.addEventListener("submit", () => {
  left = document.activeElement?.id ?? ""
}, true)

document.addEventListener("htmx:after:swap", () => {
  if (document.activeElement !== document.body || !left) return
  const step = left.replace(/^[a-z]+-/, "")
  for (const id of [left, `up-${step}`, `down-${step}`, `edit-${step}`]) {
    const button = document.getElementById(id)
    if (button && !button.hasAttribute("disabled")) {
      button.focus()
      return
    }
  }
})

const page = document.querySelector("main")
if (page) watchDrags(page)
