/** Whether something on this device waits for somebody at this board (`drawers.js`): learned without opening it. @param {HTMLElement} root */
export function isKept({ dataset: { principal, board } }) {
  try {
    return localStorage.getItem(`kept ${principal} ${board}`) !== null
  } catch {
    return false
  }
}
