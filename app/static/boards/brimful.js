/** This device keeps as much as it may that is not sent: as long as that is so, the board says why nothing can be done. */
import { number, t } from "../later.js"
import { copy, part } from "./note.js"
import { MOST_WAITING } from "./outbox.js"

export const brimful = () => t("This device keeps at most %(most)s changes that are not sent. You can go on as soon as they are sent; what you have typed stays here.", { most: number(MOST_WAITING) })

/** @param {HTMLElement} root @param {import("./gesture.js").Desk} desk @param {AbortSignal} signal */
export function sayFull(root, { store, own }, signal) {
  /** @type {HTMLElement | null} */
  let shown = null
  const look = () => {
    if (store.full === (shown !== null)) return
    shown?.remove()
    shown = store.full ? notice(root) : null
    if (shown) own(brimful())
  }
  store.addEventListener("change", look, { signal })
  look()
}

/** @param {HTMLElement} root */
function notice(root) {
  const item = copy(root, "refused")
  part(item, "[data-say]").textContent = brimful()
  for (const none of ["[data-at]", "[data-text]", "[data-again]", "[data-drop]"]) part(item, none).hidden = true
  part(root, "[data-refused]").prepend(item)
  return item
}
