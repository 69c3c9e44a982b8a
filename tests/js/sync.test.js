/** The browser's half of a board: nothing typed is lost or doubled, whatever the network does. */
import assert from "node:assert/strict"
import { afterEach, mock, test } from "node:test"
import { BoardServer } from "./board-server.js"
import { answerFetches, calm, note, open, somebody } from "./board.js"

const opened = []

async function page(server, seat, options) {
  const one = await open(server, seat, options)
  opened.push(one)
  return one
}

afterEach(() => {
  for (const { sync } of opened.splice(0)) sync.stop()
  mock.timers.reset()
})

function server() {
  const house = new BoardServer()
  answerFetches(house)
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 1_000_000 })
  return house
}

async function pass(milliseconds) {
  mock.timers.tick(milliseconds)
  await calm()
}

test("what one writes the other sees, and it is safe", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  const bo = await page(house, "s_bo")

  await ada.sync.propose(note("Idle lab days"))
  await calm()

  assert.deepEqual([ada.texts(), bo.texts()], [["Idle lab days"], ["Idle lab days"]])
  assert.deepEqual([...ada.store.waiting], [])
  assert.equal(ada.outbox.entries.length, 0)
})

test("an op whose answer was lost is sent again and done once", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  ada.page.deaf.add("ops")

  await ada.sync.propose(note("Once"))
  await calm()
  assert.equal(ada.outbox.entries.length, 1)
  await pass(1_000)

  assert.equal(house.rows.length, 1)
  assert.deepEqual(ada.texts(), ["Once"])
  assert.equal(ada.outbox.entries.length, 0)
})

test("without a connection people go on, and all of it arrives in order", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  const bo = await page(house, "s_bo")
  ada.page.lose()
  answerFetches(house, { reachable: () => false })
  for (const text of ["one", "two", "three"]) await ada.sync.propose(note(text))
  await bo.sync.propose(note("meanwhile"))
  await calm()
  assert.deepEqual(ada.texts(), ["one", "two", "three"])
  assert.equal(ada.store.waiting.size, 3)

  ada.page.open()
  await calm()

  assert.deepEqual(house.rows.map(({ r }) => r.text), ["meanwhile", "one", "two", "three"])
  assert.deepEqual(ada.texts().sort(), bo.texts().sort())
  assert.equal(ada.store.waiting.size, 0)
})

test("where sockets are blocked the same ops and rows go by HTTP", async () => {
  const house = server()
  const bo = await page(house, "s_bo")
  const blocked = house.page("s_ada")
  blocked.state = "lost"
  const ada = await page(house, "s_ada", { page: blocked })
  await bo.sync.propose(note("from Bo"))
  await calm()

  await pass(6_000)
  await ada.sync.propose(note("from Ada"))
  await pass(2_000)

  assert.deepEqual(ada.texts(), ["from Bo", "from Ada"])
  assert.deepEqual(bo.texts(), ["from Bo", "from Ada"])
})

test("a frame that did not come is asked for, a moment later", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  const bo = await page(house, "s_bo")
  bo.page.mute = true
  await ada.sync.propose(note("lost on the way"))
  await calm()
  bo.page.mute = false
  await ada.sync.propose(note("heard"))
  await calm()
  assert.deepEqual(bo.texts(), [])

  await pass(1_500)

  assert.deepEqual(bo.texts(), ["lost on the way", "heard"])
})

test("frames that overtake each other are put in order without asking", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  const bo = await page(house, "s_bo")
  const kept = []
  const hear = bo.page.hear.bind(bo.page)
  bo.page.hear = (frame) => kept.push(frame)
  for (const text of ["one", "two", "three"]) await ada.sync.propose(note(text))
  await calm()
  const asked = bo.page.sent.length

  for (const frame of kept.reverse()) hear(frame)

  assert.deepEqual(bo.texts(), ["one", "two", "three"])
  assert.equal(bo.page.sent.length, asked)
})

test("a page that lagged asks at once", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  const bo = await page(house, "s_bo")
  bo.page.mute = true
  await ada.sync.propose(note("left out"))
  await calm()

  bo.page.dispatchEvent(new CustomEvent("message:lag", { detail: {} }))
  await calm()

  assert.deepEqual(bo.texts(), ["left out"])
})

test("a refused op is rolled back and its words are offered back", async () => {
  const house = server()
  const ada = await page(house, "s_ada")

  await ada.sync.propose(note("x".repeat(501)))
  await calm()

  assert.deepEqual(ada.texts(), [])
  assert.deepEqual(ada.refused.map(({ op, say }) => [op.t.length, say]), [[501, "text-long"]])
  assert.equal(ada.outbox.entries.length, 0)
})

test("a refusal that was told while nobody listened is told at the next hello", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  ada.page.deaf.add("ops")
  await ada.sync.propose(note(""))
  await calm()
  ada.page.lose()

  ada.page.open()
  await calm()

  assert.deepEqual(ada.refused.map(({ say }) => say), ["text-empty"])
  assert.equal(ada.outbox.entries.length, 0)
})

test("a page that was closed with words in its queue hands them to the next", async () => {
  const house = server()
  const principal = somebody()
  const before = await page(house, "s_ada", { principal })
  before.page.lose()
  answerFetches(house, { reachable: () => false })
  await before.sync.propose(note("before the battery died"))
  opened.splice(0)
  before.sync.stop()
  await calm()
  answerFetches(house)

  const after = await page(house, "s_ada", { principal })
  await calm()

  assert.deepEqual(house.rows.map(({ r }) => r.text), ["before the battery died"])
  assert.deepEqual(after.texts(), ["before the battery died"])
})

test("words of a page that vanished are sent by one that is still open", async () => {
  const house = server()
  const principal = somebody()
  const open_ = await page(house, "s_ada", { principal })
  const vanished = await page(house, "s_ada", { principal })
  vanished.page.lose()
  answerFetches(house, { reachable: () => false })
  await vanished.sync.propose(note("last words"))
  opened.pop()
  vanished.sync.stop()
  await calm()
  answerFetches(house)

  await pass(10_000)

  assert.deepEqual(open_.texts(), ["last words"])
  assert.deepEqual(house.rows.map(({ r }) => r.text), ["last words"])
})

test("two pages of one person number by themselves", async () => {
  const house = server()
  const principal = somebody()
  const one = await page(house, "s_ada", { principal })
  const two = await page(house, "s_ada", { principal })

  await Promise.all([one.sync.propose(note("one")), two.sync.propose(note("two"))])
  await calm()

  assert.notEqual(one.outbox.client, two.outbox.client)
  assert.deepEqual(house.rows.map(({ r }) => r.text).sort(), ["one", "two"])
})

test("after a restore from a backup what waits is sent once more, and what was lost is gone for all", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  for (const text of ["kept", "lost with the backup"]) await ada.sync.propose(note(text))
  await calm()
  ada.page.lose()
  answerFetches(house, { reachable: () => false })
  await ada.sync.propose(note("still waiting"))
  house.restore(1)
  answerFetches(house)

  ada.page.open()
  await calm()

  assert.deepEqual(house.rows.map(({ r }) => r.text), ["kept", "still waiting"])
  assert.deepEqual(ada.texts(), ["kept", "still waiting"])
  assert.deepEqual(ada.refused, [])
})

test("a note that was in the backup already is not offered back", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  ada.page.deaf.add("ops")
  await ada.sync.propose(note("its answer was lost"))
  await calm()
  ada.page.lose()
  house.restore(1)

  ada.page.open()
  await calm()

  assert.deepEqual([ada.texts(), ada.refused, ada.outbox.entries.length], [["its answer was lost"], [], 0])
})

test("what arrived before a break is not sent again after it", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  ada.page.deaf.add("ops")
  await ada.sync.propose(note("its answer was lost"))
  await calm()
  ada.page.lose()

  ada.page.open()
  await calm()

  assert.equal(ada.page.sent.filter(([event]) => event === "ops").length, 1)
  assert.equal(ada.outbox.entries.length, 0)
})

test("a server that waits for a number nobody has any more gets numbers it can take", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  await ada.sync.propose(note("one"))
  await calm()
  house.cursors.set(ada.outbox.client, 0)
  house.outcomes.clear()

  await ada.sync.propose(note("two"))
  await calm()

  assert.deepEqual(house.rows.map(({ r }) => r.text), ["one", "two"])
  assert.equal(ada.outbox.entries.length, 0)
})

test("a busy server is asked again, and nothing is used up", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  const take = house.take.bind(house)
  house.take = () => ({ x: "busy", say: "later" })
  await ada.sync.propose(note("patient"))
  await calm()

  house.take = take
  await pass(1_000)

  assert.deepEqual(house.rows.map(({ r }) => r.text), ["patient"])
})

test("what one knows to be one's own stays one's own after a reload and a reveal", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  await ada.sync.propose(note("mine in the open"))
  house.stage = { writing: "private", frozen: false, generation: 0 }
  ada.store.govern({ private: true })
  await ada.sync.propose(note("mine alone", { pm: 1 }))
  await calm()
  const [open_, hidden] = house.rows
  house.write([{ k: "el.put", id: hidden.id, r: { ...hidden.r, z: "k1" } }])

  const again = await page(house, "s_ada")

  for (const each of [ada, again]) {
    assert.deepEqual([open_.id, hidden.id].map((id) => each.store.shown.elements.get(id).author), ["s_ada", "s_ada"])
  }
})

test("the state tells what waits and since when all is safe", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  const states = []
  ada.sync.addEventListener("state", (event) => states.push(event.detail))
  ada.page.deaf.add("ops")

  await ada.sync.propose(note("one"))
  await calm()
  await pass(1_000)

  assert.deepEqual([states[0].waiting, states[0].connected, states[0].lasting], [1, true, true])
  assert.equal(states.at(-1).waiting, 0)
  assert.equal(states.at(-1).safeAt.getTime(), Date.now())
})
