/** What lies wholly under others has no paper. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { covered } from "../../app/static/boards/canvas/covered.js"

const WITHIN = [0, 0, 1000, 600]
const note = (id, x, y, { w = 160, h = 120, covers = true } = {}) => ({ id, box: [x, y, x + w, y + h], covers })
const hidden = (...sheets) => [...covered(sheets, WITHIN, 5)]

test("of a pile only the uppermost is seen, and those that stick out below it", () => {
  const pile = [note("far below", 220, 220, { w: 100, h: 60 }), note("sticks out", 150, 200), note("top", 200, 200)]

  assert.deepEqual(hidden(...pile), ["far below"])
  assert.deepEqual(hidden(...pile.toReversed()), [])
  assert.deepEqual(hidden(...["one", "two", "three"].map((id) => note(id, 203, 207))), ["two", "one"])
})

test("many together cover what none of them covers alone", () => {
  const below = note("below", 300, 200)
  const four = [[250, 150], [390, 150], [250, 250], [390, 250]].map(([x, y], at) => note(`${at}`, x, y))

  assert.deepEqual(hidden(below, ...four), ["below"])
  assert.deepEqual(hidden(below, ...four.slice(1)), [])
})

test("one sees through an image and what is in a hand", () => {
  assert.deepEqual(hidden(note("below", 300, 200, { w: 50, h: 50 }), note("image", 280, 180, { covers: false })), [])
})

test("what reaches out of sight counts as far as it is in sight", () => {
  assert.deepEqual(hidden(note("at the edge", 950, 200), note("over it", 900, 150, { w: 300, h: 300 })), ["at the edge"])
  assert.deepEqual(hidden(note("at the edge", 950, 200), note("beside it", 990, 150, { w: 300, h: 300 })), [])
})

test("no note is left out of which a corner is seen, wherever notes lie", () => {
  let seed = 7
  const roll = (most) => Math.floor(((seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647) * most)
  const sheets = Array.from({ length: 400 }, (_, at) => note(`${at}`, roll(900), roll(500), { w: 80 + roll(80), h: 60 + roll(60) }))
  const found = covered(sheets, WITHIN, 5)
  const seen = ([x, y], above) => !above.some(({ box: [left, top, right, bottom] }) => x >= left && x <= right && y >= top && y <= bottom)

  assert.ok(found.size > 150)
  for (const [at, { id, box: [left, top, right, bottom] }] of sheets.entries()) {
    if (!found.has(id)) continue
    for (let x = Math.max(0, left) + 1; x < Math.min(1000, right); x += 3) {
      for (let y = Math.max(0, top) + 1; y < Math.min(600, bottom); y += 3) assert.ok(!seen([x, y], sheets.slice(at + 1)), `${id} is seen at ${x}, ${y}`)
    }
  }
})
