/**
 * On a page without a board and without a line to a room: sends what waits on this device by HTTP, and shows what came
 * back to whoever wrote it. A page loads it where something may lie here (`page.js`).
 */
import { sendLeftovers } from "./leftover.js"
import { mayLie, returnedTo } from "./returned.js"

const AGAIN = 3_000

/** Begin: what waits is sent now and whenever there is a line again. @param {HTMLElement} tray where words come back */
export function bringBack(tray) {
  const { principal = "" } = tray.dataset
  const csrfToken = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=csrf-token]"))?.content ?? ""
  const connection = Object.assign(new EventTarget(), { state: "lost", emit: () => Promise.resolve(null) })

  const send = () => void sendLeftovers({ principal, csrfToken, connection }, new Set())

  function show() {
    if (!returnedTo(principal).length && !mayLie(principal) && !tray.querySelector("li")) return
    void import("./tray.js").then(({ showTray }) => showTray(tray), () => setTimeout(show, AGAIN))
  }

  document.addEventListener("words:returned", show)
  document.addEventListener("outbox:left", (event) => {
    if (/** @type {CustomEvent} */ (event).detail.waiting) setTimeout(send, AGAIN)
  })
  globalThis.addEventListener("online", send)
  show()
  send()
}
