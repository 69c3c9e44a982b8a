/** Words begun in a dialog or a title: they outlive Escape, Close and a page that is loaded again, as those of notes do. */

/** @typedef {{ keep: () => void, forget: () => void }} Begun */

/** Put what was begun back into a field, and keep what is typed from now on. @param {HTMLElement} root the board's part of a page @param {HTMLInputElement | HTMLTextAreaElement} field @param {string} name what is written, and about what @returns {Begun} */
export function begun(root, field, name) {
  const key = `draft ${root.dataset.principal} ${root.dataset.board} ${name}`
  const first = field.value
  const keep = () => store(key, field.value === first ? "" : field.value)
  field.value = stored(key) || first
  field.addEventListener("input", keep)
  return { keep, forget: () => store(key, "") }
}

/** @param {string} key */
function stored(key) {
  try {
    return sessionStorage.getItem(key) ?? ""
  } catch {
    return ""
  }
}

/** A tab that is full keeps no more; what is in the field stays there. @param {string} key @param {string} words */
function store(key, words) {
  try {
    if (words) sessionStorage.setItem(key, words)
    else sessionStorage.removeItem(key)
  } catch {
    // Then it lasts as long as the dialog.
  }
}
