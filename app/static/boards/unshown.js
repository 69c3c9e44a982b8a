/**
 * One's own notes that facilitators alone see beside oneself, for they are late, to be looked at first, or hidden. Where nobody is
 * named, a workshop that is closed shows them to their authors no more: nobody can tell whose they are. So their words are
 * kept on this device, and come back to whoever wrote them (`fates.js`); so they do where a facilitator deletes such a note,
 * or one that everybody saw while its board is open (`returned.js` keeps its words from that moment on). What pages of
 * other boards keep the server names to them (`fates.js`).
 */
import { lazy } from "../lazy.js"
import { inboxOf } from "./reducer.js"
import { keepUnshown as keep, returnedTo, unshownOn } from "./returned.js"

const following = lazy(() => import("./fates.js"))

/** @param {HTMLElement} root the board's part of a page @param {import("./store.js").BoardStore} store @param {AbortSignal} signal */
export function keepUnshown(root, store, signal) {
  const { principal = "", board = "" } = root.dataset
  /** @type {Map<string, boolean>} notes of which it was asked what became of them, and whether they were there then */
  const asked = new Map()
  const taken = () => returnedTo(principal).flatMap(({ board: of, fate, op: { id = "" } }) => (of === board && fate === "taken" ? [id] : []))
  const isHere = (/** @type {string} */ id) => store.shown.elements.get(id)?.deleted === false
  const look = () => {
    if (store.seq < 0) return
    const inbox = inboxOf(store.context.seat)
    const here = [...store.shown.elements.values()].filter(({ audience, text, deleted }) => audience === inbox && text && !deleted)
    // What the server has here in another way was shown to all; what it does not have is still to come, or out of sight.
    const others = unshownOn(principal, board).filter(({ id, open }) => (open || !store.has(id) || !isHere(id)) && !here.some((each) => each.id === id))
    keep(principal, board, [...others, ...here.map(({ id, text, zone }) => ({ id, text, zone }))])
    // One's own deletion may still be on its way: who deleted it only the server knows.
    const gone = others.filter(({ id, open }) => !isHere(id) && (open || store.has(id)) && !store.waiting.has(id)).map(({ id }) => id)
    const back = taken().filter(isHere)
    for (const [id, was] of asked) if (was !== isHere(id)) asked.delete(id)
    const news = [...gone, ...back].filter((id) => !asked.has(id))
    for (const id of news) asked.set(id, isHere(id))
    if (news.length) void following().then(({ followNotes }) => followNotes(principal)).catch(() => news.forEach((id) => asked.delete(id)))
  }
  for (const id of taken()) store.claim(id)
  store.addEventListener("change", look, { signal })
  look()
}
