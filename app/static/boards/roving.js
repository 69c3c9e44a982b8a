/** One stop of Tab for the menus of each zone of the list: arrows lead from note to note, Home and End to the first and last. */

const MENUS = "[data-menu]:not([hidden]) > summary"
/** What is not in sight: words that were not looked for, and notes under the first of a pile. */
const UNSEEN = "[data-sifted], [data-piled] > [data-notes] > li + li"

/** @param {Element} zone @returns {HTMLElement[]} */
const menusOf = (zone) => [...zone.querySelectorAll(MENUS)].map((each) => /** @type {HTMLElement} */ (each))

/** Keep one menu of a zone in the order of Tab: the one that was used last, else the first in sight. @param {Element} zone */
export function rove(zone) {
  const menus = menusOf(zone)
  const seen = menus.filter((each) => !each.closest(UNSEEN))
  const used = seen.find((each) => each === document.activeElement) ?? seen.find((each) => each.getAttribute("tabindex") === "0") ?? seen[0]
  for (const each of menus) {
    const turn = each === used ? 0 : -1
    if (each.getAttribute("tabindex") !== String(turn)) each.tabIndex = turn
  }
}

/** Lead from menu to menu with the arrows. @param {HTMLElement} root @param {AbortSignal} signal */
export function leadByArrows(root, signal) {
  const menuAt = (/** @type {Event} */ { target }) => (target instanceof HTMLElement && target.matches(MENUS) ? target : null)
  root.addEventListener("focusin", (event) => {
    const zone = menuAt(event)?.closest("[data-zone]")
    if (zone) rove(zone)
  }, { signal })
  root.addEventListener("keydown", (event) => {
    const menu = menuAt(event)
    const zone = menu?.closest("[data-zone]")
    if (!menu || !zone || menu.parentElement?.hasAttribute("open") || event.altKey || event.ctrlKey || event.metaKey) return
    const menus = menusOf(zone).filter((each) => !each.closest(UNSEEN))
    const at = menus.indexOf(menu)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: menus.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    menus[Math.max(0, Math.min(to, menus.length - 1))]?.focus()
  }, { signal })
}
