/** What lies somewhere counts where people see it, and taking back takes back what it says. */
import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import { add } from "../../app/static/boards/adding.js"
import { mayDo } from "../../app/static/boards/canvas/rights.js"
import { Scene } from "../../app/static/boards/canvas/scene.js"
import { lands } from "../../app/static/boards/canvas/drop.js"
import { nudge } from "../../app/static/boards/canvas/settling.js"
import { lock, move, remove } from "../../app/static/boards/deeds.js"
import "../../app/static/boards/further.js"
import { NOTE } from "../../app/static/boards/geometry.js"
import { found, sayingOf } from "../../app/static/boards/finding.js"
import { takeBack } from "../../app/static/boards/undo.js"
import { BoardServer } from "./board-server.js"
import { arrive, leave, sit } from "./desk.js"

afterEach(leave)

const GROUNDS = [{ id: "gaps", box: [0, 0, 1000, 1000], title: "Gaps" }, { id: "ideas", box: [1000, 0, 2000, 1000], title: "Ideas" }]

/** A board of two zones beside each other, with what lies on it. */
async function twoZones() {
  const server = new BoardServer()
  const context = server.context.bind(server)
  server.context = (seat) => ({ ...context(seat), zones: new Set(["gaps", "ideas"]), rooms: undefined })
  const ada = await sit(server, "s_ada")
  const scene = new Scene(GROUNDS, NOTE)
  const look = () => scene.take(ada.store.shown.elements, ada.store.shown.elements.keys())
  return { ada, scene, look }
}

test("a note that arrow keys carry over a border counts in the zone where it lies", async () => {
  const { ada, scene, look } = await twoZones()
  const id = await add(ada.desk, "gaps", "On its way", { x: 860, y: 300 })
  await arrive()
  look()

  await nudge(ada.desk, scene, [scene.living(id)], 100, 0)
  await arrive()

  const { x, zone } = ada.store.shown.elements.get(id)
  assert.deepEqual([x, zone], [960, "ideas"])
})

test("a note within its zone keeps it, and its turn", async () => {
  const { ada, scene, look } = await twoZones()
  const id = await add(ada.desk, "gaps", "Stays", { x: 300, y: 300 })
  await arrive()
  look()
  const { z } = scene.living(id)

  await nudge(ada.desk, scene, [scene.living(id)], 10, 0)
  await arrive()

  assert.deepEqual([ada.store.shown.elements.get(id).zone, ada.store.shown.elements.get(id).z], ["gaps", z])
})

test("a free text counts where its words are, however wide its box is", async () => {
  const { scene } = await twoZones()
  const text = { id: "e_text", type: "text", text: "Short", size: "medium", parent: null, zone: "gaps", audience: "*", z: "V", x: 850, y: 100, w: 600, h: 48 }
  scene.take(new Map([[text.id, text]]), [text.id])

  assert.equal(lands(scene, text, { x: 0, y: 0 }, { group: null, all: new Set() }).zone, "gaps")
  assert.equal(lands(scene, { ...text, text: "نص" }, { x: 0, y: 0 }, { group: null, all: new Set() }).zone, "ideas")
})

test("what is offered back is that deletion, whatever was done since", async () => {
  const { ada } = await twoZones()
  const [doomed, other] = [await add(ada.desk, "gaps", "Doomed", { x: 0, y: 0 }), await add(ada.desk, "gaps", "Other", { x: 300, y: 0 })]
  await arrive()
  await remove(ada.desk, [doomed])
  const deletion = ada.desk.past.done.at(-1)
  const latest = await add(ada.desk, "gaps", "Written since", { x: 600, y: 0 })
  await arrive()

  await takeBack(ada.desk, deletion)
  await arrive()

  assert.deepEqual([doomed, other, latest].map((id) => ada.store.shown.elements.get(id).deleted), [false, false, false])
})

test("only notes and groups are put into a plan", () => {
  const rules = { context: { rights: {}, seat: "s_ada" }, waiting: new Set(), facilitates: true }
  const may = (type) => mayDo("promote", [{ id: "e_1", type, audience: "*", author: null }], rules)

  assert.deepEqual(["note", "group"].map(may), [true, true])
  assert.deepEqual(["text", "shape", "frame", "image", "connector", "ink"].map(may), [false, false, false, false, false, false])
})

test("plane and list look for words alike, whatever the case, the accents and the width", () => {
  const element = { id: "a", says: sayingOf({ text: "R\u00e9sum\u00e9 of the \uff2c\uff41\uff42", gloss: null, author: "Ad\u00e8le", answers: "Effort 3" }) }

  assert.deepEqual(["resume", "LAB", "adele effort"].map((sought) => found(sought, [element])), [["a"], ["a"], ["a"]])
  assert.deepEqual(["safe", "delete", "send"].map((sought) => found(sought, [element])), [[], [], []])
})

test("what an undo leaves as it is is shown, and not only said", async () => {
  const { ada } = await twoZones()
  const id = await add(ada.desk, "gaps", "Held", { x: 0, y: 0 })
  await move(ada.desk, [id], { zone: "ideas" })
  await lock(ada.desk, [id])
  await arrive()
  const moved = ada.desk.past.done.at(-2)

  await takeBack(ada.desk, moved)

  assert.match(ada.shown.join(), /1 change stays/)
})
