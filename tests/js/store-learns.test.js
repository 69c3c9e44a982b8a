/** A page that only writes has no rules for more: what waits on the device from before fetches them. */
import assert from "node:assert/strict"
import { once } from "node:events"
import { test } from "node:test"
import { knows } from "../../app/static/boards/decide.js"
import { BoardStore } from "../../app/static/boards/store.js"

const OPEN = { seat: "s_ada", rights: {}, private: false, generation: 0, zones: new Set(["gaps"]), named: false }
const NOTE = { type: "note", zone: "gaps", z: "V", x: 0, y: 0, w: 160, h: 120, text: "Idle lab days" }

test("an op that waits and is more than writing is shown once its rules are here", async () => {
  const store = new BoardStore(OPEN)
  store.load({ to: 1, ev: [{ s: 1, k: "el.put", id: "e_1", r: NOTE }], mine: ["e_1"] })
  const move = { k: "el.move", id: "e_1", zone: "gaps", z: "V", x: 40, y: 50 }

  const before = knows(move)
  store.propose({ n: 1, op: move })
  const atOnce = store.shown.elements.get("e_1").x
  await once(store, "change")

  assert.deepEqual([before, atOnce, store.shown.elements.get("e_1").x], [false, 0, 40])
})
