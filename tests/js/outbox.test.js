/** What this browser has to tell the server lies on the device, by person, board and page. */
/* global indexedDB, IDBTransaction -- the test's own */
import assert from "node:assert/strict"
import { afterEach, mock, test } from "node:test"
import { somebody } from "./board.js"
import { newId, Outbox } from "../../app/static/boards/outbox.js"

const opened = []

async function outbox(principal, board = "board") {
  opened.push(await Outbox.open({ principal, board }))
  return opened.at(-1)
}

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
  mock.timers.reset()
})

const named = (box) => box.entries.map(({ client, n, op }) => [client, n, op.t])
const words = (box) => box.entries.map(({ n, op }) => [n, op.t])

test("ops are numbered from one and lie there before anything is sent", async () => {
  const box = await outbox(somebody())

  const entries = await box.add({ k: "el.add", t: "one" }, { k: "el.add", t: "two" })

  assert.deepEqual(entries.map(({ n }) => n), [1, 2])
  assert.deepEqual(words(box), [[1, "one"], [2, "two"]])
  assert.equal(box.lasting, true)
})

test("a page that opens after another was closed sends what waits there as it is, and numbers its own by itself", async () => {
  const principal = somebody()
  const before = await outbox(principal)
  const [one] = await before.add({ k: "el.add", t: "one" }, { k: "el.add", t: "two" }, { k: "el.add", t: "three" })
  await before.settle(one.client, [one.n])
  await before.close()

  const after = await outbox(principal)
  const [four] = await after.add({ k: "el.add", t: "four" })

  assert.deepEqual(named(after), [[before.client, 2, "two"], [before.client, 3, "three"], [after.client, 1, "four"]])
  assert.deepEqual([four.client, four.n], [after.client, 1])
  assert.notEqual(after.client, before.client)
})

test("a page that slept goes on under its own client, and no number means two things", async () => {
  mock.timers.enable({ apis: ["Date"], now: 1_000_000 })
  const principal = somebody()
  const asleep = await outbox(principal)
  await asleep.add({ k: "el.add", t: "before it slept" })
  mock.timers.tick(11_000)
  const other = await outbox(principal)
  for (const t of ["one", "two"]) await other.add({ k: "el.add", t })

  await asleep.add({ k: "el.add", t: "awake" })

  const seen = new Map([...named(asleep), ...named(other)].map(([client, n, t]) => [`${client} ${n}`, t]))
  assert.deepEqual(named(asleep), [[asleep.client, 1, "before it slept"], [asleep.client, 2, "awake"]])
  assert.deepEqual(named(other), [[asleep.client, 1, "before it slept"], [other.client, 1, "one"], [other.client, 2, "two"]])
  assert.deepEqual([...seen.values()].sort(), ["awake", "before it slept", "one", "two"])
})

test("what a page that slept writes is found after both are gone, once", async () => {
  mock.timers.enable({ apis: ["Date"], now: 1_000_000 })
  const principal = somebody()
  const asleep = await outbox(principal)
  mock.timers.tick(11_000)
  const other = await outbox(principal)
  await other.add({ k: "el.add", t: "theirs" })
  await asleep.add({ k: "el.add", t: "awake" })
  await Promise.all([asleep.close(), other.close()])

  const [next, nobody] = [await outbox(principal), await outbox(principal)]

  assert.deepEqual(words(next).sort(), [[1, "awake"], [1, "theirs"]])
  assert.deepEqual(words(nobody), [])
})

test("nobody takes the queue of a page that lives", async () => {
  const principal = somebody()
  const one = await outbox(principal)
  await one.add({ k: "el.add", t: "mine" })

  const two = await outbox(principal)

  assert.notEqual(two.client, one.client)
  assert.deepEqual(words(two), [])
})

test("the queue of a page that died without a word is taken after a while", async () => {
  mock.timers.enable({ apis: ["Date"], now: 1_000_000 })
  const principal = somebody()
  const died = await outbox(principal)
  await died.add({ k: "el.add", t: "last words" })

  mock.timers.tick(9_000)
  const early = await outbox(principal)
  mock.timers.tick(2_000)
  const late = await outbox(principal)

  assert.deepEqual([words(early), words(late)], [[], [[1, "last words"]]])
})

test("a page that is open takes over what others left behind, once and as it is", async () => {
  mock.timers.enable({ apis: ["Date"], now: 1_000_000 })
  const principal = somebody()
  const alive = await outbox(principal)
  const died = await outbox(principal)
  await alive.add({ k: "el.add", t: "mine" })
  for (const t of ["one", "two"]) await died.add({ k: "el.add", t })
  const early = await alive.adopt()
  mock.timers.tick(11_000)

  const adopted = [await alive.adopt(), await alive.adopt()]

  assert.deepEqual([early, adopted[1]], [[], []])
  const all = [[alive.client, 1, "mine"], [died.client, 1, "one"], [died.client, 2, "two"]]
  assert.deepEqual(named(alive), all)
  await alive.close()
  assert.deepEqual(named(await outbox(principal)).sort(), all.sort())
})

test("nobody finds another person's words on the same device, nor those of another board", async () => {
  const principal = somebody()
  const ada = await outbox(principal)
  await ada.add({ k: "el.add", t: "Ada's" })
  await ada.close()

  const others = [await outbox(somebody()), await outbox(principal, "another board")]

  assert.deepEqual(others.map(words), [[], []])
})

test("a renewed queue has another client, and numbers from one", async () => {
  const principal = somebody()
  const box = await outbox(principal)
  for (const t of ["one", "two", "three"]) await box.add({ k: "el.add", t })
  await box.settle(box.client, [box.entries[0].n])
  const { client } = box

  await box.renew()
  await box.close()
  const after = await outbox(principal)

  assert.notEqual(after.client, client)
  assert.deepEqual(named(after), [[box.client, 1, "two"], [box.client, 2, "three"]])
})

test("a deed of many ops is kept whole or not at all", async () => {
  const principal = somebody()
  const box = await outbox(principal)
  const { commit } = IDBTransaction.prototype

  IDBTransaction.prototype.commit = function () { this.abort() }
  await assert.rejects(box.add(...["one", "two", "three"].map((t) => ({ k: "el.add", t }))))
  IDBTransaction.prototype.commit = commit
  await box.add({ k: "el.add", t: "four" })
  await box.close()
  const after = await outbox(principal)

  assert.deepEqual([words(box).map(([, t]) => t), words(after).map(([, t]) => t)], [["four"], ["four"]])
})

test("where the browser keeps nothing the queue lives as long as the page, and says so", async () => {
  const { open } = indexedDB
  indexedDB.open = () => { throw new DOMException("no", "SecurityError") }

  const box = await outbox(somebody())
  await box.add({ k: "el.add", t: "one" })
  indexedDB.open = open

  assert.deepEqual([words(box), box.lasting], [[[1, "one"]], false])
})

test("ids are of the server's form and never the same", () => {
  const ids = Array.from({ length: 100 }, newId)

  assert.equal(new Set(ids).size, 100)
  assert.ok(ids.every((id) => /^[A-Za-z0-9_-]{22}$/.test(id)))
})
