/**
 * What somebody began on boards that are not on the screen, and has not sent. It stays where its field finds it again when
 * the board comes back (`drafts.js`, `half.js`, `begun.js`, `text/jotted.js`); until then it is shown wherever they are.
 */
import { livingPages } from "../device.js"
import { mark } from "../i18n.js"
import { deviceWords, tabWords } from "../storage.js"
import { database } from "./text/jotted.js"

/** @typedef {{ id: string, board: string, words: string }} Begun */

/** @param {string} principal @returns {Promise<{ found: Begun[], more: boolean, lies: boolean }>} `more`: other pages look after some of it just now; `lies`: some lies here, read or not */
export async function begunElsewhere(principal) {
  const shown = boardsHere()
  /** @type {Begun[]} */
  const found = []
  const add = (/** @type {string} */ board, /** @type {string} */ field, /** @type {string} */ kept) => {
    const words = inWords(kept)
    const known = found.some((each) => each.board === board && each.words.includes(words))
    if (board && !shown.has(board) && words.trim() && !known) found.push({ id: `begun ${board} ${field}`, board, words })
  }
  for (const name of tabWords.names()) {
    const [kind, whose, board = "", field = ""] = name.split(" ")
    if (whose !== principal) continue
    if (kind === "draft") add(board, field, tabWords.get(name) ?? "")
    // What the tab keeps where the device keeps nothing.
    if (kind === "words") add(board.split(".")[0] ?? "", field, mine(tabWords.get(name)))
  }
  const isLiving = await livingPages()
  for (const name of deviceWords.names()) {
    const [kind, whose, board = "", field = ""] = name.split(" ")
    const early = kind === "early" && whose === principal ? JSON.parse(deviceWords.get(name) ?? "null") : null
    if (early && !isLiving(early)) add(board, field, early.words)
  }
  const rows = await lying(principal)
  for (const { board, note, seen, lock, words } of rows) if (!isLiving({ seen, lock })) add(board.split(" ")[0] ?? "", note.split(" ")[0] ?? "", words.mine)
  const elsewhere = rows.filter(({ board }) => !shown.has(board.split(" ")[0] ?? ""))
  return { found: found.filter(({ id, words }) => deviceWords.get(read(principal, id)) !== mark(words)), more: elsewhere.some(isLiving), lies: found.length > 0 }
}

/** The boards on the screen. */
export const boardsHere = () => new Set([...document.querySelectorAll("[data-board]")].map((root) => /** @type {HTMLElement} */ (root).dataset.board ?? ""))

/** True for words that no server has, or none shows to whoever wrote them. @param {import("./returned.js").Returned} item */
export const isOnlyHere = ({ late, say, fate }) => Boolean(!late || say || fate === "gone" || fate === "taken")

/** They have read that it waits there. @param {string} principal @param {Begun} begun */
export function dropBegun(principal, { id, words }) {
  deviceWords.put(read(principal, id), mark(words))
}

/** What was hidden before comes once more where it is the last time: at the end, and for somebody who was removed. @param {string} principal @param {string} id */
const read = (principal, id) => `${document.querySelector("[data-returned][data-shut], [data-mood=ended]:not([hidden])") ? "ended" : "read"} ${principal} ${id}`

/** The words themselves of those that are kept with what they began from (`text/jotted.js`). @param {string | null} kept */
const mine = (kept) => String(JSON.parse(kept ?? "null")?.mine ?? "")

/** A plane keeps beside the words where they are to go. @param {string} kept */
function inWords(kept) {
  if (!kept.startsWith('{"job"')) return kept
  try {
    return String(JSON.parse(kept).words)
  } catch {
    return kept
  }
}

/** @param {string} principal @returns {Promise<{ board: string, note: string, seen: number, lock?: string, words: { mine: string } }[]>} */
async function lying(principal) {
  const isKept = deviceWords.names().some((name) => name.startsWith(`kept ${principal} `))
  return isKept ? database(principal).use((db) => db.getAll("words")).catch(() => []) : []
}
