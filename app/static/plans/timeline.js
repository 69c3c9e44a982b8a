/**
 * Moving bars of the timeline: by hand from one day to another, by an end, or with the keys. A bar
 * is only shown elsewhere while it is in the hand; what is saved goes by the form in its row.
 *
 * What the server says meanwhile waits, so that no bar is taken out of a hand and no words out of a field.
 */

import { Bar } from "./bar.js"
import { Question } from "./question.js"

const AN_END = 12
const LONG = 44
const page = /** @type {HTMLElement} */ (document.querySelector("[data-plan]"))
const why = new Question("why-moved")
const says = /** @type {HTMLElement} */ (page.querySelector("[data-timeline-says]"))

/** @type {Bar | null} what is elsewhere than the server knows */
let held = null
let inHand = false
let missed = false
let dragged = false

/** @param {EventTarget | null} target */
const barOf = (target) => {
  const link = target instanceof Element ? target.closest("[data-bar]") : null
  return link ? new Bar(/** @type {SVGAElement} */ (link)) : null
}

function putBack() {
  held?.settle()
  held = null
  inHand = false
  if (missed && !busy()) hear()
}

/** Ask again for what came while something was held. */
function hear() {
  missed = false
  document.body.dispatchEvent(new CustomEvent("plan:changed"))
}

const writing = () => Boolean(document.activeElement?.closest(".tl-form form")) && document.activeElement instanceof HTMLInputElement
const busy = () => inHand || Boolean(held) || why.open || writing()

/** @param {Bar} bar */
async function save(bar) {
  inHand = false
  if (!bar.moved) return putBack()
  const { form } = bar
  bar.write()
  if (bar.asks) {
    const words = await why.ask(bar.tells)
    if (!words) {
      form.reset()
      return putBack()
    }
    // What was on its way from this form meanwhile may have come back, and put its fields back.
    bar.write()
    bar.writeReason(words)
  }
  form.requestSubmit()
}

class Drag {
  #bar
  #from
  #day
  /** @type {"first" | "due" | "both"} */
  #what
  #stop = new AbortController()

  /** @param {Bar} bar @param {PointerEvent} event */
  constructor(bar, event) {
    held?.settle()
    this.#bar = held = bar
    inHand = true
    this.#from = event.clientX
    const { left, right, width } = bar.box
    this.#day = bar.dayWidth
    const near = width < LONG ? "both" : event.clientX - left < AN_END ? "left" : right - event.clientX < AN_END ? "right" : "both"
    this.#what = near === "both" ? "both" : (near === "left") === bar.mirrored ? "due" : "first"
    bar.link.classList.add("tl-held")
    const { signal } = this.#stop
    window.addEventListener("pointermove", (moved) => this.#over(moved), { signal })
    window.addEventListener("pointerup", () => this.#drop(), { signal })
    window.addEventListener("pointercancel", () => this.#cancel(), { signal })
    window.addEventListener("keydown", (pressed) => pressed.key === "Escape" && this.#cancel(), { signal })
  }

  /** @param {PointerEvent} event */
  #over(event) {
    const across = (event.clientX - this.#from) * (this.#bar.mirrored ? -1 : 1)
    const by = Math.round(across / this.#day)
    if (Math.abs(across) > 4) dragged = true
    this.#bar.move(by, this.#what)
  }

  #drop() {
    this.#end()
    save(this.#bar)
  }

  #cancel() {
    this.#end()
    putBack()
  }

  #end() {
    this.#stop.abort()
    this.#bar.link.classList.remove("tl-held")
  }
}

page.addEventListener("pointerdown", (event) => {
  dragged = false
  const bar = event.button === 0 ? barOf(event.target) : null
  if (bar && !why.open) new Drag(bar, event)
})
page.addEventListener("dragstart", (event) => barOf(event.target) && event.preventDefault())
page.addEventListener("click", (event) => {
  // What was dragged was not pressed; what was pressed leads to its row, and shows its fields.
  const bar = barOf(event.target)
  if (!bar) return
  if (dragged) event.preventDefault()
  else bar.form.closest("details")?.setAttribute("open", "")
}, true)

page.addEventListener("keydown", (event) => {
  const bar = barOf(event.target)
  if (!bar || inHand) return
  const moving = held?.link === bar.link ? held : bar
  const by = moving.keyMoves(event)
  if (by) {
    event.preventDefault()
    held = moving
    moving.move(moving.by + by, "both")
    says.textContent = moving.lasts
  } else if (event.key === "Enter" && held === moving) {
    event.preventDefault()
    save(moving)
  } else if (event.key === "Escape" && held === moving) {
    putBack()
    says.textContent = moving.lasts
  }
})
page.addEventListener("focusout", (event) => {
  if (held && !inHand && !why.open && barOf(event.target)?.link === held.link && !held.sent) putBack()
  setTimeout(() => missed && !busy() && hear())
})

/** Forms that are on their way: where one was, it may not be any more when its answer comes. @type {Set<Element>} */
const underWay = new Set()

document.addEventListener("submit", ({ target }) => {
  if (!(target instanceof HTMLFormElement) || !target.closest(".tl-form")) return
  underWay.add(target)
  if (held && target === held.form) held.sent = target
}, true)
document.addEventListener("htmx:before:swap", (event) => {
  const { sourceElement, response } = /** @type {CustomEvent<{ ctx: import("../workshops/parts.js").Request }>} */ (event).detail.ctx
  // Why another bar was not moved is shown at once.
  const waits = sourceElement.id === "timeline" ? busy() : underWay.has(sourceElement) && (response?.status ?? 500) < 400 && held !== null && held.sent !== sourceElement
  if (!waits) return
  missed = true
  event.preventDefault()
})
document.addEventListener("htmx:finally:request", (event) => {
  const { sourceElement: form } = /** @type {CustomEvent<{ ctx: import("../workshops/parts.js").Request }>} */ (event).detail.ctx
  if (!(form instanceof HTMLFormElement) || !underWay.delete(form)) return
  form.reset()
  // Saved or refused, a bar lies where the house says; another one may be in the hand by now.
  if (held?.sent === form) putBack()
  else if (missed && !busy()) hear()
})
