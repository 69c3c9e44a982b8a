/** Fetching parts of the page, and signals that let parts fetch themselves. */

/** @typedef {{ sourceElement: Element, response?: { status: number }, status: string }} Request */
/** @typedef {{ ajax(verb: string, address: string, how: { source: Element, target: Element, swap: string }): Promise<void> }} Htmx */

/** @type {WeakMap<Element, { turn: Promise<boolean> }>} the last that was asked for, of each element */
const asked = new WeakMap()

/**
 * Put what an address answers into an element, or in its place. One after the other, and of those
 * that wait only the last: htmx by itself drops what is asked for while two others are under way.
 * @param {string} address
 * @param {Element} target
 * @param {"innerHTML" | "outerHTML" | "innerMorph"} swap
 * @returns {Promise<boolean>} whether it is there now
 */
export function load(address, target, swap) {
  const before = asked.get(target)?.turn ?? Promise.resolve(false)
  /** @type {{ turn: Promise<boolean> }} */
  const mine = { turn: before.then(() => asked.get(target) === mine && bring(address, target, swap)).catch(() => false) }
  asked.set(target, mine)
  return mine.turn
}

/** @type {Promise<boolean> | undefined} */
let coming

/** Fetch what swaps parts of a page, where that lies in a `template[data-htmx]` rather than come along. @returns {Promise<boolean>} whether it is there now */
export function swapping() {
  return (coming ??= new Promise((there) => {
    if ("htmx" in globalThis) return there(true)
    const kept = /** @type {HTMLTemplateElement | null} */ (document.querySelector("template[data-htmx]"))
    const script = kept?.content.firstElementChild?.cloneNode()
    if (script) {
      // It begins a moment after it is there.
      script.addEventListener("load", () => setTimeout(there, 0, true))
      script.addEventListener("error", () => {
        coming = undefined
        there(false)
      })
      document.head.append(script)
    } else document.addEventListener("DOMContentLoaded", () => there(true), { once: true })
  }))
}

/** @param {string} address @param {Element} target @param {string} swap */
async function bring(address, target, swap) {
  if (!(await swapping())) return false
  const { htmx } = /** @type {{ htmx: Htmx }} */ (/** @type {unknown} */ (globalThis))
  let came = false
  const hear = (/** @type {Event} */ event) => {
    const { sourceElement, status, response } = /** @type {CustomEvent<{ ctx: Request }>} */ (event).detail.ctx
    if (sourceElement === target) came = status === "swapped" && (response?.status ?? 500) < 500
  }
  document.addEventListener("htmx:finally:request", hear)
  try {
    await htmx.ajax("GET", address, { source: target, target, swap })
    return came
  } finally {
    document.removeEventListener("htmx:finally:request", hear)
  }
}

/**
 * Tell the page that something is new: parts with that trigger fetch themselves.
 * @param {string} name
 * @param {unknown} [detail]
 */
export function signal(name, detail) {
  document.body.dispatchEvent(new CustomEvent(name, { detail }))
}
