/** What stands between the house and its pages where a browser lets it. */
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { mock, test } from "node:test"
import vm from "node:vm"

const SOURCE = readFileSync(new URL("../../app/static/worker.js", import.meta.url), "utf8")
const HOUSE = { root: "/static/a/", shell: "/reopened/", shown: "baraza-shown", first: [], files: {} }

/** A worker that keeps the empty page; `answer` is how the house answers. */
function hired(answer) {
  const [listeners, gone] = [{}, []]
  const deleted = { addEventListener: (name, deed) => name === "success" && setImmediate(deed) }
  vm.runInNewContext(SOURCE, {
    HOUSE, URL, Promise, setTimeout,
    addEventListener: (name, deed) => (listeners[name] = deed),
    location: { origin: "https://house" },
    caches: { match: async () => "the empty page" },
    indexedDB: { deleteDatabase: (name) => (gone.push(name), deleted) },
    fetch: answer,
  })
  const ask = (path, method = "GET") => {
    const work = []
    const given = (each) => void work.push(each)
    listeners.fetch({ request: { url: `https://house${path}`, method, mode: "navigate" }, respondWith: given, waitUntil: given })
    return work[0]
  }
  return { ask, gone, say: (data) => listeners.message({ data, waitUntil: () => {} }) }
}

test("whoever signs out or hands the phone on leaves no board behind", async () => {
  const { ask, gone } = hired(() => {})

  await ask("/w/a-1/phone/turn/", "POST")
  await ask("/w/a-1/phone/", "POST")
  await ask("/sign-out/", "POST")
  assert.equal(gone.length, 3)
  assert.deepEqual([ask("/w/a-1/recovery-codes/", "POST"), ask("/w/a-1/phone/"), gone.length], [undefined, undefined, 3])
})

test("who waits too long for a page is shown what lies here", async () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  const { ask } = hired(() => new Promise(() => {}))
  const shown = ask("/w/a-1/")
  await new Promise(setImmediate)
  mock.timers.tick(8_000)

  assert.equal(await shown, "the empty page")
  mock.timers.reset()
})

test("who has waited so long already waits for the page itself, once", async () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  const given = []
  const { ask, say } = hired(() => new Promise((resolve) => given.push(resolve)))
  say({ awaited: "/w/a-1/" })
  const shown = ask("/w/a-1/")
  await new Promise(setImmediate)
  mock.timers.tick(60_000)
  given[0]({ status: 200 })
  assert.deepEqual(await shown, { status: 200 })

  const next = ask("/w/a-1/")
  await new Promise(setImmediate)
  mock.timers.tick(8_000)
  assert.equal(await next, "the empty page")
  mock.timers.reset()
})
