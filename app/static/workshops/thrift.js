/**
 * How much data this page has used, in words, and the switch to use less: no cursors and no word of who is here,
 * images when one asks for them, and a look at the stage less often where sockets are blocked. The device remembers it.
 */
import { t } from "../seldom.js"
import { thrifty } from "./thrifty.js"

const YEAR = 365 * 24 * 60 * 60
const MEGA = 1_000_000
/** About what the headers of a request weigh: no browser tells. */
const HEADERS = 500

/** @typedef {{ received: number, sent: number }} Traffic in bytes */

/** Fill the menu of one's own seat. @param {HTMLElement} menu @param {Traffic} socket what went over the page's socket */
export function showThrift(menu, socket) {
  const pop = /** @type {HTMLElement} */ (menu.querySelector(".pop"))
  const place = pop.querySelector("[data-thrift]") ?? pop.appendChild(made())
  const words = /** @type {HTMLElement} */ (place.querySelector("p"))
  const tell = () => {
    const { received, sent } = used(socket)
    words.textContent = t("%(received)s received and %(sent)s sent so far, about.", { received: inWords(received), sent: inWords(sent) })
  }
  tell()
  const again = setInterval(() => (menu.hasAttribute("open") ? tell() : clearInterval(again)), 2000)
}

/** What the page received and sent since it was opened. @param {Traffic} socket @returns {Traffic} */
export function used(socket) {
  const entries = /** @type {PerformanceResourceTiming[]} */ ([...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")])
  const received = entries.reduce((sum, { transferSize }) => sum + (transferSize || 0), socket.received)
  return { received, sent: entries.length * HEADERS + socket.sent }
}

/** As one says it: 0.4 MB, or 30 kB where that is next to nothing. @param {number} bytes */
export function inWords(bytes) {
  const large = bytes >= MEGA / 10
  const [value, unit] = large ? [bytes / MEGA, "megabyte"] : [bytes / 1000, "kilobyte"]
  return new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, maximumFractionDigits: large ? 1 : 0 }).format(value)
}

/** The switch, and where the words go. */
function made() {
  const place = document.createElement("div")
  place.className = "thrift small"
  place.dataset.thrift = ""
  const label = Object.assign(document.createElement("label"), { className: "tick" })
  const tick = Object.assign(document.createElement("input"), { type: "checkbox", checked: thrifty() })
  tick.setAttribute("role", "switch")
  const says = Object.assign(document.createElement("span"), { textContent: t("Use less data") })
  says.append(Object.assign(document.createElement("span"), { className: "hint", textContent: t("No cursors of others, images only on tap.") }))
  label.append(tick, says)
  place.append(label, Object.assign(document.createElement("p"), { className: "soft num" }))
  tick.addEventListener("change", () => {
    document.cookie = `lite=${tick.checked ? "yes" : "no"}; path=/; max-age=${YEAR}; samesite=lax`
    location.reload()
  })
  return place
}
