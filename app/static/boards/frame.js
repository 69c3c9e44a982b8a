/**
 * A part of the page as plain values, so that it can lie on the device and be made anew without a house: what
 * people wrote is left out, and whatever a page may not bring along by itself. `reopened.js` makes it again.
 */

/** @typedef {string | { ns: string | null, tag: string, attrs: [string, string][], inside: Frame[] }} Frame */

/** What a board fills by itself, and what is nobody's business tomorrow. */
const EMPTIED = "[data-notes], [data-groups], [data-refused], [data-cursors], [data-heard]"
/** The names of a shared phone, too, and whom it asks for: without a line nobody takes a turn, and nobody answers. */
const LEFT_OUT = "script, details.welcome, noscript, .ph-turns, .ph-asked, [name=csrf_token]"
const UNSAID = /^(?:style$|nonce$|hx-|on)/

/** @param {Element} element @param {(element: Element) => Frame | undefined} [instead] what stands for one of its parts @returns {Frame} */
export function pack(element, instead) {
  const from = element instanceof HTMLTemplateElement ? element.content : element
  const parts = element.matches(EMPTIED) ? [] : [...from.childNodes].filter((each) => !(each instanceof Element && each.matches(LEFT_OUT)))
  return {
    ns: element.namespaceURI, tag: element.localName,
    attrs: [...element.attributes].filter(({ name }) => !UNSAID.test(name)).map(({ name, value }) => [name, value]),
    inside: parts.map((each) => (each instanceof Element ? instead?.(each) ?? pack(each, instead) : each.nodeType === Node.TEXT_NODE ? each.textContent ?? "" : "")),
  }
}
