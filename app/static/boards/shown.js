/**
 * The boards as they were last shown on this device, for whoever opens them again without a line: the page
 * around a board, and what lay on it. Only of the person who is here: whoever comes next finds nothing of it.
 */
import { deviceWords } from "../storage.js"
import { openDB } from "../vendor/idb-8.0.4.js"

/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {{ path: string, view: string, principal: string, version: string, language: string, direction: string, title: string, token: string, sheets: string[], body: string, frame: Frame, board: string, at: number, until?: number }} Page `until`: when the session of a person with an account ends */
/** @typedef {{ board: string, principal: string, state: ReturnType<import("./store.js").BoardStore["asleep"]> }} Board */

export const NAME = "baraza-shown"
/** Pages kept; the oldest goes first. */
const MOST = 6
/** For so long a guest's seat waits, too. */
const LONGEST = 7 * 24 * 60 * 60 * 1000

const database = () => openDB(NAME, 1, {
  upgrade(/** @type {any} */ db) {
    db.createObjectStore("pages", { keyPath: ["path", "view"] })
    db.createObjectStore("boards", { keyPath: "board" })
  },
  // Whoever takes it all away is not kept waiting.
  blocking: (/** @type {number} */ _now, /** @type {number | null} */ _then, /** @type {any} */ event) => event.target.close(),
})

/** @template T @param {(db: any) => Promise<T>} deed @returns {Promise<T>} */
async function withIt(deed) {
  const db = await database()
  try {
    return await deed(db)
  } finally {
    db.close()
  }
}

/** @param {Page} page @param {Board} board */
export const keepShown = (page, board) => withIt(async (db) => {
  const tx = db.transaction(["pages", "boards"], "readwrite")
  const [pages, boards] = [tx.objectStore("pages"), tx.objectStore("boards")]
  void pages.put(page)
  void boards.put(board)
  const all = /** @type {Page[]} */ (await pages.getAll()).sort((one, other) => other.at - one.at)
  const fresh = all.slice(0, MOST).filter(isFresh)
  const left = new Set(fresh.map((each) => each.board))
  for (const each of all) if (!fresh.includes(each)) void pages.delete([each.path, each.view])
  for (const key of await boards.getAllKeys()) if (!left.has(key)) void boards.delete(key)
  await tx.done
})

/** The pages of somebody, the latest first. @param {string} principal @returns {Promise<Page[]>} */
export const pagesOf = (principal) => withIt(async (db) => {
  const all = /** @type {Page[]} */ (await db.getAll("pages"))
  return all.filter((each) => each.principal === principal && isFresh(each)).sort((one, other) => other.at - one.at)
})

/** @param {Page} page */
const isFresh = ({ at, until = Infinity }) => at > Date.now() - LONGEST && until > Date.now()

/** @param {string} board @returns {Promise<Board | undefined>} */
export const boardShown = (board) => withIt((db) => db.get("boards", board))

/** Refusals that say nothing of the person: another window, a token that is too old. */
const NOBODYS_FAULT = new Set(["too-many-sockets", "stale-form"])

/** Whoever the house turns away, for they were shown out or signed out elsewhere, keeps nothing of it. @param {EventTarget} connection @param {() => void} [out] @param {AbortSignal} [signal] */
export function forgetWhenRefused(connection, out = () => {}, signal) {
  connection.addEventListener("refused", (event) => {
    if (NOBODYS_FAULT.has(/** @type {CustomEvent} */ (event).detail?.x)) return
    out()
    void forgetOthers("").catch(() => {})
  }, { signal })
}

/** Leave only what is this person's. @param {string} principal empty: nobody's */
export const forgetOthers = (principal) => withIt(async (db) => {
  const tx = db.transaction(["pages", "boards"], "readwrite")
  for (const name of ["pages", "boards"]) {
    const store = tx.objectStore(name)
    for (const key of await store.getAllKeys()) if ((await store.get(key)).principal !== principal) void store.delete(key)
  }
  await tx.done
})

/** Which house this page is from: the folder of its files. */
export const version = () => new URL("../", import.meta.url).pathname

/** Whose device this is by now. */
export const whose = () => deviceWords.get("whose")
