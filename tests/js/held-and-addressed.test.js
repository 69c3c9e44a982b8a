/** A note that is held over another makes a group where that is allowed, and what is chosen stands in the address. */
/* global location -- the test's own */
import assert from "node:assert/strict"
import { mock, test } from "node:test"
import { leaving } from "./leaving.js"
import { keepAddress } from "../../app/static/boards/canvas/address.js"
import { Pairing, pair } from "../../app/static/boards/canvas/pairing.js"
import { Scene } from "../../app/static/boards/canvas/scene.js"
import { Selection } from "../../app/static/boards/canvas/selection.js"
import { NOTE } from "../../app/static/boards/geometry.js"

globalThis.document ??= { documentElement: { lang: "en" } }

const GROUNDS = [{ id: "gaps", title: "Gaps", box: [0, 0, 2000, 1000] }, { id: "wins", title: "Wins", box: [2000, 0, 4000, 1000] }]
const PLAIN = { type: "note", zone: "gaps", parent: null, z: "V", x: 0, y: 0, w: 160, h: 120, text: "", author: "s_ada", audience: "*", generation: 0, deleted: false }
const HOLDS = 600

const here = leaving()

function sceneOf(...elements) {
  const scene = new Scene(GROUNDS, NOTE)
  const all = new Map(elements.map((element) => [element.id, { ...PLAIN, ...element }]))
  scene.take(all, all.keys())
  return scene
}

/** Ada holds a note over another: with which it would come under a title. */
function pairs(over, { held = {}, context = {}, alone = 0 } = {}) {
  const hand = { id: "held", x: 600, ...held }
  const scene = sceneOf({ id: "over", ...over }, hand, { id: "g", type: "group", x: -6, y: -38, w: 172, h: 164, zone: "gaps", deleted: over.parent !== "g" })
  const desk = { store: { context: { seat: "s_ada", rights: {}, private: alone > 0, ...context } }, generation: () => alone }
  const told = []
  const pairing = new Pairing({ desk, scene }, [scene.living("held")], () => told.push(pairing.with))
  pairing.move({ clientX: 40, clientY: 40 }, { x: 40, y: 40 })
  mock.timers.tick(HOLDS)
  pairing.stop()
  return told
}

test("a note held over another for a moment makes a group of both, and not before", () => {
  const scene = sceneOf({ id: "over" }, { id: "held", x: 600 })
  const desk = { store: { context: { seat: "s_ada", rights: {} } }, generation: () => 0 }
  const told = []
  const pairing = new Pairing({ desk, scene }, [scene.living("held")], () => told.push(pairing.with))
  const hold = (clientX, milliseconds) => {
    pairing.move({ clientX, clientY: 40 }, { x: clientX, y: 40 })
    mock.timers.tick(milliseconds)
  }

  hold(40, HOLDS - 1)
  hold(60, HOLDS - 1)
  assert.deepEqual([told, pairing.with], [[], null])
  // A hand that rests trembles a little.
  hold(64, 1)
  assert.deepEqual([told, pairing.with], [["over"], "over"])
  hold(500, HOLDS)
  assert.deepEqual([told, pairing.with], [["over"], null])
})

test("what may not come under a title with it makes none", () => {
  const OTHERS = { author: "s_bo" }
  const arranges = { rights: { "arrange-others": "no" } }

  assert.deepEqual(pairs({}), ["over"])
  assert.deepEqual(pairs(OTHERS), ["over"])
  assert.deepEqual(pairs({}, { held: { zone: "wins", x: 2600 } }), ["over"])
  const refused = {
    "locked": pairs({ locked: true }),
    "another's, which one may not arrange": pairs(OTHERS, { context: arranges }),
    "in a group": pairs({ parent: "g" }),
    "no note": pairs({ type: "text" }),
    "held and no note": pairs({}, { held: { type: "image" } }),
    "where nothing is added": pairs({}, { context: { rights: { add: "closed" } } }),
    "in a zone that takes nothing in": pairs({}, { context: { narrowed: { gaps: { add: "zone-reads" } } } }),
  }
  assert.deepEqual(Object.entries(refused).filter(([, told]) => told.length), [])
})

test("whoever sees the notes sees the title over them", () => {
  const MINE = { audience: "s_ada", generation: 1 }

  assert.deepEqual([pairs(MINE, { held: MINE, alone: 1 }), pairs(MINE, { held: MINE })], [["over"], ["over"]])
  // In private writing the title would be Ada's alone; and notes of one group are seen by the same people.
  assert.deepEqual([pairs({}, { alone: 1 }), pairs(MINE), pairs({}, { held: MINE, alone: 1 })], [[], [], []])
})

test("where nothing can be added by the time of the drop, that is said, and no group is made", async () => {
  const said = []
  const scene = sceneOf({ id: "over" }, { id: "held", x: 600 })
  const drop = (context) => pair({ desk: { store: { context: { seat: "s_ada", rights: {}, ...context } } }, scene, refuse: (zone) => said.push(zone) }, ["over", "held"])

  await drop({ rights: { add: "closed" } })
  await drop({ narrowed: { gaps: { add: "zone-reads" } } })
  await pair({ desk: {}, scene, refuse: (zone) => said.push(zone) }, ["gone"])

  assert.deepEqual(said, ["gaps", "gaps"])
})

/** A page at an address, and where it looks. */
function page(hash, scene, zoom = 1) {
  const [went, listeners] = [[], {}]
  globalThis.location = { hash, pathname: "/boards/b/", search: "?view=canvas" }
  globalThis.history = { state: "kept", replaceState: (state, _title, address) => {
    went.push([state, address])
    location.hash = address.startsWith("#") ? address : ""
  } }
  globalThis.addEventListener = (name, hear) => (listeners[name] = hear)
  const [selection, looks] = [new Selection(), []]
  const camera = { view: { zoom }, fit: (box) => looks.push(["closer", box]), show: (box) => looks.push(["shows", box]) }
  const arrive = keepAddress({ scene, camera, plane: { focus: (id) => looks.push(["focus", id]) }, selection }, here.signal)
  return { arrive, selection, looks, went, go: (to) => ((location.hash = to), listeners.hashchange()) }
}

test("an address leads to what it names, closer where nobody could read it", () => {
  const scene = sceneOf({ id: "e_1", x: 100 }, { id: "e_2", x: 700 })
  const far = page("#e_1", scene, 0.3)
  far.arrive()
  assert.deepEqual([[...far.selection.chosen], far.looks], [["e_1"], [["closer", [100, 0, 260, 120]], ["focus", "e_1"]]])

  const near = page("#e_1", scene)
  near.arrive()
  near.go("#e_2")
  near.go("#e_gone")
  near.go("#main")
  assert.deepEqual(near.looks, [["shows", [100, 0, 260, 120]], ["focus", "e_1"], ["shows", [700, 0, 860, 120]], ["focus", "e_2"]])
})

test("an address of a note that lies in a pile leads to the pile", () => {
  const { arrive, selection, looks } = page("#e_in", sceneOf({ id: "e_g", type: "group", folded: true, w: 172, h: 164 }, { id: "e_in", parent: "e_g", x: 6, y: 38 }))

  arrive()

  assert.deepEqual([[...selection.chosen], looks.at(-1)], [["e_g"], ["focus", "e_g"]])
})

test("one thing that is chosen stands in the address, several do not, and what else stands there stays", () => {
  const { selection, went } = page("", sceneOf({ id: "e_1" }, { id: "e_2" }))

  selection.choose(["e_1"])
  selection.choose(["e_1", "e_2"])
  assert.deepEqual([went, location.hash], [[["kept", "#e_1"]], "#e_1"])
  selection.choose([])
  assert.deepEqual(went.splice(0), [["kept", "#e_1"], ["kept", "/boards/b/?view=canvas"]])
  location.hash = "#main"
  selection.choose(["e_1", "e_2"])
  selection.choose([])

  assert.deepEqual([went, location.hash], [[], "#main"])
})
