/** What a page says of an error to the server: what failed and where, and nothing of what people do. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { report, sayable } from "../../app/static/reporting.js"

/** An error whose stack names a module of ours. */
const failed = (message, at = "https://baraza.example/static/0123456789ab/boards/store.js:251:13") => Object.assign(new TypeError(message), { stack: `TypeError: ${message}\n    at draw (${at})` })

test("an error is told by its class, its module and its line alone", () => {
  assert.deepEqual(sayable({ error: failed("Idle lab days") }), { kind: "TypeError", module: "boards/store.js", line: 251, version: "0123456789ab" })
  assert.deepEqual(sayable({ reason: failed("Idle lab days") }), { kind: "TypeError", module: "boards/store.js", line: 251, version: "0123456789ab" })
  assert.deepEqual(sayable({ error: "Idle lab days", filename: "https://baraza.example/static/page.js", lineno: 7 }), { kind: "Unknown", module: "page.js", line: 7, version: "" })
})

test("what is not ours, and what somebody only left, is not told", () => {
  assert.equal(sayable({ error: failed("no", "https://extension.example/content.js:1:1") }), null)
  assert.equal(sayable({ reason: new DOMException("left", "AbortError") }), null)
  assert.equal(sayable({ reason: undefined }), null)
})

test("a name that somebody gave an error is not told", () => {
  assert.equal(sayable({ error: Object.assign(failed("x"), { name: "Idle lab days" }) }).kind, "Unknown")
})

test("the same error is told once, and no more than five of a page", async () => {
  globalThis.document = { querySelector: () => ({ content: "token" }) }
  const bodies = []
  globalThis.fetch = async (address, { body, headers }) => (bodies.push([address, headers["X-CSRFToken"], JSON.parse(body).line]), { ok: true, status: 204 })

  for (const line of [1, 1, 2, 3, 4, 5, 6, 7]) await report({ error: failed("x", `https://baraza.example/static/page.js:${line}:1`) })

  assert.deepEqual(bodies, [1, 2, 3, 4, 5].map((line) => ["/client-errors/", "token", line]))
})
