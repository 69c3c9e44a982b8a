/** On a line that is half open nobody answers for minutes: what was asked is given up, and everything goes on. */
import assert from "node:assert/strict"
import { afterEach, mock, test } from "node:test"
import { findText } from "../../app/static/boards/text/finding.js"
import { PATIENCE, request } from "../../app/static/realtime/request.js"
import { BoardServer } from "./board-server.js"
import { answerFetches, calm, note, open } from "./board.js"

const opened = []

afterEach(() => {
  for (const { sync } of opened.splice(0)) sync.stop()
  mock.timers.reset()
})

async function page(server, seat) {
  opened.push(await open(server, seat))
  return opened.at(-1)
}

function server() {
  const server = new BoardServer()
  answerFetches(server)
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 1_000_000 })
  return server
}

async function pass(milliseconds) {
  mock.timers.tick(milliseconds)
  await calm()
}

/** Requests go out and nothing comes back, until whoever asked gives them up. */
function answerNothing() {
  globalThis.fetch = (_address, { signal }) => new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)))
}

test("what was sent by HTTP and never answered is sent as soon as the socket is back", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  ada.page.lose()
  answerNothing()
  await ada.sync.propose(note("on a dead line"))
  await calm()

  answerFetches(house)
  ada.page.open()
  await calm()
  await pass(1_000)

  assert.deepEqual(house.rows.map(({ r }) => r.text), ["on a dead line"])
  assert.equal(ada.outbox.entries.length, 0)
})

test("a board that was asked for and never answered is asked for again when the socket is back", async () => {
  const house = server()
  const bo = await page(house, "s_bo")
  await bo.sync.propose(note("there"))
  await calm()
  answerNothing()
  const ada = await page(house, "s_ada")
  const before = ada.store.seq

  answerFetches(house)
  ada.page.lose()
  ada.page.open()
  await calm()
  await pass(2_000)

  assert.deepEqual([before, ada.texts()], [-1, ["there"]])
})

test("where only HTTP is to be had an answer that never comes is given up, and the next one asked for", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  ada.page.lose()
  answerNothing()
  await ada.sync.propose(note("on a dead line"))
  await pass(PATIENCE.begin - 1)
  answerFetches(house)
  const before = house.rows.length

  await pass(1)
  await pass(1_000)

  assert.deepEqual([before, house.rows.map(({ r }) => r.text)], [0, ["on a dead line"]])
})

test("a socket that comes and goes while HTTP is asked leaves one round of asking, not two", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  const { fetch: answer } = globalThis
  let asked = 0
  ada.page.lose()
  answerNothing()
  await pass(6_000)

  ada.page.open()
  ada.page.lose()
  await calm()
  globalThis.fetch = (...how) => ((asked += 1), answer(...how))
  for (let second = 0; second < 30; second += 1) await pass(1_000)

  assert.ok(asked > 10 && asked < 17, `asked ${asked} times in half a minute`)
})

test("a slow answer that has begun is not given up when the socket opens", async () => {
  const unanswered = new AbortController()
  let end
  globalThis.fetch = async (_, { signal }) => ({ json: () => new Promise((resolve, reject) => {
    end = () => resolve("a whole board")
    signal.addEventListener("abort", () => reject(signal.reason))
  }) })

  const asked = request("http://board/", { unanswered: unanswered.signal })
  await calm()
  unanswered.abort()
  end()

  assert.equal(await asked, "a whole board")
})

test("how the text of a note came about is asked for again where nobody answered", async () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  answerNothing()
  const asked = findText({ pending: () => [], has: () => true }, "e_1", "http://board/texts/e_1/")

  await pass(PATIENCE.begin)

  assert.equal(await asked, null)
})
