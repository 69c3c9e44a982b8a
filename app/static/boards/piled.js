/** A group of the list whose notes lie in a pile: its first note is seen, and who reads may spread the others out for themselves. */
import { t } from "../seldom.js"
import { part, write } from "./note.js"

/** @param {HTMLElement} section @param {boolean} folded */
export function pile(section, folded) {
  const button = section.querySelector(":scope > .bd-gh > [data-spread]") ?? part(section, ":scope > .bd-gh").insertBefore(spreads(section), section.querySelector(":scope > .bd-gh > [data-menu]"))
  if (!(button instanceof HTMLElement)) return
  // What somebody is busy with stays in sight.
  const busy = !section.matches("[data-piled]") && part(section, ":scope > [data-notes]").contains(document.activeElement)
  button.hidden = !folded
  show(section, button, !folded || busy || button.ariaExpanded === "true")
}

/** @param {HTMLElement} section @param {HTMLElement} button @param {boolean} open */
function show(section, button, open) {
  section.toggleAttribute("data-piled", !open)
  // Folded the next time it begins as a pile.
  button.ariaExpanded = String(open && !button.hidden)
  write(button, open ? t("Lay them back on the pile") : t("See all of the pile"))
}

/** @param {HTMLElement} section */
function spreads(section) {
  const button = document.createElement("button")
  Object.assign(button, { type: "button", className: "btn btn-bare" })
  button.dataset.spread = ""
  button.addEventListener("click", () => show(section, button, section.matches("[data-piled]")))
  return button
}
