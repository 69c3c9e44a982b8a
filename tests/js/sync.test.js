/** The browser's half of a board: nothing typed is lost or doubled, whatever the network does. */
import assert from "node:assert/strict"
import { afterEach, mock, test } from "node:test"
import { Outbox } from "../../app/static/boards/outbox.js"
import { Post } from "../../app/static/boards/post.js"
import { Sync } from "../../app/static/boards/sync.js"
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

for (const named of [true, false]) {
  test(`a late note whose answer was lost is said to be late, and not safe before, where rows name ${named ? "people" : "nobody"}`, async () => {
    const house = Object.assign(server(), { named, late: true })
    const ada = await page(house, "s_ada")
    const late = []
    ada.sync.addEventListener("late", ({ detail }) => late.push(detail.op.t))
    ada.page.deaf.add("ops")
    await ada.sync.propose(note("From the bus", { o: 3 }))
    await calm()
    ada.page.lose()
    house.stage = { writing: "closed", frozen: false, generation: 0, opening: 3 }

    ada.page.open()
    await calm()

    assert.equal(house.rows.length, 1)
    assert.deepEqual(late, ["From the bus"])
    assert.equal(ada.outbox.entries.length, 0)
    assert.deepEqual([...ada.store.waiting], [])
  })
}

test("words written for oneself without a line are kept as one's own hidden note when they come after the reveal", async () => {
  const house = server()
  const [ada, bo] = [await page(house, "s_ada"), await page(house, "s_bo")]
  house.stage = { writing: "private", frozen: false, generation: 0 }
  for (const { store } of [ada, bo]) store.govern({ private: true })
  const { id, ...kind } = note("kind", { pm: 1 })
  await ada.sync.propose({ id, ...kind })
  await calm()
  ada.page.lose()
  answerFetches(house, { reachable: () => false })
  for (const t of ["bad", "worse"]) await ada.sync.propose({ k: "txt.put", id, t, pm: 1 })
  house.stage = { writing: "open", frozen: false, generation: 1 }
  house.write([{ k: "el.put", id, r: { type: "note", zone: "gaps", z: "V1", x: 0, y: 0, w: 160, h: 120, text: "kind" } }])

  answerFetches(house)
  ada.page.open()
  await pass(2_000)

  assert.deepEqual([ada.texts(), bo.texts()], [["kind", "worse"], ["kind"]])
  assert.deepEqual([ada.refused, ada.outbox.entries], [[], []])
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

test("words for a group that somebody deleted while one had no line lie outside, and none is refused", async () => {
  const house = server()
  const [ada, bo] = [await page(house, "s_ada"), await page(house, "s_bo")]
  const group = note("Access", { type: "group", p: { x: 0, y: 0, w: 500, h: 400 } })
  await bo.sync.propose(group)
  await calm()
  ada.page.lose()
  answerFetches(house, { reachable: () => false })
  await ada.sync.propose(note("Idle lab days", { parent: group.id, p: { x: 40, y: 60 } }))
  await bo.sync.propose({ k: "el.del", ids: [group.id] })
  await calm()

  ada.page.open()
  await calm()

  const lying = ({ store }) => [...store.shown.elements.values()].filter(({ deleted }) => !deleted).map(({ text, parent, x, y }) => [text, parent, x, y])
  assert.deepEqual([ada, bo].map(lying), Array(2).fill([["Idle lab days", null, 40, 60]]))
  assert.deepEqual(ada.refused, [])
})

test("a refused op is rolled back and its words are offered back", async () => {
  const house = server()
  const ada = await page(house, "s_ada")

  await ada.sync.propose(note("x".repeat(5_001)))
  await calm()

  assert.deepEqual(ada.texts(), [])
  assert.deepEqual(ada.refused.map(({ op, say }) => [op.t.length, say]), [[5_001, "text-long"]])
  assert.equal(ada.outbox.entries.length, 0)
})

test("a refused group is told once, with its name and not for each note that should lie in it", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  const tea = note("Tea")
  await ada.sync.propose(tea)
  await calm()
  const { context } = house
  house.context = (seat) => ({ ...context.call(house, seat), rights: { add: "group-late" } })
  const group = { ...note("Drinks"), type: "group" }

  await ada.sync.propose(group, { k: "el.move", id: tea.id, zone: "gaps", parent: group.id, z: "V1", x: 10, y: 10 }, { k: "el.move", id: "e_other", zone: "gaps", parent: group.id, z: "V2", x: 10, y: 10 })
  await calm()

  assert.deepEqual(ada.refused.map(({ op, say }) => [op.t, say]), [["Drinks", "group-late"]])
  assert.deepEqual([ada.texts(), ada.store.shown.elements.get(tea.id).parent, ada.outbox.entries.length], [["Tea"], null, 0])
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

test("a page that slept while another looked after its words loses none, and none comes twice", async () => {
  const house = server()
  const asleep = await page(house, "s_ada")
  asleep.page.lose()
  answerFetches(house, { reachable: () => false })
  await asleep.sync.propose(note("before it slept"))
  mock.timers.setTime(1_011_000)
  const other = await page(house, "s_ada", { principal: asleep.principal })
  for (const text of ["one", "two"]) await other.sync.propose(note(text))
  await calm()

  for (const text of ["three", "four"]) await asleep.sync.propose(note(text))
  asleep.page.open()
  await calm()

  const all = ["before it slept", "four", "one", "three", "two"]
  assert.deepEqual(house.rows.map(({ r }) => r.text).sort(), all)
  assert.deepEqual([asleep.texts().sort(), other.texts().sort()], [all, all])
  assert.deepEqual([asleep, other].map(({ store, outbox, refused }) => [store.waiting.size, outbox.entries.length, refused]), [[0, 0, []], [0, 0, []]])
})

test("what two pages of one person both send is done once, whichever comes first", async () => {
  const house = server()
  const asleep = await page(house, "s_ada")
  const { id, ...there } = note("moved, then deleted")
  await asleep.sync.propose({ id, ...there })
  await calm()
  asleep.page.lose()
  answerFetches(house, { reachable: () => false })
  await asleep.sync.propose({ k: "el.move", id, zone: "gaps", z: "V1", x: 7, y: 7 })
  await asleep.sync.propose({ k: "el.del", ids: [id] })
  mock.timers.setTime(1_011_000)
  const other = await page(house, "s_ada", { principal: asleep.principal })
  await calm()

  asleep.page.open()
  await calm()

  assert.deepEqual(house.rows.map(({ k }) => k), ["el.add", "el.move", "el.del"])
  assert.deepEqual([asleep, other].map(({ store, refused }) => [store.waiting.size, refused]), [[0, []], [0, []]])
})

test("what cannot be read is offered back and keeps nothing else, wherever it stands", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  ada.page.lose()
  answerFetches(house, { reachable: () => false })
  for (const text of ["one", "half \ud83d", "two", "\udc4d half", "three"]) await ada.sync.propose(note(text))
  ada.page.open()
  await calm()

  assert.deepEqual(house.rows.map(({ r }) => r.text), ["one", "two", "three"])
  assert.deepEqual(ada.refused.map(({ op, say }) => [op.t, op.zone, say]), [["half \ud83d", "gaps", "bad-message"], ["\udc4d half", "gaps", "bad-message"]])
  assert.deepEqual([ada.store.waiting.size, ada.outbox.entries.length], [0, 0])
  await ada.sync.propose(note("after it"))
  await calm()
  assert.deepEqual([ada.store.waiting.size, house.rows.length], [0, 4])
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
  assert.deepEqual(ada.restored.map(({ before }) => [...before.values()].map(({ text }) => text)), [["kept", "lost with the backup", "still waiting"]])
})

test("a board from a backup that could not be fetched at once comes as soon as it can", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  for (const text of ["kept", "lost with the backup"]) await ada.sync.propose(note(text))
  await calm()
  ada.page.lose()
  house.restore(1)
  for (const n of [1, 2, 3]) house.take("s_cy", { c: "client-cy", ops: [{ n, ...note(`new ${n}`) }] })
  answerFetches(house, { reachable: () => false })
  ada.page.open()
  await calm()
  const meanwhile = [ada.texts(), ada.restored.length]
  answerFetches(house)

  await pass(2_000)
  await pass(2_000)

  assert.deepEqual(meanwhile, [["kept", "lost with the backup"], 0])
  assert.deepEqual([ada.texts(), ada.restored.length], [["kept", "new 1", "new 2", "new 3"], 1])
})

test("what was acknowledged before the board had come, and the backup lacks, is offered back", async () => {
  const house = server()
  const cy = await page(house, "s_cy")
  await cy.sync.propose(note("kept"))
  await calm()
  answerFetches(house, { reachable: () => false })
  const ada = await page(house, "s_ada")
  await ada.sync.propose(note("lost with the backup"))
  await calm()
  const before = [ada.store.seq, house.rows.length]
  ada.page.lose()
  house.restore(1)
  answerFetches(house)

  ada.page.open()
  await calm()
  await pass(2_000)

  assert.deepEqual(before, [-1, 2])
  assert.deepEqual(ada.texts(), ["kept"])
  assert.deepEqual(ada.restored.map((each) => [...each.before.values()].map(({ text }) => text)), [["lost with the backup"]])
})

test("a page that was swapped before it greeted takes no leave of a board the next one has greeted", async () => {
  const ada = await page(server(), "s_ada")
  const place = { board: "board", seat: "s_ada", epoch: "", csrfToken: "", urls: { ops: "", snapshot: "" } }

  new Sync(new Post(place, ada.page), ada.store, await Outbox.open({ principal: somebody(), board: "board" })).stop()
  const early = ada.page.sent.map(([event]) => event)
  ada.sync.stop()

  assert.equal(early.includes("bye"), false)
  assert.equal(ada.page.sent.some(([event]) => event === "bye"), true)
})

test("who only comes, or comes back to the same log, is told of no backup", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  await ada.sync.propose(note("kept"))
  await calm()
  ada.page.lose()
  ada.page.open()
  await calm()
  house.restore(1)
  const bo = await page(house, "s_bo")

  assert.deepEqual([ada.restored, bo.restored], [[], []])
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

/** Whole boards come late: as they were when they were asked for. */
function late() {
  const snapshots = []
  const answered = globalThis.fetch
  globalThis.fetch = async (address, request) => {
    const answer = await answered(address, request)
    if (!String(address).endsWith("/snapshot")) return answer
    const value = await answer.json()
    return new Promise((resolve) => snapshots.push(() => resolve({ ok: true, json: async () => value })))
  }
  return () => snapshots.splice(0).forEach((come) => come())
}

test("a whole board that comes late takes nothing back that was told meanwhile", async () => {
  const house = server()
  const bo = await page(house, "s_bo")
  const come = late()
  const ada = await page(house, "s_ada")
  await bo.sync.propose(note("the very first"))
  await calm()

  come()
  await calm()

  assert.deepEqual([ada.store.seq, ada.texts()], [1, ["the very first"]])
})

test("a board from a backup replaces one that had come further, and what is told meanwhile is told of it", async () => {
  const house = server()
  const bo = await page(house, "s_bo")
  const ada = await page(house, "s_ada")
  for (const text of ["kept", "gone", "gone too"]) await bo.sync.propose(note(text))
  await calm()
  ada.page.lose()
  bo.page.lose()
  house.restore(1)
  const come = late()
  ada.page.open()
  await calm()
  const other = house.page("s_cy")
  house.take("s_cy", { c: "client-cy", ops: [1, 2, 3].map((n) => ({ n, ...note(`new ${n}`) })) })
  await calm()

  come()
  await calm()

  assert.equal(other.state, "connected")
  assert.deepEqual([ada.store.seq, ada.texts()], [4, ["kept", "new 1", "new 2", "new 3"]])
})

test("a greeting whose answer was lost is said again, though the line stands", async () => {
  const house = server()
  const bo = await page(house, "s_bo")
  await bo.sync.propose(note("there before"))
  await calm()
  const line = house.page("s_ada")
  line.deaf.add("hello")
  const ada = await page(house, "s_ada", { page: line })
  await ada.sync.propose(note("typed meanwhile"))
  await calm()
  assert.deepEqual(house.rows.map(({ r }) => r.text), ["there before"])

  await pass(1_000)

  assert.deepEqual(ada.texts(), ["there before", "typed meanwhile"])
  assert.deepEqual(house.rows.map(({ r }) => r.text), ["there before", "typed meanwhile"])
})

test("what failed by HTTP does not keep the page from greeting again", async () => {
  const house = server()
  const bo = await page(house, "s_bo")
  const ada = await page(house, "s_ada")
  ada.page.lose()
  let fail = () => {}
  globalThis.fetch = () => new Promise((_, reject) => (fail = () => reject(new TypeError("failed to fetch"))))
  await ada.sync.propose(note("by HTTP"))
  await bo.sync.propose(note("meanwhile"))
  await calm()
  ada.page.deaf.add("hello")
  ada.page.open()
  await calm()
  fail()
  await calm()

  await pass(1_000)

  assert.deepEqual(ada.texts().sort(), ["by HTTP", "meanwhile"])
  assert.deepEqual(house.rows.map(({ r }) => r.text), ["meanwhile", "by HTTP"])
})

/** Somebody wrote a note without a line, and so did others meanwhile; what is fetched comes when it is let through. */
async function behind(house) {
  const bo = await page(house, "s_bo")
  const ada = await page(house, "s_ada")
  const fetch = globalThis.fetch
  answerFetches(house, { reachable: () => false })
  ada.page.lose()
  await ada.sync.propose(note("without a line"))
  await bo.sync.propose(note("meanwhile"))
  await calm()
  const fetched = []
  globalThis.fetch = (...request) => new Promise((resolve) => fetched.push(() => resolve(fetch(...request))))
  return { ada, fetched, through: () => fetched.forEach((each) => each()) }
}

test("what waits is sent while what was missed is still on its way", async () => {
  const house = server()
  house.most = 0
  const { ada, fetched, through } = await behind(house)

  ada.page.open()
  await calm()
  const meanwhile = house.rows.map(({ r }) => r.text)
  through()
  await calm()

  assert.deepEqual(meanwhile, ["meanwhile", "without a line"])
  assert.equal(fetched.length, 1)
  assert.deepEqual(ada.texts(), ["meanwhile", "without a line"])
  assert.deepEqual([...ada.store.waiting], [])
})

test("what is on its way already is not asked for once more, however slow the line", async () => {
  const house = server()
  house.most = 0
  const { ada, fetched, through } = await behind(house)
  ada.page.open()
  await calm()

  for (let moment = 0; moment < 5; moment += 1) await pass(1_500)
  const asked = [fetched.length, ada.page.sent.filter(([event]) => event === "since").length]
  through()
  await calm()

  assert.deepEqual(asked, [1, 0])
  assert.deepEqual(ada.texts(), ["meanwhile", "without a line"])
})

test("a page that does not know the board yet learns what is there before it sends", async () => {
  const house = server()
  const { ada, through } = await behind(house)
  ada.sync.stop()
  await calm()

  const again = page(house, "s_ada", { principal: ada.principal })
  await calm()
  const before = house.rows.map(({ r }) => r.text)
  through()
  await again
  await calm()

  assert.deepEqual(before, ["meanwhile"])
  assert.deepEqual(house.rows.map(({ r }) => r.text), ["meanwhile", "without a line"])
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

test("a house that cannot save is quoted while the words wait, and no longer once they are safe", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  const states = []
  ada.sync.addEventListener("state", (event) => states.push(event.detail))
  const answer = house.answer
  house.answer = (one, event, message) => event === "ops" ? { x: "unavailable", say: "The server cannot save just now." } : answer.call(house, one, event, message)

  await ada.sync.propose(note("one"))
  await pass(3_000)
  const meanwhile = states.at(-1)
  house.answer = answer
  await pass(1_000)

  assert.deepEqual([meanwhile.waiting, meanwhile.why], [1, "The server cannot save just now."])
  assert.deepEqual([states.at(-1).waiting, states.at(-1).why, house.rows.length], [0, "", 1])
})

/** The house takes so many ops of a batch and has the rest wait. */
function slow(house, most) {
  const take = house.take.bind(house)
  house.take = (seat, { ops, ...batch }) => {
    const taken = Math.min(most(), ops.length)
    return { ...take(seat, { ...batch, ops: ops.slice(0, taken) }), ...(taken < ops.length && { later: ops.length - taken, say: "That was a lot at once." }) }
  }
}

test("what is too much at once waits here, is asked about ever more seldom, and the page says why", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  const states = []
  ada.sync.addEventListener("state", (event) => states.push(event.detail))
  let most = 0
  slow(house, () => most)
  for (const text of ["one", "two"]) await ada.sync.propose(note(text))
  await calm()
  const tries = () => ada.page.sent.filter(([event]) => event === "ops").length

  const counted = [tries()]
  for (let second = 0; second < 30; second += 1) await pass(1_000)
  counted.push(tries())
  const meanwhile = states.at(-1)
  await ada.sync.propose(note("three"))
  await calm()
  counted.push(tries())
  most = 50
  await pass(8_000)

  assert.equal(counted[0], 1, "an answer that takes nothing is not asked for again at once")
  assert.ok(counted[1] >= 5 && counted[1] <= 12, `${counted[1]} tries in half a minute`)
  assert.equal(counted[2], counted[1], "what is new waits behind what waits")
  assert.deepEqual([meanwhile.waiting, meanwhile.connected, meanwhile.why], [2, true, "That was a lot at once."])
  assert.deepEqual(house.rows.map(({ r }) => r.text), ["one", "two", "three"])
  assert.deepEqual([states.at(-1).waiting, states.at(-1).why, ada.outbox.entries.length], [0, "", 0])
})

test("of what is taken in part the rest follows within a second, each time", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  ada.page.lose()
  answerFetches(house, { reachable: () => false })
  for (const text of ["one", "two", "three", "four"]) await ada.sync.propose(note(text))
  slow(house, () => 1)
  ada.page.open()
  await calm()

  const counted = [house.rows.length]
  for (let second = 0; second < 3; second += 1) {
    await pass(1_000)
    counted.push(house.rows.length)
  }

  assert.deepEqual(counted, [1, 2, 3, 4])
})

test("an answer that says nothing at all is not asked for again at once", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  const take = house.take.bind(house)
  house.take = () => ({ a: [] })
  await ada.sync.propose(note("patient"))
  await calm()
  const tries = ada.page.sent.filter(([event]) => event === "ops").length
  house.take = take
  await pass(1_000)

  assert.deepEqual([tries, house.rows.map(({ r }) => r.text)], [1, ["patient"]])
})

/** By HTTP the house answers 429 as long as it has had enough; what was asked of it, by the second. */
function tired(house, enough) {
  const answered = globalThis.fetch
  const asked = []
  globalThis.fetch = async (address, request = {}) => {
    asked.push([request.method ?? "GET", new URL(address).pathname.split("/").pop(), Date.now() - 1_000_000])
    if (!enough()) return answered(address, request)
    return new Response(JSON.stringify({ x: "too-fast", say: "Wait a moment." }), { status: 429, headers: { "Retry-After": "5" } })
  }
  return asked
}

test("a house that has had enough by HTTP is left alone for as long as it said, whatever was asked", async () => {
  const house = server()
  const bo = await page(house, "s_bo")
  await bo.sync.propose(note("there before"))
  await calm()
  let enough = true
  const asked = tired(house, () => enough)
  const blocked = house.page("s_ada")
  blocked.state = "lost"
  const ada = await page(house, "s_ada", { page: blocked })
  await ada.sync.propose(note("mine"))
  await calm()
  for (let moment = 0; moment < 10; moment += 1) await pass(1_000)
  const meanwhile = asked.splice(0)
  enough = false
  for (let moment = 0; moment < 6; moment += 1) await pass(1_000)

  assert.deepEqual(meanwhile, [["POST", "ops", 0], ["POST", "ops", 5_000], ["GET", "snapshot", 6_000], ["POST", "ops", 10_000]])
  assert.deepEqual([ada.texts(), ada.store.waiting.size], [["there before", "mine"], 0])
})

test("what was missed and could not be asked for comes as soon as one may ask", async () => {
  const house = server()
  house.most = 0
  const { ada } = await behind(house)
  let enough = true
  answerFetches(house)
  const asked = tired(house, () => enough)
  ada.page.open()
  await calm()
  ada.page.dispatchEvent(new CustomEvent("message:lag", { detail: {} }))
  await pass(4_000)
  const meanwhile = [ada.texts(), asked.length, ada.page.sent.filter(([event]) => event === "since").length]
  enough = false
  await pass(1_000)

  assert.deepEqual(meanwhile, [["without a line"], 1, 0])
  assert.deepEqual(ada.texts(), ["meanwhile", "without a line"])
})

test("a question about a gap whose answer was lost is asked once more", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  const bo = await page(house, "s_bo")
  bo.page.mute = true
  await ada.sync.propose(note("lost on the way"))
  await calm()
  bo.page.mute = false
  await ada.sync.propose(note("heard"))
  await calm()
  bo.page.deaf.add("since")
  answerFetches(house, { reachable: () => false })
  await pass(1_500)
  const meanwhile = bo.texts()
  await pass(2_000)

  assert.deepEqual([meanwhile, bo.texts()], [[], ["lost on the way", "heard"]])
})

test("a gap is asked about after a second and a half, not before, and only once", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  const bo = await page(house, "s_bo")
  const questions = () => bo.page.sent.filter(([event]) => event === "since").length
  bo.page.mute = true
  await ada.sync.propose(note("lost on the way"))
  await calm()
  bo.page.mute = false
  for (const text of ["one", "two", "three"]) {
    await ada.sync.propose(note(text))
    await pass(400)
  }
  await pass(299)

  const counted = [questions()]
  await pass(1)
  counted.push(questions())

  assert.deepEqual(counted, [0, 1])
  assert.deepEqual(bo.texts(), ["lost on the way", "one", "two", "three"])
})

test("of frames that came too early sixty-four are kept, the latest; the rest is asked for", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  const bo = await page(house, "s_bo")
  const [hear, kept] = [bo.page.hear.bind(bo.page), []]
  bo.page.hear = (frame) => kept.push(frame)
  for (let n = 0; n < 70; n += 1) await ada.sync.propose(note(`note ${n}`))
  await calm()
  const { length } = kept
  for (const frame of kept.slice(1)) hear(frame)

  hear(kept[0])
  const after = bo.texts().length
  await pass(1_500)

  assert.ok(length > 66, `${length} frames`)
  assert.equal(after, house.rows.filter(({ s }) => s <= kept[0].to).length, "those right behind it were dropped")
  assert.equal(bo.texts().length, 70)
})

/** Somebody without a line, on whose page so many ops wait. */
async function waitingOps(house, count) {
  const ada = await page(house, "s_ada")
  const { id, ...rest } = note("word 0")
  await ada.sync.propose({ id, ...rest })
  await calm()
  answerFetches(house, { reachable: () => false })
  ada.page.lose()
  for (let n = 1; n <= count; n += 1) await ada.outbox.add({ v: 1, base: 0, k: "txt.put", id, t: `word ${n}` })
  return { ...ada, id }
}

test("two thousand ops wait on a page and no more; once they are sent one may go on", async () => {
  const house = server()
  const ada = await waitingOps(house, 1_999)
  assert.deepEqual([ada.store.full, ada.store.context.rights], [false, {}])

  await ada.sync.propose({ k: "txt.put", id: ada.id, t: "word 2000" })
  const refused = ada.sync.propose({ k: "txt.put", id: ada.id, t: "word 2001" })

  await assert.rejects(refused, { message: "as much waits as may" })
  assert.deepEqual([ada.outbox.entries.length, ada.store.full, ada.texts()], [2_000, true, ["word 2000"]])
  assert.deepEqual(new Set(Object.values(ada.store.context.rights)), new Set(["unsent"]))
  answerFetches(house)
  ada.page.open()
  await calm()
  assert.deepEqual([ada.outbox.entries.length, ada.store.full, ada.store.context.rights], [0, false, {}])
  await ada.sync.propose({ k: "txt.put", id: ada.id, t: "word 2001" })
  await calm()
  assert.deepEqual(ada.texts(), ["word 2001"])
  assert.equal(house.board.elements.get(ada.id).text, "word 2001")
})

test("a deed of several ops that was begun before two thousand waited is not cut in two", async () => {
  const house = server()
  const ada = await waitingOps(house, 1_999)
  const [one, two] = [note("one"), note("two")]

  await ada.sync.propose(one, two)

  assert.equal(ada.outbox.entries.length, 2_001)
  await assert.rejects(ada.sync.propose(note("three")))
  assert.equal(ada.outbox.entries.length, 2_001)
})

test("after a break nothing is sent before the server has been greeted again", async () => {
  const house = server()
  const ada = await page(house, "s_ada")
  ada.page.lose()
  answerFetches(house, { reachable: () => false })
  await ada.sync.propose(note("while away"))
  ada.page.deaf.add("hello")
  const before = ada.page.sent.length
  ada.page.open()
  await ada.sync.propose(note("before the greeting"))
  await calm()
  const early = ada.page.sent.slice(before).map(([event]) => event)

  await pass(1_000)

  assert.deepEqual(early, ["hello"])
  assert.deepEqual(house.rows.map(({ r }) => r.text), ["while away", "before the greeting"])
})
