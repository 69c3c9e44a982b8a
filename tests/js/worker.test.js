/** What stands between the house and its pages where a browser lets it. */
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { mock, test } from "node:test"
import vm from "node:vm"

const SOURCE = readFileSync(new URL("../../app/static/worker.js", import.meta.url), "utf8")
const HOUSE = { root: "/static/a/", shell: "/reopened/", shown: "baraza-shown", first: [], files: {} }

/** What a browser keeps by address, in caches by name. */
class Caches {
  named = new Map()
  async open(name) {
    const kept = this.named.get(name) ?? new Map()
    this.named.set(name, kept)
    return { match: async (request) => kept.get(request.url ?? request), put: async (request, answer) => void kept.set(request.url ?? request, answer) }
  }
  match = async (request) => (request === HOUSE.shell ? "the empty page" : [...this.named.values()].map((kept) => kept.get(request.url)).find(Boolean))
  keys = async () => [...this.named.keys()]
  delete = async (name) => this.named.delete(name)
}

/** A worker that keeps the empty page; `answer` is how the house answers, `open` which pages are open. */
function hired(answer, { caches = new Caches(), open = [] } = {}) {
  const [listeners, gone] = [{}, []]
  const deleted = { addEventListener: (name, deed) => name === "success" && setImmediate(deed) }
  vm.runInNewContext(SOURCE, {
    HOUSE, URL, Promise, setTimeout, Set, Error,
    addEventListener: (name, deed) => (listeners[name] = deed),
    location: { origin: "https://house" },
    caches,
    clients: { matchAll: async () => open, claim: async () => {} },
    skipWaiting: async () => {},
    indexedDB: { deleteDatabase: (name) => (gone.push(name), deleted) },
    fetch: answer,
  })
  const ask = (path, method = "GET") => {
    const work = { respondWith: [], waitUntil: [] }
    const take = (name) => (each) => void work[name].push(each)
    listeners.fetch({ request: { url: `https://house${path}`, method, mode: path.includes(".") ? "cors" : "navigate" }, respondWith: take("respondWith"), waitUntil: take("waitUntil") })
    return work.respondWith[0] ?? (method === "POST" ? work.waitUntil[0] : Promise.all(work.waitUntil).then(() => undefined))
  }
  const during = async (name, data, source) => {
    const work = []
    listeners[name]({ data, source, waitUntil: (each) => work.push(each) })
    await Promise.all(work)
  }
  return { ask, gone, caches, open, install: () => during("install"), activate: () => during("activate"), say: (data, source) => during("message", data, source) }
}

const answered = (status, more = {}) => ({ status, ok: status < 300, redirected: false, clone: () => `kept of ${status}`, ...more })
const files = (caches) => [...caches.named].map(([name, kept]) => [name, [...kept.keys()]])

test("a built file is kept with its first good answer, and asked for no more", async () => {
  let asked = 0
  const { ask } = hired(async () => (asked++, answered(200)))

  await ask("/static/a/boards/main.js")

  assert.deepEqual([await ask("/static/a/boards/main.js"), asked], ["kept of 200", 1])
})

for (const [what, bad] of [["an error of a server that restarts", answered(502)], ["a part of a file", answered(206)], ["what stands in the place of a file that is gone", answered(200, { redirected: true })]]) {
  test(`${what} is given to the page and never kept as a built file`, async () => {
    const { ask, caches } = hired(async () => bad)

    assert.equal(await ask("/static/a/boards/main.js"), bad)
    assert.deepEqual(files(caches), [["baraza /static/a/", []]])
  })
}

test("of the files a view needs, one that fails keeps no other from being kept", async () => {
  HOUSE.files = { list: ["/static/a/one.js", "/static/a/two.js"] }
  const { caches, say } = hired(async (address) => answered(address.includes("one") ? 503 : 200))

  await say({ view: "list", language: "en" })

  assert.deepEqual(files(caches), [["baraza /static/a/", ["/static/a/two.js"]]])
})

test("a worker that cannot keep all it needs at first is not installed", async () => {
  const { install } = hired(async () => answered(502))

  await assert.rejects(install())
})

test("a page that says it is of this version keeps nothing of the one before from being dropped", async () => {
  const caches = new Caches()
  await caches.open("baraza /static/before/")
  const { activate, say } = hired(async () => answered(200), { caches, open: [{ id: "one" }] })
  await activate()

  await say({ view: "list", language: "en", root: "/static/before/" }, { id: "one" })
  const still = (await caches.keys()).includes("baraza /static/before/")
  await say({ view: "list", language: "en", root: HOUSE.root }, { id: "one" })

  assert.deepEqual([still, (await caches.keys()).includes("baraza /static/before/")], [true, false])
})

test("a page of the version before finds its files until it is closed, then they are dropped", async () => {
  const caches = new Caches()
  await (await caches.open("baraza /static/before/")).put("https://house/static/before/boards/hands.js", "a file of before")
  const { ask, activate, open } = hired(() => Promise.reject(new TypeError("failed to fetch")), { caches, open: [{ id: "before" }] })

  await activate()
  const found = await ask("/static/before/boards/hands.js")
  open.push({ id: "now" })
  await ask("/j/")
  const still = await caches.keys()
  open.shift()
  await ask("/j/")

  assert.deepEqual([found, still, await caches.keys()], ["a file of before", ["baraza /static/before/"], []])
})

test("whoever signs out or hands the phone on leaves no board behind", async () => {
  const { ask, gone } = hired(() => {})

  await ask("/w/a-1/phone/turn/", "POST")
  await ask("/w/a-1/phone/", "POST")
  await ask("/sign-out/", "POST")
  assert.equal(gone.length, 3)
  assert.deepEqual([ask("/w/a-1/recovery-codes/", "POST"), await ask("/w/a-1/phone/"), gone.length], [undefined, undefined, 3])
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
