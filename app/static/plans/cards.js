/**
 * Carrying a card to another column: with the mouse by all of it, with a finger by its grip. Where it lies is sent by
 * the card's own form; to be blocked it asks first what blocks it. What others change waits while a card is carried.
 */

import { Question } from "./question.js"

const FAR = 6
const EDGE = 60
const page = /** @type {HTMLElement} */ (document.querySelector("[data-plan]"))
const why = new Question("why-blocked")

/** @type {Carry | null} */
let carried = null
let missed = false

function hear() {
  if (!missed || carried || why.open) return
  missed = false
  document.body.dispatchEvent(new CustomEvent("plan:changed"))
}

/** @param {HTMLElement} card */
const formOf = (card) => /** @type {HTMLFormElement} */ (card.querySelector("form[data-move]"))
/** @param {HTMLFormElement} form @param {string} name */
const fieldOf = (form, name) => /** @type {HTMLSelectElement | HTMLInputElement} */ (form.elements.namedItem(name))

class Carry {
  #card
  #from
  #column
  #moved = false
  /** @type {HTMLElement | null} */
  #over = null
  #stop = new AbortController()

  /** @param {HTMLElement} card @param {PointerEvent} event */
  constructor(card, event) {
    this.#card = card
    this.#from = { x: event.clientX, y: event.clientY + window.scrollY }
    this.#column = card.closest("[data-column]")
    const { signal } = this.#stop
    window.addEventListener("pointermove", (moved) => this.#move(moved), { signal })
    window.addEventListener("pointerup", () => this.#drop(), { signal })
    window.addEventListener("pointercancel", () => this.#end(), { signal })
    window.addEventListener("keydown", (pressed) => pressed.key === "Escape" && this.#end(), { signal })
  }

  /** @param {PointerEvent} event */
  #move({ clientX, clientY }) {
    const x = clientX - this.#from.x
    const y = clientY + window.scrollY - this.#from.y
    if (!this.#moved && Math.hypot(x, y) < FAR) return
    this.#moved = true
    this.#card.classList.add("card-held")
    this.#card.style.transform = `translate(${x}px, ${y}px)`
    if (clientY < EDGE) window.scrollBy(0, -12)
    if (clientY > window.innerHeight - EDGE) window.scrollBy(0, 12)
    const column = document.elementFromPoint(clientX, clientY)?.closest("[data-column]")
    this.#mark(column instanceof HTMLElement && column !== this.#column ? column : null)
  }

  #drop() {
    const to = this.#over?.dataset.column
    if (this.#moved) {
      // What was carried was not pressed.
      window.addEventListener("click", (event) => event.preventDefault(), { capture: true, once: true })
      setTimeout(() => window.dispatchEvent(new MouseEvent("click")))
    }
    this.#end()
    if (!to) return
    const form = formOf(this.#card)
    fieldOf(form, "status").value = to
    form.requestSubmit()
  }

  #end() {
    this.#stop.abort()
    this.#mark(null)
    this.#card.classList.remove("card-held")
    this.#card.style.transform = ""
    carried = null
    setTimeout(hear)
  }

  /** @param {HTMLElement | null} column */
  #mark(column) {
    this.#over?.classList.remove("column-over")
    this.#over = column
    column?.classList.add("column-over")
  }
}

page.addEventListener("pointerdown", (event) => {
  const target = event.target instanceof Element ? event.target : null
  const card = target?.closest(".card")
  if (!(card instanceof HTMLElement) || !formOf(card) || event.button !== 0 || why.open || carried) return
  const grip = target?.closest("[data-grip]")
  if (!grip && (event.pointerType !== "mouse" || target?.closest("select, button, input"))) return
  carried = new Carry(card, event)
})
page.addEventListener("dragstart", (event) => event.preventDefault())

page.addEventListener("submit", (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || !form.matches("[data-move]")) return
  if (fieldOf(form, "status").value !== "blocked" || fieldOf(form, "blocked_reason").value) return
  event.preventDefault()
  event.stopPropagation()
  ask(form)
}, true)

/** @param {HTMLFormElement} form */
async function ask(form) {
  const words = await why.ask()
  // An earlier move of this card may have come back meanwhile, and put its fields back.
  fieldOf(form, "status").value = "blocked"
  fieldOf(form, "blocked_reason").value = words
  if (words) form.requestSubmit()
  else form.reset()
  hear()
}

document.addEventListener("htmx:before:swap", (event) => {
  const { sourceElement, response } = /** @type {CustomEvent<{ ctx: import("../workshops/parts.js").Request }>} */ (event).detail.ctx
  // The answer of another card waits too, unless it says why that was not moved.
  const waits = sourceElement.id === "kanban" || (sourceElement.matches("[data-move]") && (response?.status ?? 500) < 400)
  if (!waits || !(carried || why.open)) return
  missed = true
  event.preventDefault()
})
document.addEventListener("htmx:finally:request", (event) => {
  const { sourceElement } = /** @type {CustomEvent<{ ctx: import("../workshops/parts.js").Request }>} */ (event).detail.ctx
  if (!(sourceElement instanceof HTMLFormElement) || !sourceElement.matches("[data-move]")) return
  // Moved or refused, a card says where it lies.
  sourceElement.reset()
  fieldOf(sourceElement, "blocked_reason").value = ""
  hear()
})

page.classList.add("cards-carried")
