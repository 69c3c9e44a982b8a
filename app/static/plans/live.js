/**
 * A plan's page that is open hears when the plan changes, and asks for itself again.
 *
 * Nothing is lost while there is no socket: the page asks once more when it is back. It also says that somebody looked.
 */
import { Connection } from "../realtime/connection.js"

const page = /** @type {HTMLElement} */ (document.querySelector("[data-plan]"))
const csrfToken = document.querySelector("meta[name=csrf-token]")?.getAttribute("content") ?? ""
const connection = new Connection({ ticketUrl: page.dataset.tickets ?? "", csrfToken })
const changed = () => document.body.dispatchEvent(new CustomEvent("plan:changed"))
let before = false

connection.addEventListener("open", () => {
  connection.emit("watch", { plan: page.dataset.plan }).catch(() => undefined)
  if (before) changed()
  before = true
})
connection.addEventListener("message:plan:changed", changed)
connection.open()

// Whoever leaves the page at once looked at it too: the word of it is sent also while another page is opened.
const look = /** @type {HTMLFormElement | null} */ (document.querySelector("form.look"))
if (look) fetch(look.action, { method: "POST", body: new FormData(look), headers: { "X-CSRFToken": csrfToken }, keepalive: true }).catch(() => undefined)
