/** What lies where on the plane: boxes, groups, reading order, where things drop and where there is room. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { dropped, taken } from "../../app/static/boards/canvas/drop.js"
import { Grid, around, meets } from "../../app/static/boards/canvas/grid.js"
import { neighbour } from "../../app/static/boards/canvas/menu.js"
import { mayDo } from "../../app/static/boards/canvas/rights.js"
import { rows } from "../../app/static/boards/canvas/grouping.js"
import { cell, freePlace, slots } from "../../app/static/boards/canvas/room.js"
import { Scene } from "../../app/static/boards/canvas/scene.js"
import { inLine, isLaidOnOthers } from "../../app/static/boards/canvas/settling.js"
import { NOTE, sized } from "../../app/static/boards/geometry.js"

const GROUNDS = [
  { id: "gaps", title: "Gaps", box: [0, 0, 2400, 2700] },
  { id: "wins", title: "Wins", box: [2400, 0, 4800, 2700] },
]
const PLAIN = { type: "note", zone: "gaps", parent: null, z: "V", x: 0, y: 0, w: 160, h: 120, colour: null, lang: null, dir: "auto", gloss: null, text: "", author: null, named: false, audience: "*", generation: 0, deleted: false }

function sceneOf(...elements) {
  const scene = new Scene(GROUNDS, NOTE)
  const all = new Map(elements.map((element) => [element.id, { ...PLAIN, ...element }]))
  scene.take(all, all.keys())
  return { scene, all }
}

const GROUP = { id: "g", type: "group", z: "V2", x: 94, y: 62, w: 340, h: 180, text: "Access" }
const TWO = [GROUP, { id: "a", parent: "g", z: "V4", x: 100, y: 100 }, { id: "b", parent: "g", z: "V3", x: 280, y: 100 }]

test("people read zone after zone, groups with their notes first, then the notes that lie alone", () => {
  const { scene } = sceneOf({ id: "far", zone: "wins", z: "A" }, { id: "loose", z: "V1" }, ...TWO)

  assert.deepEqual(scene.order, ["g", "b", "a", "loose", "far"])
})

test("a note whose group is not to be seen lies in none", () => {
  const { scene } = sceneOf({ id: "a", parent: "unseen", z: "V1" }, { id: "b", z: "V2" })

  assert.deepEqual(scene.order, ["a", "b"])
})

test("a group reaches around its notes, wherever they went", () => {
  const { scene, all } = sceneOf(...TWO)
  const before = scene.box("g")

  all.set("b", { ...all.get("b"), x: 1000, y: 500 })
  const fresh = scene.take(all, ["b"])

  assert.deepEqual(before, [94, 62, 446, 226])
  assert.deepEqual(scene.box("g"), [94, 62, 1166, 626])
  assert.deepEqual([...fresh].sort(), ["b", "g"])
})

test("a folded group is a pile as large as its first note; what lies in it is seen there, and not by itself", () => {
  const { scene, all } = sceneOf(...TWO, { id: "line", type: "connector", start: "a", end: [900, 900] }, { id: "loose", z: "V1" })
  const open = { box: scene.box("a"), order: scene.order }

  all.set("g", { ...all.get("g"), folded: true })
  const fresh = scene.take(all, ["g"])

  assert.deepEqual([...fresh].sort(), ["a", "b", "g", "line"])
  assert.deepEqual(scene.box("g"), [94, 62, 272, 232])
  assert.deepEqual(["a", "b", "g"].map((id) => [scene.box(id) === undefined, scene.seenAt(id)]), [[true, "g"], [true, "g"], [false, "g"]])
  assert.deepEqual([scene.order, scene.all], [["g", "line", "loose"], ["g", "b", "a", "line", "loose"]])
  assert.equal(scene.groupAt({ x: 120, y: 120 }, new Set()), "g")
  assert.ok(scene.ends(all.get("line"))[0].y <= 232)

  scene.peek("g", true)
  assert.deepEqual([scene.box("a"), scene.order, scene.isPile("g")], [open.box, open.order, false])
  scene.peek("g", false)
  assert.equal(scene.isPile("g"), true)
  all.set("g", { ...all.get("g"), folded: undefined })
  scene.take(all, ["g"])
  assert.deepEqual(scene.box("a"), open.box)
})

test("a note that left its group or was deleted is no longer in it", () => {
  const { scene, all } = sceneOf(...TWO)

  all.set("a", { ...all.get("a"), parent: null })
  all.set("b", { ...all.get("b"), deleted: true })
  scene.take(all, ["a", "b"])

  assert.deepEqual([scene.inside("g"), scene.box("b"), scene.living("b")], [[], undefined, undefined])
})

test("of zones that lie in one another the inner one is meant; beside them all the nearest", () => {
  const scene = new Scene([{ id: "outer", title: "", box: [0, 0, 4000, 2700] }, { id: "ring", title: "", box: [1000, 1000, 2000, 2000] }], NOTE)

  assert.deepEqual([scene.zoneAt({ x: 1500, y: 1500 }), scene.zoneAt({ x: 100, y: 100 }), scene.zoneAt({ x: 4500, y: 100 })], ["ring", "outer", "outer"])
})

test("what would lie under others of its zone is laid on them, what lies beside or over them is not", () => {
  const lone = [{ id: "low", z: "V1" }, { id: "high", z: "V5", x: 900 }, { id: "top", z: "V8", x: 900, y: 600 }, { id: "shape", type: "shape", z: "V9", x: 300 }, { id: "far", zone: "wins", z: "V9", x: 2400 }]
  const { scene, all } = sceneOf(...lone)
  const laid = (ids, by) => isLaidOnOthers(scene, ids.map((id) => ({ id, zone: "gaps", parent: null, x: all.get(id).x + by.x, y: all.get(id).y + by.y })))

  assert.deepEqual([laid(["low"], { x: 860, y: 40 }), laid(["low"], { x: 0, y: 300 }), laid(["low"], { x: 280, y: 0 }), laid(["low"], { x: 2300, y: 0 })], [true, false, false, false])
  assert.deepEqual([laid(["top"], { x: 0, y: -560 }), laid(["low", "high"], { x: 0, y: 40 }), laid(["low", "high"], { x: 0, y: 560 })], [false, false, true])
})

test("a note dropped on a group joins it, dropped beside it leaves it", () => {
  const { scene } = sceneOf(...TWO, { id: "c", z: "V9", x: 900, y: 900 })
  const joins = taken(scene, ["c"])
  const leaves = taken(scene, ["a"])

  const [one] = dropped(scene, joins.led, { x: -700, y: -780 }, { x: 200, y: 90 }, joins.all)
  const [other] = dropped(scene, leaves.led, { x: 0, y: 700 }, { x: 150, y: 860 }, leaves.all)

  assert.deepEqual(one, { id: "c", zone: "gaps", parent: "g", x: 200, y: 120 })
  assert.deepEqual(other, { id: "a", zone: "gaps", parent: null, x: 100, y: 800 })
})

test("a group takes its notes along and goes into no other group", () => {
  const { scene } = sceneOf(...TWO, { ...GROUP, id: "h", x: 1000, y: 1000 })
  const { led, all } = taken(scene, ["g", "a"])

  const moves = dropped(scene, led, { x: 2500, y: 950 }, { x: 1010, y: 1010 }, all)

  assert.deepEqual([...all].sort(), ["a", "b", "g"])
  assert.deepEqual(moves, [{ id: "g", zone: "wins", parent: null, x: 2594, y: 1012 }])
})

test("an image lies on the plane as notes do, and in no group", () => {
  const { scene } = sceneOf(...TWO, { id: "i", type: "image", z: "V1", x: 900, y: 900, w: 320, h: 200 })

  const [move] = dropped(scene, [scene.living("i")], { x: -700, y: -780 }, { x: 210, y: 130 }, new Set(["i"]))

  assert.deepEqual(scene.order, ["g", "b", "a", "i"])
  assert.deepEqual(scene.box("i"), [900, 900, 1220, 1100])
  assert.deepEqual(move, { id: "i", zone: "gaps", parent: null, x: 200, y: 120 })
})

test("what is moved within its frame stays in it, and out of it leaves it", () => {
  const { scene } = sceneOf({ id: "f", type: "frame", x: 0, y: 0, w: 600, h: 600 }, { id: "a", parent: "f", x: 100, y: 100 })
  const moved = (x) => dropped(scene, [scene.living("a")], { x, y: 0 }, { x: 100 + x, y: 100 }, new Set(["a"]))[0].parent

  assert.deepEqual([moved(200), moved(900)], ["f", null])
  assert.deepEqual(scene.order, ["f", "a"])
})

test("a public note does not join a group that only its author sees", () => {
  const { scene } = sceneOf({ ...GROUP, audience: "s_ada" }, { id: "c", x: 900, y: 900 })

  const [move] = dropped(scene, [scene.living("c")], { x: -800, y: -830 }, { x: 120, y: 80 }, new Set(["c"]))

  assert.equal(move.parent, null)
})

test("nothing is dropped beside the board, and what stays where it is makes no move", () => {
  const { scene } = sceneOf({ id: "c", x: 100, y: 100 })
  const led = [scene.living("c")]

  const [move] = dropped(scene, led, { x: -5000, y: 9000 }, { x: 0, y: 2699 }, new Set(["c"]))

  assert.deepEqual([move.x, move.y], [0, 2580])
  assert.deepEqual(dropped(scene, led, { x: 0, y: 0 }, { x: 110, y: 110 }, new Set(["c"])), [])
})

test("of 5,000 notes only those are found that are in sight", () => {
  const grid = new Grid()
  for (let index = 0; index < 5000; index += 1) grid.put(`n${index}`, [(index % 100) * 48, Math.floor(index / 100) * 54, (index % 100) * 48 + 40, Math.floor(index / 100) * 54 + 40])
  const sight = /** @type {const} */ ([1000, 1000, 1400, 1200])

  const found = grid.meeting([...sight])

  const expected = [...Array(5000).keys()].map((index) => `n${index}`).filter((id) => meets(grid.box(id), sight))
  assert.deepEqual([...found].sort(), expected.sort())
  assert.ok(found.size < 60)
})

test("what was taken away or moved is found where it is, nowhere else", () => {
  const grid = new Grid()
  grid.put("a", [0, 0, 100, 100])
  grid.put("b", [0, 0, 100, 100])

  grid.remove("a")
  grid.put("b", [3000, 2000, 3160, 2120])

  assert.deepEqual([...grid.meeting([0, 0, 200, 200])], [])
  assert.deepEqual([...grid.meeting([3100, 2100, 3101, 2101])], ["b"])
  assert.deepEqual(around([[0, 5, 10, 20], [-5, 8, 3, 30]]), [-5, 5, 10, 30])
})

test("a new note finds a free place beside, within its zone", () => {
  const { scene } = sceneOf({ id: "c", x: 300, y: 300 })

  const place = freePlace(scene, "gaps", { width: 160, height: 120 }, { x: 300, y: 300 })

  assert.equal(scene.grid.meeting([place.x, place.y, place.x + 160, place.y + 120]).size, 0)
  assert.ok(Math.hypot(place.x - 300, place.y - 300) < 260)
  assert.equal(scene.zoneAt({ x: place.x + 80, y: place.y + 60 }), "gaps")
})

test("the next note of a group lies in its rows", () => {
  const { scene } = sceneOf(...TWO)

  assert.deepEqual(slots(scene, "g", [PLAIN]), [{ x: 100, y: 240 }])
  assert.deepEqual(slots(scene, "g", [scene.living("b")]), [{ x: 280, y: 100 }])
  assert.deepEqual(cell({ x: 0, y: 0 }, NOTE, 2, 3), { x: 180, y: 140 })
  assert.deepEqual([1, 4, 9, 20].map((count) => rows(scene, count, NOTE).columns), [1, 2, 3, 4])
})

test("on a board of large notes groups, their titles and the air between notes are as large", () => {
  const scene = new Scene(GROUNDS, sized(480))
  const notes = [{ ...PLAIN, ...GROUP }, { ...PLAIN, id: "a", parent: "g", x: 300, y: 300, w: 480, h: 360 }]
  scene.take(new Map(notes.map((note) => [note.id, note])), ["g", "a"])

  assert.deepEqual(scene.box("g"), [282, 186, 798, 678])
  assert.deepEqual(slots(scene, "g", [{ ...PLAIN, id: "b", w: 480, h: 360 }]), [{ x: 840, y: 300 }])
  assert.deepEqual(rows(scene, 4, sized(480)), { columns: 2, width: 1056, height: 912 })
})

test("of two notes that join a group together each has a place of its own", () => {
  const { scene } = sceneOf(...TWO)

  assert.deepEqual(slots(scene, "g", [{ ...PLAIN, id: "c" }, { ...PLAIN, id: "d" }]), [{ x: 100, y: 240 }, { x: 280, y: 240 }])
})

test("a small note that joins large ones takes a place as wide as theirs", () => {
  const { scene } = sceneOf(GROUP, { id: "a", parent: "g", x: 100, y: 100, w: 480, h: 360 })

  assert.deepEqual(slots(scene, "g", [PLAIN]), [{ x: 640, y: 100 }])
})

test("when a note goes, the one behind it has the focus, else the one before", () => {
  assert.deepEqual([neighbour(["a", "b", "c"], ["b"]), neighbour(["a", "b", "c"], ["c"]), neighbour(["a"], ["a"])], ["c", "b", null])
})

test("what may be done follows the stage, whose notes they are, and what is still on its way", () => {
  const mine = { ...PLAIN, id: "a", author: "s_ada" }
  const theirs = { ...PLAIN, id: "b", author: null }
  const hidden = { ...mine, id: "c", audience: "s_ada" }
  const group = { ...PLAIN, ...GROUP, author: "s_ada" }
  const rules = (rights, more = {}) => ({ context: { seat: "s_ada", rights, private: false }, waiting: new Set(), facilitates: false, ...more })
  const acts = ["edit", "move", "colour", "group", "free", "share", "delete", "promote"]
  const may = (notes, given) => acts.filter((act) => mayDo(act, notes, given))

  assert.deepEqual(may([mine], rules({})), ["edit", "move", "colour", "group", "delete"])
  assert.deepEqual(may([mine, theirs], rules({ "delete-others": "not-yours", "rewrite-others": "not-yours" })), ["move", "colour", "group"])
  assert.deepEqual(may([hidden], rules({})), ["edit", "move", "colour", "group", "share", "delete"])
  assert.deepEqual(may([group], rules({}, { facilitates: true })), ["edit", "move", "delete", "promote"])
  assert.deepEqual(may([theirs], rules({}, { facilitates: true, waiting: new Set(["b"]) })), ["edit", "move", "colour", "group", "delete"])
  assert.deepEqual(may([{ ...mine, parent: "g" }], rules(Object.fromEntries(["add", "change-own", "delete-own"].map((deed) => [deed, "writing-closed"])))), [])
  assert.deepEqual(may([], rules({})), [])
})

test("frames hold all but comments, at any depth, and are read before what lies in them", () => {
  const { scene } = sceneOf(
    { id: "f", z: "b", type: "frame", w: 900, h: 900 }, { id: "inner", z: "c", type: "frame", parent: "f", w: 500, h: 500 }, { ...GROUP, parent: "inner" },
    { id: "a", parent: "g", z: "V4", x: 100, y: 100 }, { id: "n", z: "a" }, { id: "pen", z: "0", type: "ink", pts: [0, 0, 5, 5] }, { id: "said", z: "d", type: "comment", about: "n" },
  )

  assert.deepEqual(scene.order, ["f", "inner", "g", "a", "n", "pen"])
  assert.deepEqual(scene.beneath("f"), ["inner", "g", "a"])
  assert.deepEqual(scene.above("a"), ["g", "inner", "f"])
  assert.deepEqual([scene.box("said"), scene.living("said")], [undefined, undefined])
  assert.deepEqual([scene.mayJoin(scene.living("f"), "inner"), scene.mayJoin(scene.living("inner"), "f"), scene.mayJoin(scene.living("inner"), "g")], [false, true, false])
})

test("a line lies between the edges of what it ends at, and goes where that goes", () => {
  const { scene, all } = sceneOf({ id: "a", x: 0, y: 0 }, { id: "b", x: 400, y: 0 }, { id: "l", type: "connector", start: "a", end: "b" }, { id: "m", type: "connector", start: "b", end: [900, 60] })

  assert.deepEqual(scene.ends(scene.living("l")), [{ x: 160, y: 60 }, { x: 400, y: 60 }])
  assert.deepEqual(scene.box("l"), [152, 52, 408, 68])

  all.set("b", { ...all.get("b"), y: 600 })
  const fresh = scene.take(all, ["b"])

  assert.deepEqual([...fresh].sort(), ["b", "l", "m"])
  assert.deepEqual(scene.box("l").map(Math.round), [112, 112, 448, 608])
  assert.deepEqual(scene.ends(scene.living("m"), { ids: new Set(["b"]), by: { x: 0, y: -600 } }), [{ x: 560, y: 60 }, { x: 900, y: 60 }])
})

test("a stroke reaches as far as its points and the width of its pen", () => {
  const { scene } = sceneOf({ id: "pen", type: "ink", x: 100, y: 100, pts: [0, 0, 50, -20, -80, 0], pen: 6 })

  assert.deepEqual(scene.box("pen"), [64, 74, 156, 106])
})

test("what falls on a frame lies in it, in the smallest that holds its middle; groups take notes alone", () => {
  const { scene } = sceneOf(
    { id: "f", type: "frame", w: 1000, h: 1000 }, { id: "inner", type: "frame", parent: "f", x: 600, y: 600, w: 300, h: 300 },
    { ...GROUP, x: 94, y: 62 }, { id: "a", x: 2000, y: 2000 }, { id: "s", type: "shape", x: 2000, y: 2000 },
  )
  const falls = (id, x, y) => dropped(scene, [scene.living(id)], { x: x - 2000, y: y - 2000 }, { x: x + 10, y: y + 10 }, new Set([id]))[0].parent

  assert.deepEqual([falls("a", 650, 650), falls("a", 350, 500), falls("a", 120, 80), falls("s", 120, 80), falls("s", 1500, 1500)], ["inner", "f", "g", "f", null])
})

test("a frame takes along what lies in it, and a line between two things goes nowhere by itself", () => {
  const { scene } = sceneOf({ id: "f", type: "frame", w: 600, h: 600 }, { id: "a", parent: "f", x: 100, y: 100 }, { id: "b", x: 900, y: 0 }, { id: "l", type: "connector", start: "a", end: "b" })
  const { led, all } = taken(scene, ["f", "a", "l"])

  const moves = dropped(scene, led, { x: 100, y: 0 }, { x: 150, y: 50 }, all)

  assert.deepEqual([led.map(({ id }) => id), [...all].sort()], [["f", "l"], ["a", "f", "l"]])
  assert.deepEqual(moves.map(({ id, x }) => [id, x]), [["f", 100]])
})

test("a new note finds its place in a frame and over a line, not over a shape", () => {
  const { scene } = sceneOf({ id: "f", type: "frame", x: 0, y: 0, w: 2400, h: 2700 }, { id: "l", type: "connector", start: [0, 0], end: [2400, 2700] }, { id: "s", type: "shape", x: 300, y: 300, w: 400, h: 400 })

  assert.deepEqual(freePlace(scene, "gaps", NOTE, { x: 900, y: 900 }), { x: 930, y: 940 })
  assert.deepEqual(freePlace(scene, "gaps", NOTE, { x: 400, y: 400 }), { x: 390, y: 100 })
})

test("nobody changes what is locked, and whoever wrote a part of a note changes it as their own and deletes it not", () => {
  const context = { seat: "s_bo", rights: { "arrange-others": "not-yours", "delete-others": "not-yours", "rewrite-others": "not-yours" } }
  const acts = (note) => ["edit", "move", "delete"].filter((act) => mayDo(act, [{ ...PLAIN, ...note }], { context, waiting: new Set(), facilitates: false }))

  assert.deepEqual(acts({ author: "s_bo" }), ["edit", "move", "delete"])
  assert.deepEqual(acts({ author: "s_bo", locked: true }), [])
  assert.deepEqual(acts({ author: "s_ada" }), [])
  assert.deepEqual(acts({ author: "s_ada", authors: { s_bo: false } }), ["edit", "move"])
  assert.deepEqual(acts({ author: "s_bo", authors: { s_ada: false } }), ["edit", "move", "delete"])
})

test("what a zone keeps is not offered, but for what only its author sees", () => {
  const narrowed = { gaps: { "delete-own": "zone-adds", "delete-others": "zone-adds", "arrange-others": "zone-adds", "rewrite-others": "zone-adds" } }
  const context = { seat: "s_bo", rights: {}, narrowed }
  const acts = (note) => ["edit", "move", "delete"].filter((act) => mayDo(act, [{ ...PLAIN, zone: "gaps", audience: "*", ...note }], { context, waiting: new Set(), facilitates: false }))

  assert.deepEqual(acts({ author: "s_bo" }), ["edit", "move"])
  assert.deepEqual(acts({ author: "s_ada" }), [])
  assert.deepEqual(acts({ author: "s_bo", audience: "s_bo" }), ["edit", "move", "delete"])
  assert.deepEqual(acts({ author: "s_ada", zone: "ideas" }), ["edit", "move", "delete"])
})

test("a frame falls into larger ones alone", () => {
  const { scene } = sceneOf({ id: "small", type: "frame", x: 300, y: 300, w: 200, h: 200 }, { id: "large", type: "frame", x: 1000, y: 0, w: 800, h: 800 })

  const [move] = dropped(scene, [scene.living("large")], { x: -1000, y: 0 }, { x: 10, y: 10 }, new Set(["large"]))

  assert.equal(move.parent, null)
})

test("what somebody else moved while it was in the hand falls where the hand is", () => {
  const { scene, all } = sceneOf({ id: "a", x: 100, y: 100 })
  const held = [scene.living("a")]
  all.set("a", { ...all.get("a"), x: 4000, zone: "wins" })
  scene.take(all, ["a"])

  const [move] = dropped(scene, held, { x: 50, y: 0 }, { x: 160, y: 110 }, new Set(["a"]))
  all.set("a", { ...all.get("a"), deleted: true })
  scene.take(all, ["a"])

  assert.deepEqual(move, { id: "a", zone: "gaps", parent: null, x: 150, y: 100 })
  assert.deepEqual(dropped(scene, held, { x: 50, y: 0 }, { x: 160, y: 110 }, new Set(["a"])), [])
})

test("only what comes into a zone gets a turn there, pieces of a stroke get none", () => {
  const desk = { store: { shown: { elements: new Map() } } }

  const [first, piece, second] = inLine(desk, [{ k: "el.add", zone: "gaps", z: "" }, { k: "ink.add", at: 798 }, { k: "el.add", zone: "gaps", z: "" }])

  assert.deepEqual([first.z < second.z, piece], [true, { k: "ink.add", at: 798 }])
})
