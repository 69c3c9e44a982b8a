/**
 * Tells the server that something in this page failed: the class of the error, our module and its line, and of which
 * version. Nothing of what people wrote or did: no message, no stack, no address. Few times, and each thing once.
 */
import { request } from "./realtime/request.js"

const ADDRESS = "/client-errors/"
const MOST = 5

/** A module of ours in a stack or an address: its version, its path and the line. */
const OURS = /\/static\/(?:([0-9a-f]{12})\/)?([\w./-]+\.js)(?::(\d+))?/

/** @type {Set<string>} */
const told = new Set()

/** What may be said of an error; null where it is none of ours, or somebody only left. Pure. @param {{ error?: unknown, reason?: unknown, filename?: string, lineno?: number }} event */
export function sayable({ error, reason, filename = "", lineno = 0 }) {
  const thrown = error ?? reason
  const kind = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : "Unknown"
  const [, version = "", module, line = lineno] = OURS.exec(thrown instanceof Error && thrown.stack ? thrown.stack : filename) ?? OURS.exec(filename) ?? []
  if (!module || kind === "AbortError") return null
  return { kind: /^[A-Z][A-Za-z]{1,39}$/.test(kind) ? kind : "Unknown", module, line: Number(line), version }
}

/** @param {Event} event an `error` or an `unhandledrejection` */
export async function report(event) {
  const error = sayable(/** @type {ErrorEvent & PromiseRejectionEvent} */ (event))
  const key = JSON.stringify(error)
  if (!error || told.has(key) || told.size >= MOST) return
  told.add(key)
  const token = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=csrf-token]"))?.content ?? ""
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token }
  await request(ADDRESS, { method: "POST", headers, body: key }, () => {}).catch(() => {})
}
