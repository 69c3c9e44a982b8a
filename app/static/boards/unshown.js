/**
 * One's own notes that facilitators alone see beside oneself, for they are late, to be looked at first, or hidden. Where nobody is
 * named, a workshop that is closed shows them to their authors no more: nobody can tell whose they are. So their words are
 * kept on this device, and come back to whoever wrote them (`fates.js`); so they do where a facilitator deletes such a note.
 */
import { lazy } from "../lazy.js"
import { inboxOf } from "./reducer.js"
import { keepUnshown as keep, unshownOn } from "./returned.js"

const following = lazy(() => import("./fates.js"))

/** @param {HTMLElement} root the board's part of a page @param {import("./store.js").BoardStore} store @param {AbortSignal} signal */
export function keepUnshown(root, store, signal) {
  const { principal = "", board = "" } = root.dataset
  /** @type {Set<string>} deleted notes of which it was asked who deleted them */
  const asked = new Set()
  const look = () => {
    if (store.seq < 0) return
    const inbox = inboxOf(store.context.seat)
    const here = [...store.shown.elements.values()].filter(({ audience, text, deleted }) => audience === inbox && text && !deleted)
    // What the server has here in another way was shown to all; what it does not have is still to come, or out of sight.
    const others = unshownOn(principal, board).filter(({ id }) => (!store.has(id) || isGone(id)) && !here.some((each) => each.id === id))
    keep(principal, board, [...others, ...here.map(({ id, text, zone }) => ({ id, text, zone }))])
    for (const { id } of here) asked.delete(id)
    // One's own deletion may still be on its way: who deleted it only the server knows.
    const gone = others.filter(({ id }) => isGone(id) && !store.waiting.has(id) && !asked.has(id))
    for (const { id } of gone) asked.add(id)
    if (gone.length) void following().then(({ followNotes }) => followNotes(principal)).catch(() => gone.forEach(({ id }) => asked.delete(id)))
  }
  const isGone = (/** @type {string} */ id) => Boolean(store.shown.elements.get(id)?.deleted)
  store.addEventListener("change", look, { signal })
  look()
}
