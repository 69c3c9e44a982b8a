/** The shared vectors, on the browser's side. `tests/boards/test_vectors.py` runs the same files. */
import assert from "node:assert/strict"
import { readFileSync, readdirSync } from "node:fs"
import { env } from "node:process"
import { test } from "node:test"
import { pathToFileURL } from "node:url"

// Elsewhere lie copies with a mistake in them, which these tests must find (tests/boards/test_twins.py).
const boards = env.BOARDS ? pathToFileURL(`${env.BOARDS}/`) : new URL("../../app/static/boards/", import.meta.url)
const { decide, isRefusal, MOST_ELEMENTS, MOST_IN_GROUP } = await import(new URL("decide.js", boards).href)
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

const boardOf = (names, room) => {
  const elements = names.map((name) => given.elements[name])
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
      const before = boardOf(vector.board, vector.room)
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

test("a full group takes no other note, as far as one sees it, and keeps those it has", () => {
  const group = given.elements.group
  const notes = Array.from({ length: MOST_IN_GROUP }, (_, n) => ({ ...given.elements.grouped, id: `e_${String(n).padStart(22, "0")}` }))
  const unseen = { ...given.elements["grouped-unseen"] }
  const full = { seq: 7, elements: new Map([group, ...notes, unseen, given.elements.public].map((each) => [each.id, each])), living: 203 }
  const into = (id) => ({ n: 1, k: "el.move", id, parent: group.id, zone: "gaps", z: "k1", x: 0, y: 0 })

  const another = decide(full, contextOf("participant"), into(given.elements.public.id))
  const theSame = decide(full, contextOf("participant"), into(notes[0].id))
  full.elements.delete(notes[1].id)
  const oneLess = decide(full, contextOf("participant"), into(given.elements.public.id))

  assert.deepEqual([another, isRefusal(theSame), isRefusal(oneLess)], [{ code: "group-full" }, false, false])
})

test("a full board takes no note and gives none back", () => {
  const full = { ...boardOf(["dead"]), living: MOST_ELEMENTS }
  const added = read("el.add.json").find(({ rule }) => rule === "BA1").op

  assert.deepEqual(decide(full, contextOf("facilitator"), added), { code: "board-full" })
  assert.deepEqual(decide(full, contextOf("facilitator"), { n: 2, k: "el.undel", ids: [given.elements.dead.id] }), { code: "board-full" })
})

test("a full frame takes nothing more at any depth, as far as one sees it, and keeps what it has", () => {
  const { frame, "framed-group": group, "framed-deep": deep, "framed-hidden": unseen, public: free, group: other } = given.elements
  const deeper = Array.from({ length: 498 }, (_, n) => ({ ...deep, id: `e_${String(n).padStart(22, "0")}` }))
  const boardWith = (...elements) => ({ seq: 7, elements: new Map(elements.map((each) => [each.id, each])), living: elements.length })
  const full = boardWith(frame, group, deep, ...deeper, unseen, free, other)
  const oneLess = boardWith(frame, group, ...deeper, unseen, free, other)
  const into = (id) => ({ n: 1, k: "el.move", id, parent: frame.id, zone: "gaps", z: "k1", x: 0, y: 0 })
  const answers = [[full, free], [full, group], [oneLess, other]].map(([board, { id }]) => decide(board, contextOf("participant"), into(id)))

  assert.deepEqual(answers.map((answer) => answer.code), ["frame-full", undefined, undefined])
})

test("a board holds so many strokes and images, a stroke so many numbers", () => {
  const beside = (type) => ({ n: 1, k: "el.add", id: "e_new-------------------", type, zone: "gaps", z: "k1", p: { x: 0, y: 0, ...(type === "image" && { asset: "a".repeat(22) }) }, t: "" })
  const filled = (one, most) => ({ seq: 7, elements: new Map(Array.from({ length: most }, (_, n) => [`e_${n}`, { ...one, id: `e_${n}` }])), living: most })
  const { stroke, image } = given.elements
  const long = { seq: 7, elements: new Map([[stroke.id, { ...stroke, pts: Array(8_000).fill(1) }]]), living: 1 }

  const answers = [
    decide(filled(stroke, 2_000), contextOf("facilitator"), beside("ink")), decide(filled(stroke, 1_999), contextOf("facilitator"), beside("ink")),
    decide(filled(image, 300), contextOf("facilitator"), beside("image")), decide(filled(image, 299), contextOf("facilitator"), beside("image")),
    decide(long, contextOf("participant"), { n: 1, k: "ink.add", id: stroke.id, at: 8_000, pts: [1, 2] }),
  ]

  assert.deepEqual(answers.map((answer) => answer.code), ["ink-full", undefined, "images-full", undefined, "ink-long"])
})
