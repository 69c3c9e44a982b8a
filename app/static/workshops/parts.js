/** Fetching parts of the page, and signals that let parts fetch themselves. */

/** @typedef {{ ajax(verb: string, address: string, into: { target: Element, swap: string }): Promise<void> }} Htmx */

/**
 * Put what an address answers into an element, or in its place.
 * @param {string} address
 * @param {Element} target
 * @param {"innerHTML" | "outerHTML"} swap
 */
export function load(address, target, swap) {
  const { htmx } = /** @type {{ htmx: Htmx }} */ (/** @type {unknown} */ (globalThis))
  return htmx.ajax("GET", address, { target, swap })
}

/**
 * Tell the page that something is new: parts with that trigger fetch themselves.
 * @param {string} name
 * @param {unknown} [detail]
 */
export function signal(name, detail) {
  document.body.dispatchEvent(new CustomEvent(name, { detail }))
}
