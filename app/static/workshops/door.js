/** The code at the door: two groups of four while one types, and on as soon as it is whole. */

const WHOLE = 8

/** @param {string} typed */
function grouped(typed) {
  const letters = typed.toUpperCase().replace(/[^0-9A-Z]/g, "").slice(0, WHOLE)
  return letters.length > 4 ? `${letters.slice(0, 4)} ${letters.slice(4)}` : letters
}

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-door]"))
const code = /** @type {HTMLInputElement | null} */ (form?.elements.namedItem("code") ?? null)

code?.addEventListener("input", (event) => {
  if (/** @type {InputEvent} */ (event).isComposing || code.selectionStart !== code.value.length) return
  code.value = grouped(code.value)
  if (code.value.length === WHOLE + 1) form?.requestSubmit()
})
