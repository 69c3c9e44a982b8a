/** What a zone keeps is said before anything is sent. */
import assert from "node:assert/strict"
import { test } from "node:test"
import "../../app/static/boards/further.js"
import { barred } from "../../app/static/boards/signs.js"
import { BoardStore } from "../../app/static/boards/store.js"

const READS = { add: "zone-reads", "change-own": "zone-reads", leave: "zone-reads" }
const ADDS = { "arrange-others": "zone-adds", leave: "zone-adds" }
const note = (id, zone, by) => ({ s: Number(id.at(-1)), k: "el.add", id, by, r: { type: "note", zone, z: `V${id.at(-1)}`, x: 0, y: 0, w: 160, h: 120, text: "words" } })
const move = (id, zone) => ({ k: "el.move", id, zone, z: "k1", x: 1, y: 1 })

function desk(narrowed) {
  const store = new BoardStore({ seat: "s_bo", rights: {}, private: false, generation: 0, zones: new Set(["gaps", "ideas"]), named: true, narrowed })
  store.confirm({ from: 0, to: 2, ev: [note("e_1", "gaps", "s_bo"), note("e_2", "gaps", "s_ada")] })
  const said = []
  return { store, said, refuse: (code) => said.push(code) }
}

test("nothing is moved into a zone that takes nothing in, and it is said why", () => {
  const bo = desk({ ideas: READS })

  assert.deepEqual([barred(bo, [move("e_1", "gaps")]), barred(bo, [move("e_2", "gaps"), move("e_1", "ideas")])], [false, true])
  assert.deepEqual(bo.said, ["zone-reads"])
})

test("nor out of one that lets nothing out, nor what others laid there", () => {
  const bo = desk({ gaps: ADDS })

  assert.deepEqual(["gaps", "ideas"].map((zone) => barred(bo, [move("e_1", zone)])), [false, true])
  assert.equal(barred(bo, [move("e_2", "gaps")]), true)
  assert.deepEqual(bo.said, ["zone-adds", "zone-adds"])
})

test("what is already on its way stays in sight, whatever a zone says meanwhile: the server decides", () => {
  const bo = desk({})
  bo.store.propose({ n: 1, op: move("e_1", "ideas") })
  bo.store.govern({ narrowed: { ideas: READS, gaps: READS } })

  assert.equal(bo.store.shown.elements.get("e_1").zone, "ideas")
})
