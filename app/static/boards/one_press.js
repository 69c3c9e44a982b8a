/**
 * A press is about one note. Where it moves the rows, a hurried second press in the same place meets a button of another
 * note: that one is not taken. Keys press in no place, and each press on a button of the same note is taken.
 */

/** Milliseconds: presses of one hurried hand lie closer together. */
const REST = 700
/** Pixels between two presses in one place: rows are higher. */
const STRAYS = 32
const BUTTONS = "[data-note] :is(button, summary, a), dialog button, [data-act]"

/** @param {HTMLElement} root @param {AbortSignal} signal @param {() => void} tell says that nothing comes of a press @returns {() => void} tells that only now something comes of the last press */
export function takeOnePress(root, signal, tell) {
  /** What the last press was about, where it was and when. */
  let last = { about: /** @type {Element} */ (root), clientX: 0, clientY: 0, at: -Infinity }
  let told = false
  const renew = () => void (last.at = performance.now())
  // Whoever turns the page by hand means what lies there then.
  for (const name of ["wheel", "touchmove"]) root.addEventListener(name, () => void (last.at = -Infinity), { signal, capture: true, passive: true })
  root.addEventListener("click", (event) => {
    const { target, detail, clientX, clientY } = event
    const about = /** @type {Element} */ (target).closest(BUTTONS)?.closest("[data-note], dialog, [data-zone], [data-board]")
    if (!about || detail === 0) return
    const again = performance.now() - last.at < REST && Math.hypot(clientX - last.clientX, clientY - last.clientY) < STRAYS
    if (!again || about === last.about || !about.matches("[data-note]")) {
      last = { about, clientX, clientY, at: performance.now() }
      told = false
      return
    }
    // Whoever goes on pressing has not looked yet.
    renew()
    if (!told) tell()
    told = true
    event.preventDefault()
    event.stopImmediatePropagation()
  }, { capture: true, signal })
  return renew
}
