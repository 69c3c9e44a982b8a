/**
 * Begins the page's line before the rest of the page's modules is there: over a weak network that is a second or more.
 * Only where the page came with a ticket.
 */
import { Connection } from "./connection.js"

const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-ticket]"))
const { ticket, tickets = "" } = page?.dataset ?? {}
const csrfToken = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=csrf-token]"))?.content ?? ""

// It is good once: a page that is kept on the device as it stands has none.
page?.removeAttribute("data-ticket")

/** Keeps what it hears until somebody listens. */
export const ahead = ticket ? new Connection({ ticketUrl: tickets, csrfToken, ticket }, { held: true }) : null
ahead?.open()
