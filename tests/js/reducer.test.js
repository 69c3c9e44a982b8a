/** The shared vectors, on the browser's side. `tests/boards/test_vectors.py` runs the same files. */
import assert from "node:assert/strict"
import { readFileSync, readdirSync } from "node:fs"
import { test } from "node:test"

import { decide, isRefusal, MOST_ELEMENTS } from "../../app/static/boards/decide.js"
import { apply, replay } from "../../app/static/boards/reducer.js"

const folder = new URL("../vectors/boards/", import.meta.url)
const read = (name) => JSON.parse(readFileSync(new URL(name, folder), "utf8"))
const given = read("given.json")

const boardOf = (names) => {
  const elements = names.map((name) => given.elements[name])
  return { seq: 7, elements: new Map(elements.map((each) => [each.id, each])), living: elements.filter((each) => !each.deleted).length }
}
const contextOf = (name) => ({ ...given.authors[name], zones: new Set(given.authors[name].zones) })

function changed(before, changes) {
  const elements = new Map(before.elements)
  for (const [id, change] of Object.entries(changes)) elements.set(id, { ...elements.get(id), ...change })
  return elements
}

for (const file of readdirSync(folder).filter((name) => !["given.json", "order.json"].includes(name))) {
  for (const vector of read(file).filter(({ malformed }) => !malformed)) {
    test(`${vector.rule} ${file}: ${vector.name}`, () => {
      const before = boardOf(vector.board)
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
    })
  }
}

test("an event of our own that is still in flight leaves the number where it is", () => {
  const before = boardOf(["mine"])

  const after = apply(before, { k: "txt.put", id: given.elements.mine.id, t: "Still on its way" })

  assert.equal(after.seq, 7)
  assert.equal(after.elements.get(given.elements.mine.id).text, "Still on its way")
})

test("a full board takes no note and gives none back", () => {
  const full = { ...boardOf(["dead"]), living: MOST_ELEMENTS }
  const added = read("el.add.json").find(({ rule }) => rule === "BA1").op

  assert.deepEqual(decide(full, contextOf("facilitator"), added), { code: "board-full" })
  assert.deepEqual(decide(full, contextOf("facilitator"), { n: 2, k: "el.undel", ids: [given.elements.dead.id] }), { code: "board-full" })
})
