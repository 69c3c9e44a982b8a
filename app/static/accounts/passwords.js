/** A button beside a password shows what one types, and hides it again. Without scripts there is no button. */

/** @param {ParentNode} part */
function offer(part) {
  for (const button of part.querySelectorAll("button[data-shows]")) button.removeAttribute("hidden")
}

/**
 * @param {HTMLElement} button
 * @param {HTMLInputElement} field
 */
function turn(button, field) {
  const shown = field.type === "text"
  field.type = shown ? "password" : "text"
  const words = button.querySelector("span")
  if (words) words.textContent = (shown ? button.dataset.show : button.dataset.hide) ?? ""
}

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button[data-shows]") : null
  if (!(button instanceof HTMLElement)) return
  const field = document.getElementById(button.dataset.shows ?? "")
  if (field instanceof HTMLInputElement) turn(button, field)
})

// A form that was refused or taken comes back as a new part of the page.
document.addEventListener("htmx:after:swap", () => offer(document))
offer(document)
