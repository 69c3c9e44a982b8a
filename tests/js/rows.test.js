/** What rows of the log wrote is known as far as undo asks, however long people write in one note. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { Rows } from "../../app/static/boards/rows.js"

const steps = (from, to) => Array.from({ length: to - from + 1 }, (_, index) => ({ k: "txt", id: "e_note", s: from + index, p: {} }))

test("after an hour of writing by others undo asks as quickly as before, and finds it still in the way", () => {
  const rows = new Rows()
  for (const step of steps(1, 200_000)) rows.take([step])
  const began = performance.now()

  for (let each = 0; each < 10_000; each += 1) rows.others("e_note", "text", 200_000)

  assert.ok(performance.now() - began < 2_000)
  assert.deepEqual([199_999, 200_000].map((row) => rows.others("e_note", "text", row)), [true, false])
})

test("words of others between one's own are found, though whose they were was told late", () => {
  const rows = new Rows()
  rows.take(steps(1, 1))
  rows.take(steps(2, 60))
  rows.claim(60, 59)

  assert.deepEqual([rows.others("e_note", "text", 0), rows.others("e_note", "text", 1)], [true, false])
})
