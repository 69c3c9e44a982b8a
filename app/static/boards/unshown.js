/**
 * One's own notes that facilitators alone see beside oneself, for they are late, to be looked at first, or hidden. Where nobody is
 * named, a workshop that is closed shows them to their authors no more: nobody can tell whose they are. So their words are
 * kept on this device, and come back to whoever wrote them (`fates.js`).
 */
import { inboxOf } from "./reducer.js"
import { keepUnshown as keep, unshownOn } from "./returned.js"

/** @param {HTMLElement} root the board's part of a page @param {import("./store.js").BoardStore} store @param {AbortSignal} signal */
export function keepUnshown(root, store, signal) {
  const { principal = "", board = "" } = root.dataset
  const look = () => {
    if (store.seq < 0) return
    const inbox = inboxOf(store.context.seat)
    const here = [...store.shown.elements.values()].filter(({ audience, text, deleted }) => audience === inbox && text && !deleted)
    // What the server has here in another way was shown to all or deleted; what it does not have is still to come, or out of sight.
    const others = unshownOn(principal, board).filter(({ id }) => !store.has(id) && !here.some((each) => each.id === id))
    keep(principal, board, [...others, ...here.map(({ id, text, zone }) => ({ id, text, zone }))])
  }
  store.addEventListener("change", look, { signal })
  look()
}
