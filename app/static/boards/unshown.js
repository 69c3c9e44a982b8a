/**
 * One's own notes that facilitators alone see beside oneself, for they are late, to be looked at first, or hidden. Where nobody is
 * named, a workshop that is closed shows them to their authors no more: nobody can tell whose they are. So their words are
 * kept on this device, and come back to whoever wrote them.
 */
import { t } from "../seldom.js"
import { deviceWords } from "../storage.js"
import { inboxOf } from "./reducer.js"
import { keepReturned } from "./returned.js"

/** @typedef {{ id: string, text: string, zone: string }} Kept */

/** @param {HTMLElement} root the board's part of a page @param {import("./store.js").BoardStore} store @param {AbortSignal} signal */
export function keepUnshown(root, store, signal) {
  const { principal = "", board = "", called = "" } = root.dataset
  const name = `unshown ${principal} ${board}`
  const look = () => {
    if (store.seq < 0) return
    const { elements } = store.shown
    const inbox = inboxOf(store.context.seat)
    const here = [...elements.values()].filter(({ audience, text, deleted }) => audience === inbox && text && !deleted)
    // What is here in another way was shown to all or deleted; what is not here at all went out of sight.
    const gone = keptUnder(name).filter(({ id }) => !elements.has(id))
    if ("over" in root.dataset) {
      for (const { id, text, zone } of gone) keepReturned(principal, { id: `unshown ${id}`, board, title: called, say: t("The workshop is closed, and your note was not shown to all. It is on this device alone."), at: Date.now(), late: true, op: { k: "el.add", id, t: text, zone } })
      gone.length = 0
    }
    const kept = [...gone, ...here.map(({ id, text, zone }) => ({ id, text, zone }))]
    deviceWords.put(name, kept.length ? JSON.stringify(kept) : null)
  }
  store.addEventListener("change", look, { signal })
  look()
}

/** @param {string} name @returns {Kept[]} */
const keptUnder = (name) => JSON.parse(deviceWords.get(name) ?? "[]")
