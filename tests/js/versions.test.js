/** The house is replaced under a page: what waits is kept until somebody takes it, and taken once. */
import assert from "node:assert/strict"
import { afterEach, mock, test } from "node:test"
import { BoardServer, Page } from "./board-server.js"
import { answerFetches, calm, note, open, somebody } from "./board.js"

const opened = []

/** A house one half of which is the next release: pages below `oldest` are turned away, ops above `latest` wait. */
class HouseBetween extends BoardServer {
  oldest = 1
  latest = 1

  answer(page, event, message) {
    if (event === "hello" && message.proto < this.oldest) return { x: "reload", say: "older" }
    if (event === "ops" && message.ops.some((op) => op.v > this.latest)) return { x: "newer", say: "later" }
    return super.answer(page, event, message)
  }
}

/** The socket of a page as the next release loads it. */
class NextPage extends Page {
  emit(event, message) {
    return super.emit(event, event === "hello" ? { ...message, proto: message.proto + 1 } : message)
  }
}

function house() {
  const between = new HouseBetween()
  answerFetches(between)
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 1_000_000 })
  return between
}

async function page(server, options) {
  const one = await open(server, "s_ada", options)
  opened.push(one)
  return one
}

async function pass(milliseconds) {
  mock.timers.tick(milliseconds)
  await calm()
}

afterEach(() => {
  for (const { sync } of opened.splice(0)) sync.stop()
  mock.timers.reset()
})

test("a page that is too old says so, keeps what waits, and its next load sends it", async () => {
  const between = house()
  const principal = somebody()
  const ada = await page(between, { principal })
  const told = []
  ada.sync.addEventListener("outdated", (event) => told.push(event.detail.x))
  ada.page.lose()
  answerFetches(between, { reachable: () => false })
  await ada.sync.propose(note("written between two releases"))
  between.oldest = 2

  ada.page.open()
  await calm()
  const before = [between.rows.length, ada.outbox.entries.length, ada.refused.length]
  await ada.outbox.close()
  ada.sync.stop()
  answerFetches(between)
  const next = await page(between, { principal, page: new NextPage(between, "s_ada") })
  await pass(11_000)

  assert.deepEqual(told, ["reload"])
  assert.deepEqual(before, [0, 1, 0])
  assert.deepEqual(between.rows.map(({ r }) => r.text), ["written between two releases"])
  assert.deepEqual([next.texts(), next.outbox.entries.length], [["written between two releases"], 0])
})

test("a page newer than the process it speaks to waits for the next one, and nothing is lost or doubled", async () => {
  const between = house()
  const ada = await page(between)

  await ada.sync.propose(note("of the next release", { v: 2 }))
  await pass(3_000)
  const before = [between.rows.length, ada.outbox.entries.length, ada.refused.length, ada.texts()]
  between.latest = 2
  await pass(1_000)

  assert.deepEqual(before, [0, 1, 0, ["of the next release"]])
  assert.deepEqual([between.rows.length, ada.outbox.entries.length, ada.refused.length], [1, 0, 0])
})
