/** Fetching the ticket with which a page shows its socket who it is. */

import { request } from "./request.js"

/** @typedef {{ x: string, say?: string }} Refusal */

const PATIENCE = 10_000

/**
 * Ask for a ticket. Neither a ticket nor a refusal means: the server was not reached, or is not well.
 * @param {{ ticketUrl: string, csrfToken: string }} page
 * @returns {Promise<{ ticket?: string, refusal?: Refusal }>}
 */
export async function fetchTicket({ ticketUrl, csrfToken }) {
  try {
    return await request(ticketUrl, { method: "POST", headers: { Accept: "application/json", "X-CSRFToken": csrfToken }, begin: PATIENCE }, async (answer) => {
      if (answer.ok) return { ticket: (await answer.json()).ticket }
      return isFinal(answer.status) ? { refusal: await refusalIn(answer) } : {}
    })
  } catch {
    return {}
  }
}

/**
 * Whether asking again would be answered the same: a 4xx, but for those that say "later".
 * @param {number} status
 */
export function isFinal(status) {
  return status >= 400 && status < 500 && status !== 408 && status !== 429
}

/**
 * What the server says, or at least the status, if it answered with a page.
 * @param {Response} answer
 * @returns {Promise<Refusal>}
 */
async function refusalIn(answer) {
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json")
  const said = isJson ? await answer.json() : {}
  return { x: said.x ?? `http-${answer.status}`, say: said.say }
}
