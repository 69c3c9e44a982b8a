/** What is written in a form, by the names of its fields, and how it comes back into them. */

/** Fields that say which form it is, and nothing that anybody wrote. */
const NO_WORDS = new Set(["csrf_token", "client_id", "seen"])

/** @param {HTMLFormElement} form @returns {Record<string, string>} */
export function wordsOf(form) {
  const said = [...new FormData(form)].filter(([name, value]) => value && !NO_WORDS.has(name))
  return Object.fromEntries(said.map(([name, value]) => [name, String(value)]))
}

/** @param {HTMLFormElement} form @param {Record<string, string>} words */
export function giveBack(form, words) {
  for (const [name, value] of Object.entries(words)) {
    const field = form.elements.namedItem(name)
    if (field instanceof RadioNodeList || field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = value
    if (field instanceof HTMLSelectElement && [...field.options].some((each) => each.value === value)) field.value = value
    if (field instanceof Element) field.closest("details")?.setAttribute("open", "")
  }
}
