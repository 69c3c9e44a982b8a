/** A board comes in the middle of a day: it goes by the stage of the room it comes into, and never tells all what was written alone. */
import assert from "node:assert/strict"
import { afterEach, beforeEach, mock, test } from "node:test"
import { Stage, heed } from "../../app/static/workshops/stage.js"
import { BoardServer } from "./board-server.js"
import { answerFetches, calm, somebody } from "./board.js"
import { bring, enter, leave, sheet } from "./sheet.js"

const ALONE = { writing: "private", frozen: false, generation: 3, moderated: false }
const OPEN = { ...ALONE, writing: "open" }
const REVEALED = { ...OPEN, generation: 4 }

let server, stage, page, moments

/** The room says it, and tells whoever listens. */
function turn(now) {
  stage.take({ version: ++moments, now: moments, ...now })
}

/** The board comes as the server drew it when it was asked for, and what its view needs with it. */
async function come(rules) {
  const root = sheet({ seat: "s_ada", epoch: server.epoch, principal: somebody() }, rules)
  bring(root)
  await calm()
  return root
}

/** What came of what was written, as the server has it: its words, and who sees it. */
const kept = () => server.rows.map(({ r, aud = "*", pm = 0 }) => [r.text, aud, pm])

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] })
  server = new BoardServer()
  answerFetches(server, { reachable: () => page.state === "connected" })
  moments = 0
  stage = new Stage()
  page = server.page("s_ada")
  // Nothing is greeted before a test says so.
  page.state = "lost"
  enter(page, stage)
})
afterEach(() => {
  leave()
  mock.timers.reset()
})

test("what is written into a board that was fetched before the reveal is everybody's once the page says so", async () => {
  turn(ALONE)
  turn(REVEALED)
  server.stage = REVEALED
  const root = await come(ALONE)

  root.write("for all")
  await calm()
  page.open()
  await calm()

  assert.deepEqual(kept(), [["for all", "*", 0]])
})

test("what is written into a board that was fetched before people wrote alone is its author's, even if it comes after the reveal", async () => {
  turn(OPEN)
  turn(ALONE)
  const root = await come(OPEN)

  root.write("for me alone")
  await calm()
  server.stage = REVEALED
  page.open()
  await calm()

  assert.deepEqual(kept(), [["for me alone", "s_ada", 4]])
})

test("a room that has not heard of private writing yet does not make public what the board knows to be private", async () => {
  turn(OPEN)
  const root = await come(ALONE)

  root.write("first")
  turn(OPEN)
  root.write("second")
  await calm()
  server.stage = REVEALED
  page.open()
  await calm()

  assert.deepEqual(kept(), [["first", "s_ada", 4], ["second", "s_ada", 4]])
})

test("a greeting that was answered before people wrote alone does not open what the room has closed since", async () => {
  turn(OPEN)
  server.stage = OPEN
  const root = await come(OPEN)
  page.open()
  turn(ALONE)
  await calm()

  page.lose()
  root.write("for me alone")
  await calm()
  server.stage = REVEALED
  page.open()
  await calm()

  assert.deepEqual(kept(), [["for me alone", "s_ada", 4]])
})

test("a board without a room that says anything goes by what came with it", async () => {
  const [alone, open] = [await come(ALONE), await come(REVEALED)]

  alone.write("mine")
  open.write("ours")
  await calm()
  server.stage = REVEALED
  page.open()
  await calm()

  assert.deepEqual(kept().sort(), [["mine", "s_ada", 4], ["ours", "*", 0]])
})

test("after a backup the stage counts as it is told, however many reveals there were before", async () => {
  turn(ALONE)
  server.stage = ALONE
  const root = await come(ALONE)
  page.open()
  await calm()
  page.lose()
  server.restore(0)
  server.stage = { ...OPEN, generation: 1 }
  page.open()
  await calm()

  root.write("for all")
  await calm()

  assert.deepEqual(kept(), [["for all", "*", 0]])
})

test("private writing is over with a reveal and not before; everything else is as it is told", () => {
  const closed = { ...REVEALED, writing: "closed" }

  assert.deepEqual([heed(OPEN, ALONE), heed(REVEALED, ALONE), heed(OPEN, closed), heed(closed, OPEN)], [ALONE, ALONE, closed, OPEN])
  assert.deepEqual([heed(ALONE, OPEN), heed(ALONE, { ...closed, generation: 3 }), heed(ALONE, REVEALED), heed(ALONE, closed)], [ALONE, ALONE, REVEALED, closed])
})
