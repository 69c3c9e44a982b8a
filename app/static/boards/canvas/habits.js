/** How somebody works on planes, as this device remembers it. */

import { deviceWords } from "../../storage.js"

/** What the device keeps nowhere counts as long as the page is there. @type {Map<string, string>} */
const here = new Map()

/** @param {string} name @returns {string | null} */
export function habit(name) {
  return here.get(name) ?? (deviceWords.get(`baraza.${name}`) || null)
}

/** @param {string} name @param {string} word */
export function keep(name, word) {
  if (!deviceWords.put(`baraza.${name}`, word)) here.set(name, word)
}
