/**
 * Something was picked up, and the next press says where it goes: nothing has to be held down on the way, and one may look
 * elsewhere first. Fetched when somebody wants to point.
 */
import { t } from "../seldom.js"
import { isKin, takesIn } from "./asking.js"

/** @typedef {import("./gesture.js").Desk} Desk */
/** @typedef {import("./reducer.js").Element} Note */
/** @typedef {import("./deeds.js").Where} Where */

/** What was picked up before and still waits: it is left where it is. @type {AbortController | null} */
let before = null

/** Say what is waited for, until whoever picked it up has shown the place or leaves it. @param {HTMLElement} root @param {Desk} desk @param {string} words */
export function pickUp(root, desk, words) {
  before?.abort()
  const over = (before = new AbortController())
  const { signal } = over
  const toast = Object.assign(document.createElement("div"), { className: "toast bd-toast" })
  toast.dataset.picking = ""
  const leave = Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: t("Leave it") })
  leave.addEventListener("click", () => over.abort(), { signal })
  toast.append(Object.assign(document.createElement("span"), { textContent: words }), leave)
  root.append(toast)
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return
    // The board may have gone with its step.
    if (root.isConnected) event.stopPropagation()
    over.abort()
  }, { signal, capture: true })
  signal.addEventListener("abort", () => toast.remove())
  leave.focus()
  desk.own(words)
  return over
}

/** Where in the list, by a press on what it goes before, or on the title of a zone or group. @param {HTMLElement} root @param {Desk} desk @param {Note} note @returns {Promise<Where | null>} */
export function pointed(root, desk, note) {
  const over = pickUp(root, desk, t("Press what it should lie before, or the title of a zone or group."))
  const picked = root.querySelector(`[data-note="${CSS.escape(note.id)}"]`)
  picked?.toggleAttribute("data-picked", true)
  return new Promise((resolve) => {
    root.querySelector("[data-zones]")?.addEventListener("click", (event) => {
      event.preventDefault()
      event.stopPropagation()
      const where = event.target instanceof Element ? placeAt(event.target, note, desk.store.shown.elements) : null
      if (!where) return
      resolve(where)
      over.abort()
    }, { signal: over.signal, capture: true })
    over.signal.addEventListener("abort", () => {
      picked?.toggleAttribute("data-picked", false)
      resolve(null)
    })
  })
}

/** What a press in the list means for what was picked up. @param {Element} pressed @param {Note} note @param {ReadonlyMap<string, Note>} elements @returns {Where | null} */
function placeAt(pressed, note, elements) {
  const item = /** @type {HTMLElement | null} */ (pressed.closest("[data-note]"))
  const zone = /** @type {HTMLElement | null} */ (pressed.closest("[data-zone]"))?.dataset.zone ?? ""
  const there = elements.get(item?.dataset.note ?? "")
  if (!there) return zone ? { zone, parent: null } : null
  if (there.id === note.id) return null
  if (item?.dataset.group !== undefined && takesIn(there, note, elements)) return { zone, parent: there.id }
  const holds = elements.get(there.parent ?? "")
  const fits = holds === undefined || takesIn(holds, note, elements)
  return isKin(there, note) && fits ? { zone, parent: there.parent, before: there.id } : null
}
