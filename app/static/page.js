/** What every page does: an open menu closes with Escape, and when one clicks elsewhere. */

/** @param {Element} except */
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(except)) menu.removeAttribute("open")
  }
}

document.addEventListener("click", (event) => {
  if (event.target instanceof Element) closeMenus(event.target)
})

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !(document.activeElement instanceof HTMLElement)) return
  const menu = document.activeElement.closest("details.menu[open]")
  closeMenus(document.documentElement)
  menu?.querySelector("summary")?.focus()
})
