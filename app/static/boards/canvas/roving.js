/** A toolbar is one stop of the Tab key: arrow keys lead along its buttons, Home and End to the first and the last. */

const BUTTONS = "button, summary"
const STEPS = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 })

/** @param {HTMLElement} bar */
export function rove(bar) {
  /** What opens from a button of the bar has ways of its own. */
  const all = () => /** @type {HTMLElement[]} */ ([...bar.querySelectorAll(BUTTONS)]).filter((each) => !each.closest(".pop"))
  const usable = () => all().filter((each) => !each.matches(":disabled") && each.offsetParent !== null)
  const stop = (/** @type {HTMLElement | undefined} */ at) => {
    for (const each of all()) each.tabIndex = each === at ? 0 : -1
  }
  const settle = () => {
    const there = usable()
    const active = there.find((each) => each === document.activeElement)
    stop(active ?? there.find((each) => each.tabIndex === 0) ?? there[0])
  }
  bar.addEventListener("focusin", settle)
  bar.addEventListener("keydown", (event) => {
    const there = usable()
    const at = there.indexOf(/** @type {HTMLElement} */ (event.target))
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return
    const mirrored = document.dir === "rtl" && ["ArrowLeft", "ArrowRight"].includes(event.key) ? -1 : 1
    const step = (STEPS[event.key] ?? 0) * mirrored
    const next = event.key === "Home" ? there[0] : event.key === "End" ? there.at(-1) : step ? there[(at + step + there.length) % there.length] : undefined
    if (!next) return
    event.preventDefault()
    next.focus()
  })
  // The stop goes on from a button that may not be pressed, or is not there, just now.
  new MutationObserver(settle).observe(bar, { attributes: true, attributeFilter: ["hidden", "disabled"], subtree: true })
  settle()
}
