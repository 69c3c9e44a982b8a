/**
 * The buttons of the cockpit that move the room. A hurried second press would meet a button that leads elsewhere by now:
 * while a move is on its way, and for a moment after a button came to mean something else, none takes a press.
 */

/** Milliseconds: two presses of one hurried hand lie closer together. */
const REST = 700
/** Milliseconds until a move that nobody answered may be pressed again. */
const PATIENCE = 15_000
const BUTTONS = "form[action$='/moves/'] > button"

/** @param {Element} button */
const meaning = (button) => `${/** @type {HTMLInputElement | null} */ (button.parentElement?.querySelector("[name=seen]"))?.value} ${button.textContent}`

/** Heed what each button means, on a page as it came and from there on. */
export function restAfterMoves() {
  /** What each means, by its name. @type {Map<string, string>} */
  const known = new Map()
  /** @type {Map<string, number>} */
  const until = new Map()
  /** @type {Element | null} */
  let moving = null

  const rests = (/** @type {Element} */ button) => moving !== null || (until.get(button.id) ?? 0) > performance.now()
  const look = () => {
    for (const button of document.querySelectorAll(BUTTONS)) {
      if (known.get(button.id) !== meaning(button)) {
        known.set(button.id, meaning(button))
        until.set(button.id, performance.now() + REST)
        setTimeout(look, REST + 1)
      }
      if (rests(button)) button.setAttribute("aria-disabled", "true")
      else button.removeAttribute("aria-disabled")
    }
  }
  for (const button of document.querySelectorAll(BUTTONS)) known.set(button.id, meaning(button))

  const arrive = (/** @type {Element | null} */ form) => {
    if (form && form === moving) moving = null
    look()
  }
  const buttonOf = (/** @type {Event} */ { target }) => (target instanceof Element ? target.closest(BUTTONS) : null)

  document.addEventListener("htmx:after:swap", look)
  // A form that its own answer took off the page is no more where the answer comes from; what was sent still names it.
  document.addEventListener("htmx:finally:request", (event) => arrive(/** @type {CustomEvent} */ (event).detail.ctx.request.form ?? null))
  // A key held down is one press.
  document.addEventListener("keydown", (event) => event.repeat && buttonOf(event) && event.preventDefault(), { capture: true })
  document.addEventListener("click", (event) => {
    const button = buttonOf(event)
    if (!button) return
    // What was swapped a moment ago may not have been looked at yet.
    look()
    if (rests(button)) {
      event.preventDefault()
      event.stopImmediatePropagation()
      return
    }
    moving = button.parentElement
    look()
    setTimeout(arrive, PATIENCE, moving)
  }, { capture: true })
}
