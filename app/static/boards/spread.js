/** How the list lies on the screen: one zone at a time on a phone, all of them on a wide one; and where an address leads. */

import { loaded } from "../lazy.js"
import { bring, laidAlready } from "./side_by_side.js"

/** @typedef {import("./list.js").List} List */

const room = matchMedia("(min-width: 60rem)")

/** What a wide screen needs to look as it should; a phone never loads it. */
function dress() {
  const href = new URL("../css/components/board-wide.css", import.meta.url).href
  if (!room.matches || [.../** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll("link[rel=stylesheet]"))].some((sheet) => sheet.href === href)) return
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }))
}

dress()

/** @typedef {{ root: HTMLElement, list: List, store: import("./store.js").BoardStore, hands: () => Promise<unknown> }} Page */

/** Lay the list out, now and whenever the screen is another. @param {Page} page @param {AbortSignal} signal */
export function lay(page, signal) {
  wide(page, signal)
  const { store } = page
  const known = new AbortController()
  const look = () => {
    if (store.seq < 0) return
    known.abort()
    arrive(page, signal)
  }
  store.addEventListener("change", look, { signal: known.signal })
  look()
}

/** On a wide screen all zones stand open, with their places beside them; on a phone one at a time. @param {Page} page @param {AbortSignal} signal */
function wide({ root, list, hands }, signal) {
  const spread = () => {
    dress()
    for (const [index, zone] of root.querySelectorAll("details[data-zone]").entries()) {
      if (laidAlready(root)) continue
      if (room.matches) zone.removeAttribute("name")
      else zone.setAttribute("name", "zone")
      zone.toggleAttribute("open", room.matches || index === 0)
    }
    if (room.matches) void Promise.all([loaded(() => import("./places.js")), hands()]).then(([{ Places }]) => new Places(root, signal))
  }
  room.addEventListener("change", spread, { signal })
  if (room.matches) spread()
  // Which note one is at stands in the address, so that another view of the board begins there.
  const at = (/** @type {Element | null} */ place) => {
    const item = /** @type {HTMLElement | null | undefined} */ (place?.closest("[data-note]"))
    if (item?.id) choose(root, list, item.id)
  }
  root.addEventListener("focusin", ({ target }) => at(/** @type {Element} */ (target)), { signal })
  if (root.contains(document.activeElement)) at(document.activeElement)
}

/** Go to the note the address names. @param {Page} page @param {AbortSignal} signal */
function arrive({ root, list }, signal) {
  const go = () => {
    const id = location.hash.slice(1)
    const item = list.item(id)
    if (!item) return
    const zone = item.closest("details[data-zone]")
    if (zone) bring(root, zone)
    item.scrollIntoView({ block: "center" })
    choose(root, list, id)
    item.querySelector("summary")?.focus({ preventScroll: true })
  }
  globalThis.addEventListener("hashchange", go, { signal })
  go()
}

/** @param {HTMLElement} root @param {List} list @param {string} id */
function choose(root, list, id) {
  for (const before of root.querySelectorAll("[data-chosen]")) before.removeAttribute("data-chosen")
  list.item(id)?.setAttribute("data-chosen", "")
  if (location.hash !== `#${id}`) history.replaceState(history.state, "", `#${id}`)
}
