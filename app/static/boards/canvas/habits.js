/** How somebody works on planes, as this device remembers it. */

/** @param {string} name @returns {string | null} */
export function habit(name) {
  try {
    return localStorage.getItem(`baraza.${name}`) || null
  } catch {
    return null
  }
}

/** @param {string} name @param {string} word */
export function keep(name, word) {
  try {
    localStorage.setItem(`baraza.${name}`, word)
  } catch {
    // It counts as long as the page is there.
  }
}
