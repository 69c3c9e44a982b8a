/** The shared vectors, on the browser's side. `tests/boards/test_vectors.py` runs the same files. */
import assert from "node:assert/strict"
import { readFileSync, readdirSync } from "node:fs"
import { env } from "node:process"
import { test } from "node:test"
import { pathToFileURL } from "node:url"

// Elsewhere lie copies with a mistake in them, which these tests must find (tests/boards/test_twins.py).
const boards = env.BOARDS ? pathToFileURL(`${env.BOARDS}/`) : new URL("../../app/static/boards/", import.meta.url)
const { decide, isRefusal } = await import(new URL("decide.js", boards).href)
await import(new URL("further.js", boards).href)
const { MOST_WEIGHT, weightOf } = await import(new URL("weight.js", boards).href)
const { BESIDE, apply, replay } = await import(new URL("reducer.js", boards).href)

const folder = new URL("../vectors/boards/", import.meta.url)
const read = (name) => JSON.parse(readFileSync(new URL(name, folder), "utf8"), spelledOut)
const given = read("given.json")

/** `×120:x` in a vector stands for a hundred and twenty times x. */
function spelledOut(_key, value) {
  if (typeof value !== "string" || !value.startsWith("×")) return value
  const [count, repeated] = value.slice(1).split(":")
  return repeated.repeat(Number(count))
}

const boardOf = (names, room, beside = {}) => {
  const copied = Object.entries(beside).flatMap(([name, count]) => Array(count).fill(given.elements[name]))
  const several = copied.map((each, number) => ({ ...each, id: `e_${String(number).padStart(22, "0")}` }))
  const elements = [...names.map((name) => given.elements[name]), ...several]
  const board = { seq: 7, elements: new Map(elements.map((each) => [each.id, each])), living: elements.filter((each) => !each.deleted).length }
  if (room === undefined) return board
  const heavy = { ...given.elements.public, id: "e_heavy-----------------", text: "" }
  const text = "w".repeat(MOST_WEIGHT - weightOf(board) - weightOf({ elements: new Map([["", { ...heavy }]]) }) - room)
  return { ...board, elements: new Map([...board.elements, [heavy.id, { ...heavy, text }]]), living: board.living + 1 }
}
const contextOf = (name) => ({ ...given.authors[name], zones: new Set(given.authors[name].zones) })

/** What is null on a side that knows every property is not there on this one. */
const without = (element) => Object.fromEntries(Object.entries(element).filter(([name, value]) => value !== null || !BESIDE.includes(name)))

function changed(before, changes) {
  const elements = new Map(before.elements)
  for (const [id, change] of Object.entries(changes)) elements.set(id, without({ ...elements.get(id), ...change }))
  return elements
}

for (const file of readdirSync(folder).filter((name) => !["given.json", "order.json"].includes(name))) {
  for (const vector of read(file).filter(({ malformed }) => !malformed)) {
    test(`${vector.rule} ${file}: ${vector.name}`, () => {
      const before = boardOf(vector.board, vector.room, vector.beside)
      const untouched = structuredClone(before)
      const author = vector.author && contextOf(vector.author)

      const outcome = vector.event ? [vector.event] : decide(before, author, vector.op)
      if (vector.rejected) return assert.deepEqual(outcome, { code: vector.rejected })
      assert.ok(!isRefusal(outcome))
      const after = replay(before, outcome.map((event, place) => ({ ...event, s: 8 + place })), author?.seat ?? vector.seat ?? null)

      const elements = changed(before, vector.after)
      const living = [...elements.values()].filter((each) => !each.deleted).length
      assert.deepEqual(after, { seq: 7 + outcome.length, elements, living })
      assert.deepEqual(before, untouched)
      if (vector.order) assert.deepEqual(outcome.map(({ id }) => id), vector.order)
      if (vector.by) assert.deepEqual(outcome.map(({ by }) => by ?? null), vector.by)
    })
  }
}

test("an event of our own that is still in flight leaves the number where it is", () => {
  const before = boardOf(["mine"])

  const after = apply(before, { k: "txt.put", id: given.elements.mine.id, t: "Still on its way" })

  assert.equal(after.seq, 7)
  assert.equal(after.elements.get(given.elements.mine.id).text, "Still on its way")
})

test("a stroke has so many numbers and no more", () => {
  const { stroke } = given.elements
  const long = { seq: 7, elements: new Map([[stroke.id, { ...stroke, pts: Array(8_000).fill(1) }]]), living: 1 }
  const on = (pts) => decide(long, contextOf("participant"), { n: 1, k: "ink.add", id: stroke.id, at: 8_000, pts })

  assert.deepEqual([isRefusal(on([])), on([1, 2])], [false, { code: "ink-long" }])
})
