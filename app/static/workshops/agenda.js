/**
 * The agenda under a hand: a number that is typed counts at once, and a step may be dragged.
 * Everything here has its twin in the page's own forms; these only press their buttons.
 */

import { watchDrags } from "./agenda_drag.js"

/** @param {EventTarget | null} target @returns {HTMLInputElement | null} */
function atOnce(target) {
  return target instanceof HTMLInputElement && target.matches("[data-at-once]") ? target : null
}

document.addEventListener("change", (event) => atOnce(event.target)?.form?.requestSubmit())

// Enter would send the form a second time, over a version that is past by then: leaving the field sends it once.
document.addEventListener("keydown", (event) => {
  const field = event.key === "Enter" ? atOnce(event.target) : null
  if (!field) return
  event.preventDefault()
  field.blur()
  field.focus()
})

/** What had the focus when a form was sent, and its step: it may be gone, hidden or disabled when the answer stands. */
let left = ""
let step = ""
/** Whether what was sent adds a step: its form starts anew once the step stands. */
let adding = false

document.addEventListener("submit", (event) => {
  left = document.activeElement?.id ?? ""
  const row = document.activeElement?.closest("[data-step]")
  step = row instanceof HTMLElement ? (row.dataset.step ?? "") : ""
  adding = event.target instanceof HTMLFormElement && event.target.matches(".ag-new")
  document.getElementById("notices")?.replaceChildren()
}, true)

/** Buttons pressed while a change is under way: each is pressed once that stands, over the agenda as it is then. @type {string[]} */
const waiting = []
let underWay = false

document.addEventListener("submit", (event) => {
  const { target, submitter } = /** @type {SubmitEvent} */ (event)
  if (!(target instanceof HTMLFormElement) || !target.closest("#agenda")) return
  if (underWay && submitter?.id) {
    event.preventDefault()
    event.stopImmediatePropagation()
    waiting.push(submitter.id)
  } else underWay = true
}, true)

document.addEventListener("htmx:finally:request", (event) => {
  const { response, status } = /** @type {CustomEvent<{ ctx: import("./parts.js").Request }>} */ (event).detail.ctx
  underWay = false
  // What was refused is told before anything else is done.
  if (status !== "swapped" || (response?.status ?? 500) >= 400) waiting.length = 0
  const next = waiting.shift()
  if (next) document.getElementById(next)?.click()
})

document.addEventListener("htmx:after:swap", () => {
  for (const menu of document.querySelectorAll("#agenda .menu[open]")) menu.removeAttribute("open")
  const added = adding && document.querySelector("#agenda .ag-new:not(:has(.field-bad))")
  if (added instanceof HTMLFormElement) added.reset()
  adding = false
  const active = document.activeElement
  if (!left || (active !== document.body && (active?.checkVisibility?.() ?? true))) return
  const beside = left === `up-${step}` ? "down" : left === `down-${step}` ? "up" : "edit"
  for (const id of [left, `${beside}-${step}`, "day-h"]) {
    const found = document.getElementById(id)
    if (found && (found.checkVisibility?.() ?? true) && !found.hasAttribute("disabled")) return found.focus()
  }
})

const page = document.querySelector("main")
if (page) watchDrags(page)
