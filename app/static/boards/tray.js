/** Words that came back to somebody whose board is not on this screen, and notes that came late: shown above the step. */
import { clockTime, t, together } from "../seldom.js"
import { voice } from "../workshops/announcer.js"
import { copy, part } from "./note.js"
import { dropReturned, returnedTo } from "./returned.js"

/** @typedef {import("./returned.js").Returned} Returned */

/** @param {HTMLElement} tray */
export function showTray(tray) {
  const { principal = "" } = tray.dataset
  const boards = new Set([...document.querySelectorAll("[data-board]")].map((root) => /** @type {HTMLElement} */ (root).dataset.board))
  const items = returnedTo(principal).filter(({ late, board }) => late || !boards.has(board))
  const list = part(tray, "ul")
  const shown = new Map([...list.children].map((each) => [/** @type {HTMLElement} */ (each).dataset.kept, each]))
  for (const item of items) {
    if (!shown.delete(item.id)) list.append(drawn(tray, item, principal))
  }
  for (const gone of shown.values()) gone.remove()
}

/** @param {HTMLElement} tray @param {Returned} item @param {string} principal */
function drawn(tray, { id, late, say, at, title, op }, principal) {
  const item = copy(tray, "returned")
  const words = late && !say ? came(title, op) : together([say, title && t("You wrote it for “%(board)s”.", { board: title })])
  item.dataset.kept = id
  part(item, "[data-say]").textContent = words
  part(item, "[data-at]").textContent = clockTime(new Date(at))
  part(item, "[data-text]").textContent = op.t ?? ""
  const copying = part(item, "[data-copy]")
  copying.hidden = Boolean(late && !say) || !navigator.clipboard
  copying.addEventListener("click", () => void navigator.clipboard.writeText(op.t ?? "").then(() => voice.own(t("Copied.")), () => {}))
  part(item, "[data-drop]").addEventListener("click", () => dropReturned(principal, id))
  voice.say(together([words, op.t ?? ""]))
  return item
}

/** @param {string} title of the board; empty where this page does not know it @param {{ pm?: number }} op what was written alone names its reveal */
function came(title, { pm }) {
  if (pm && title) return t("Your note came after the reveal on “%(board)s”. It is not on its board yet: the facilitator takes late notes in.", { board: title })
  if (pm) return t("Your note came after its reveal. It is not on its board yet: the facilitator takes late notes in.")
  if (!title) return t("Your note came after writing had closed. The facilitator can still take it in.")
  return t("Your note came after writing had closed on “%(board)s”. The facilitator can still take it in.", { board: title })
}
