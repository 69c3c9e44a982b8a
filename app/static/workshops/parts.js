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
 * @param {"innerHTML" | "outerHTML"} swap
 * @returns {Promise<boolean>} whether it is there now
 */
export function load(address, target, swap) {
  const before = asked.get(target)?.turn ?? Promise.resolve(false)
  /** @type {{ turn: Promise<boolean> }} */
  const mine = { turn: before.then(() => asked.get(target) === mine && bring(address, target, swap)) }
  asked.set(target, mine)
  return mine.turn
}

/** @param {string} address @param {Element} target @param {string} swap */
async function bring(address, target, swap) {
  if (!("htmx" in globalThis)) await new Promise((there) => document.addEventListener("DOMContentLoaded", there, { once: true }))
  const { htmx } = /** @type {{ htmx: Htmx }} */ (/** @type {unknown} */ (globalThis))
  let came = false
  const hear = (/** @type {Event} */ event) => {
    const { sourceElement, status, response } = /** @type {CustomEvent<{ ctx: Request }>} */ (event).detail.ctx
    if (sourceElement === target) came = status === "swapped" && (response?.status ?? 500) < 500
  }
  document.addEventListener("htmx:finally:request", hear)
  await htmx.ajax("GET", address, { source: target, target, swap })
  document.removeEventListener("htmx:finally:request", hear)
  return came
}

/**
 * Tell the page that something is new: parts with that trigger fetch themselves.
 * @param {string} name
 * @param {unknown} [detail]
 */
export function signal(name, detail) {
  document.body.dispatchEvent(new CustomEvent(name, { detail }))
}
