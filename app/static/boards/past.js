/**
 * What somebody did goes along from one view of a board to the other, so that it can still be
 * undone there. It lies in the tab from leaving one page until the next has taken it up.
 */
import { lazy } from "../lazy.js"
import { tabWords } from "../storage.js"

/** @typedef {import("./gesture.js").Desk} Desk */
/** @typedef {import("./gesture.js").Past} Past */
/** @typedef {import("./gesture.js").Entry} Entry */

/** What is taken along at most: a tab keeps a few megabytes. */
const MOST = 30

/** What takes back; there with the first thing to take back, for it is needed without a line too. */
export const undoing = lazy(() => import("./undo.js"))

/** Resolves once the page has the board. @param {Desk["store"]} store */
export async function known(store) {
  while (store.seq < 0) await new Promise((resolve) => store.addEventListener("change", resolve, { once: true }))
}

/** @param {HTMLElement} root a view of a board @param {Desk} desk @param {AbortSignal} signal */
export function takeAlong(root, desk, signal) {
  const { dataset } = root
  // Of another life of the log nothing can be undone, and that may begin while the page is open.
  const name = () => `past ${dataset.principal} ${dataset.board} ${dataset.epoch}`
  const leave = () => {
    write(name(), desk.past)
    // A page the browser keeps may come back, and takes up what was done meanwhile.
    Object.assign(desk.past, { done: [], undone: [] })
  }
  globalThis.addEventListener("pagehide", leave, { signal })
  globalThis.addEventListener("pageshow", (event) => event.persisted && takeUp(name(), desk), { signal })
  signal.addEventListener("abort", leave)
  desk.past.addEventListener("change", () => void undoing(), { signal, once: true })
  takeUp(name(), desk)
}

/** @param {string} name @param {Desk} desk */
function takeUp(name, { past, store }) {
  const found = read(name)
  if (!found) return
  past.done.unshift(...found.done)
  past.undone.unshift(...found.undone)
  past.changed()
  const after = [...found.done, ...found.undone].flatMap(({ changes }) => [...changes.values()].map((change) => change.after))
  void known(store).then(() => store.recall(after.filter(({ deleted }) => deleted)))
}

/** @param {string} name @returns {{ done: Entry[], undone: Entry[] } | null} */
function read(name) {
  try {
    const kept = JSON.parse(tabWords.get(name) ?? "null")
    tabWords.put(name, null)
    return kept && { done: kept.done.map(opened), undone: kept.undone.map(opened) }
  } catch {
    // It is not ours: there is nothing to undo.
    return null
  }
}

/** @param {string} name @param {Past} past */
function write(name, { done, undone }) {
  // Where there is no room the next page begins without.
  if (done.length + undone.length) tabWords.put(name, JSON.stringify({ done: done.slice(-MOST).map(closed), undone: undone.slice(-MOST).map(closed) }))
}

/** @param {Entry} entry */
const closed = (entry) => ({ ...entry, changes: [...entry.changes] })

/** @param {any} entry @returns {Entry} */
const opened = (entry) => ({ ...entry, changes: new Map(entry.changes) })
