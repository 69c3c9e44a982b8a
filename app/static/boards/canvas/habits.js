/** How somebody works on planes, as this device remembers it. */

/** What the device keeps nowhere counts as long as the page is there. @type {Map<string, string>} */
const here = new Map()

/** @param {string} name @returns {string | null} */
export function habit(name) {
  try {
    return here.get(name) ?? (localStorage.getItem(`baraza.${name}`) || null)
  } catch {
    return here.get(name) ?? null
  }
}

/** @param {string} name @param {string} word */
export function keep(name, word) {
  try {
    localStorage.setItem(`baraza.${name}`, word)
  } catch {
    here.set(name, word)
  }
}
