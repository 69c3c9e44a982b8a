/**
 * Dots that wait on this device for boards that are not on the screen: they are sent from whatever page whoever gave them is
 * on by then. Above it they are told of while they wait, and where their vote was closed before they came.
 */
import { boardsHere } from "../boards/begun_elsewhere.js"
import { titleOf } from "../boards/leftover.js"
import { showDots } from "../boards/tray.js"
import { nt, t, together } from "../seldom.js"
import { LATER, database, post } from "./ballots.js"

/** @typedef {import("./ballots.js").Waiting} Waiting */

/** Milliseconds until what nobody answered is sent again. */
const AGAIN = 5_000

/** @type {Promise<void>} one round after the other */
let round = Promise.resolve()
/** @type {ReturnType<typeof setTimeout> | undefined} */
let again
/** Dots that came after their vote was closed, each with its board. @type {Map<string, string>} */
const late = new Map()
/** Why dots were not taken, each with its board. @type {Map<string, string>} */
const whys = new Map()
/** Cards of which somebody has read. @type {Set<string>} */
const read = new Set()

/** Send what waits for other boards than those on the page. @param {string} principal */
export function sendDots(principal) {
  return (round = round.then(() => send(principal)).catch(() => {}))
}

/** Tell of dots that came too late for a board that has just left the screen. @param {string} principal @param {string} board @param {string[]} dots */
export function tellLate(principal, board, dots) {
  for (const dot of dots) late.set(dot, board)
  return sendDots(principal)
}

/** @param {string} principal */
async function send(principal) {
  clearTimeout(again)
  const device = database(principal)
  if (navigator.onLine) for (const entry of await waiting(device)) if (!(await sendOne(device, principal, entry))) break
  const left = await waiting(device)
  show(left)
  if (left.length) again = setTimeout(() => void sendDots(principal), AGAIN)
}

/** @param {import("../device.js").Device} device @returns {Promise<Waiting[]>} */
async function waiting(device) {
  const shown = boardsHere()
  /** @type {Waiting[]} */
  const lying = await device.use((db) => db.getAll("ballots"))
  return lying.filter(({ board }) => !shown.has(board))
}

/** @param {import("../device.js").Device} device @param {string} principal @param {Waiting} entry @returns {Promise<boolean>} whether it was dealt with */
async function sendOne(device, principal, entry) {
  const answer = await post(entry)
  if (!answer || LATER.has(answer.x ?? "")) return false
  await device.use((db) => db.delete("ballots", entry.key))
  if ("BroadcastChannel" in globalThis) {
    const tabs = new BroadcastChannel(`votes-${principal}-${entry.board}`)
    tabs.postMessage("changed")
    tabs.close()
  }
  if (answer.x === "vote-closed" && entry.element !== null) late.set(entry.id, entry.board)
  // One that is taken back behind that was never there.
  else if (answer.x === "no-such-ballot") late.delete(entry.id)
  else if (answer.x && answer.say) whys.set(answer.say, entry.board)
  return true
}

/** @param {Waiting[]} left */
function show(left) {
  const tray = /** @type {HTMLElement | null} */ (document.querySelector("[data-returned]"))
  if (!tray) return
  const back = new Set(left.filter(({ element }) => element === null).map(({ id }) => id))
  const given = left.filter(({ id }) => !back.has(id)).map(({ board }) => board)
  const cards = [
    ...counted(given).map(([board, dots]) => card(board, waits(dots, titleOf(board)), { away: t("Hide this") })),
    ...counted(late.values()).map(([board, dots]) => card(board, cameLate(dots, titleOf(board)), { drop: () => forget(late, board) })),
    ...[...whys].map(([say, board]) => card(board, say, { drop: () => whys.delete(say) })),
  ]
  showDots(tray, cards.filter(({ id }) => !read.has(id)).map((each) => ({ ...each, drop: () => {
    each.drop()
    read.add(each.id)
    show(left)
  } })))
}

/** @param {Iterable<string>} boards @returns {[string, number][]} */
function counted(boards) {
  /** @type {Map<string, number>} */
  const found = new Map()
  for (const board of boards) found.set(board, (found.get(board) ?? 0) + 1)
  return [...found]
}

/** @param {string} board @param {string} say @param {{ away?: string, drop?: () => void }} how @returns {import("../boards/tray.js").Card} */
const card = (board, say, { away, drop = () => {} }) => ({ id: `dots ${board} ${say}`, say, words: "", copies: false, board, ...(away && { away }), drop })

/** @param {Map<string, string>} dots @param {string} board */
function forget(dots, board) {
  for (const [id, of] of dots) if (of === board) dots.delete(id)
}

/** @param {number} dots @param {string} board what it is called; empty where this page does not know it */
const waits = (dots, board) => together([
  board ? nt("%(n)s dot of yours on “%(board)s” waits to be sent.", "%(n)s dots of yours on “%(board)s” wait to be sent.", dots, { board }) : nt("%(n)s dot of yours on another board waits to be sent.", "%(n)s dots of yours on another board wait to be sent.", dots),
  nt("It counts only if it arrives before the vote closes.", "They count only if they arrive before the vote closes.", dots),
])

/** @param {number} dots @param {string} board */
const cameLate = (dots, board) => board
  ? nt("The vote on “%(board)s” is closed. %(n)s dot of yours came too late and was not counted.", "The vote on “%(board)s” is closed. %(n)s dots of yours came too late and were not counted.", dots, { board })
  : nt("The vote is closed. %(n)s dot of yours came too late and was not counted.", "The vote is closed. %(n)s dots of yours came too late and were not counted.", dots)
