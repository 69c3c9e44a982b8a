/** A finger that rests on a note or on the title of a group opens its menu. */

/** Milliseconds a finger rests, and pixels it may stray meanwhile. */
const RESTS = 500
const STRAYS = 10

/** What a finger is on for its own sake. */
const BUSY = "a, button, summary, input, textarea, select, dialog, form, .pop, [data-picture]"

/** @param {HTMLElement} root @param {AbortSignal} signal */
export function openAtRest(root, signal) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  let from = { clientX: 0, clientY: 0 }
  let opened = false
  const on = (/** @type {string} */ name, /** @type {(event: any) => void} */ hear, capture = false) => root.addEventListener(name, hear, { signal, capture })
  const leave = () => clearTimeout(timer)
  on("pointerdown", (event) => {
    leave()
    opened = false
    const menu = menuOf(event.target)
    if (event.pointerType !== "touch" || !event.isPrimary || !menu) return
    from = event
    timer = setTimeout(() => {
      opened = true
      menu.setAttribute("open", "")
      menu.querySelector("summary")?.focus({ preventScroll: true })
      navigator.vibrate?.(10)
    }, RESTS)
  })
  on("pointermove", ({ clientX, clientY }) => Math.hypot(clientX - from.clientX, clientY - from.clientY) > STRAYS && leave())
  for (const name of ["pointerup", "pointercancel"]) on(name, leave)
  // The browser's own menu and the press that ends the rest would both close it again.
  on("contextmenu", (event) => (opened || menuOf(event.target)) && event.sourceCapabilities?.firesTouchEvents !== false && event.pointerType === "touch" && event.preventDefault())
  on("click", (event) => {
    if (!opened) return
    opened = false
    event.preventDefault()
    event.stopPropagation()
  }, true)
}

/** The menu of what a finger is on, if there is anything to do. @param {Element} at @returns {HTMLElement | null} */
function menuOf(at) {
  if (at.closest(BUSY)) return null
  const item = at.closest("li[data-note]") ?? at.closest(".bd-gh")
  return /** @type {HTMLElement | null} */ (item?.querySelector(":scope > [data-menu]:not([hidden], [open])") ?? null)
}
