/** Tidying up a zone, or what is chosen: rows in an order, one deed, nothing on anything else, and what may not move stays. */
import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import { apart } from "../../app/static/boards/canvas/apart.js"
import { WIDTHS, inRows, sizesFor } from "../../app/static/boards/canvas/in_rows.js"
import { mayDo } from "../../app/static/boards/canvas/rights.js"
import { Scene } from "../../app/static/boards/canvas/scene.js"
import { sorted, turnsOf } from "../../app/static/boards/canvas/sorting.js"
import { goes, meantBy, tidyUp } from "../../app/static/boards/canvas/tidying.js"
import { add, addGroup, lock } from "../../app/static/boards/deeds.js"
import "../../app/static/boards/further.js"
import { NOTE, meets } from "../../app/static/boards/geometry.js"
import { undo } from "../../app/static/boards/undo.js"
import { BoardServer } from "./board-server.js"
import { arrive, leave, sit } from "./desk.js"

afterEach(leave)

const ROOM = { box: [0, 0, 1000, 700], inside: null }
const note = (id, box) => ({ id, is: "note", box })
const at = (width, height) => [0, 0, width, height]
const KNOWN = { inside: () => [], colours: ["yellow", "teal"], dots: new Map(), nameOf: ({ named, author }) => (named && author) || "", language: "en" }

/** Whole places, as one reads them. */
const told = (found) => found && Object.fromEntries(found)

test("notes lie in rows under the title of their zone, all as large as the largest that is there", () => {
  const found = inRows(() => [ROOM], [note("a", at(160, 120)), note("b", at(320, 240)), note("c", at(160, 120))], [])

  assert.deepEqual(told(found), { a: [30, 100, 350, 340], b: [390, 100, 710, 340], c: [30, 380, 350, 620] })
})

test("where all of them have no room as large they have the next smaller size at which they have", () => {
  const found = inRows(() => [ROOM], Array.from({ length: 12 }, (_, index) => note(`n${index}`, at(320, 240))), [])

  const widths = new Set([...found.values()].map(([left, , right]) => right - left))
  assert.deepEqual([found.size, [...widths]], [12, [200]])
  assert.deepEqual(found.get("n11"), [705, 450, 905, 600])
})

test("hundreds of notes lie on no other and in their zone", () => {
  const found = [...inRows(() => [ROOM], Array.from({ length: 300 }, (_, index) => note(`n${index}`, at(160, 120))), []).values()]

  assert.equal(found.length, 300)
  assert.deepEqual(found.flatMap((one, index) => found.slice(index + 1).filter((other) => meets(one, other))), [])
  assert.deepEqual(found.filter(([left, top, right, bottom]) => left < 30 || top < 100 || right > 1000 || bottom > 700), [])
})

test("groups lie in rows before what lies alone, each as large as it is", () => {
  const group = (id, width, height) => ({ id, is: "holder", box: at(width, height) })

  const found = inRows(() => [ROOM], [group("g", 352, 178), group("h", 352, 300), group("i", 352, 100), note("a", at(160, 120))], [])

  assert.deepEqual(told(found), { g: [30, 100, 382, 278], h: [402, 100, 754, 400], i: [30, 420, 382, 520], a: [570, 520, 730, 640] })
})

test("rows go around what stays, and around the ring within", () => {
  const ring = { box: [0, 0, 1000, 700], inside: [200, 200, 800, 600] }

  assert.deepEqual(told(inRows(() => [ROOM], [note("a", at(160, 120)), note("b", at(160, 120))], [[100, 150, 260, 270]])), { a: [390, 100, 550, 220], b: [570, 100, 730, 220] })
  assert.deepEqual(told(inRows(() => [ring], [note("a", at(160, 120)), note("b", at(160, 120))], [])), { a: [30, 100, 190, 220], b: [30, 240, 190, 360] })
})

test("rows of groups go around what stays, beside it or below it", () => {
  const group = (id) => ({ id, is: "holder", box: at(352, 178) })

  assert.deepEqual(told(inRows(() => [ROOM], [group("g"), group("h"), group("i")], [[20, 110, 300, 200], [700, 90, 990, 320]])), {
    g: [320, 100, 672, 278], h: [30, 298, 382, 476], i: [30, 496, 382, 674],
  })
})

test("a text that is broader than a note takes the room it has, and notes after it lie beside it", () => {
  const text = { id: "t", is: "other", box: at(400, 60) }

  assert.deepEqual(told(inRows(() => [ROOM], [note("a", at(160, 120)), text, note("b", at(160, 120)), note("c", at(160, 120))], [])), {
    a: [30, 100, 190, 220], t: [210, 100, 610, 160], b: [750, 100, 910, 220], c: [30, 240, 190, 360],
  })
})

test("where nothing is small enough there are no rows", () => {
  assert.equal(inRows(() => [ROOM], [{ id: "t", is: "other", box: at(1200, 60) }], []), null)
  assert.equal(inRows(() => [ROOM], [{ id: "g", is: "holder", box: at(990, 60) }], []), null)
  assert.equal(inRows(() => [ROOM], [note("a", at(160, 120))], [[0, 0, 1000, 700]]), null)
})

test("sizes are those that are there and the usual ones below", () => {
  assert.deepEqual(sizesFor([note("a", at(70, 52)), note("b", at(64, 48))]).map(({ width }) => width), [70, 64, 56, 48, 40, 32, 24])
  assert.deepEqual(sizesFor([]).map(({ width }) => width), WIDTHS.filter((width) => width <= 160))
})

test("where places mean something only what covers others moves, as little as it must", () => {
  const found = apart(ROOM, [{ id: "a", box: [300, 300, 460, 420] }, { id: "b", box: [310, 310, 470, 430] }, { id: "c", box: [700, 300, 860, 420] }], [[700, 500, 860, 620]])

  assert.deepEqual(told(found), { b: [310, 430, 470, 550] })
})

test("what covers others and has no free place stays", () => {
  assert.deepEqual(told(apart({ box: [0, 0, 200, 260], inside: null }, [{ id: "a", box: [20, 110, 180, 230] }, { id: "b", box: [22, 112, 182, 232] }], [])), {})
})

const PLAIN = { type: "note", zone: "gaps", parent: null, colour: null, author: null, named: false, audience: "*" }
const make = (id, more) => ({ ...PLAIN, id, ...more })
const ids = (notes) => notes.map(({ id }) => id).join("")

test("groups come first, and each order has its own sense", () => {
  const all = [
    make("a", { colour: "teal", author: "Zoë", named: true }), make("b", { author: "Ada" }), make("g", { type: "group" }), make("c", { colour: "yellow", author: "Éva", named: true }), make("h", { type: "group" }), make("d"),
  ]
  const known = { ...KNOWN, inside: (id) => (id === "h" ? ["x", "y"] : []), dots: new Map([["d", 3], ["a", 1], ["x", 2], ["g", 1]]) }

  const found = Object.fromEntries(["group", "colour", "votes", "author", "time"].map((order) => [order, ids(sorted(all, order, known))]))

  assert.deepEqual(found, { group: "hgabcd", colour: "ghbdca", votes: "hgdabc", author: "ghcabd", time: "ghabcd" })
})

test("turns are shared out among those that are moved, and none has that of another", () => {
  assert.deepEqual(told(turnsOf([{ id: "a", z: "V9" }, { id: "b", z: "V1" }, { id: "c", z: "V5" }], () => "11")), { a: "V1", b: "V5", c: "V9" })

  const [one, two, three] = turnsOf([{ id: "a", z: "V5" }, { id: "b", z: "V1" }, { id: "c", z: "V1" }], () => "11").values()
  assert.deepEqual([one === "V1", one < two, two < three, three === "V5"], [true, true, true, true])
})

/** What lies where on a plane of one zone. @param {Awaited<ReturnType<typeof sit>>} page @param {string[]} [exact] */
function boardOf({ desk, store, told }, exact = []) {
  const scene = new Scene([{ id: "gaps", title: "Gaps", box: [0, 0, 2000, 1000] }], NOTE)
  scene.take(store.shown.elements, store.shown.elements.keys())
  return { desk, scene, isExact: (zone) => exact.includes(zone), tell: (says) => told?.push(says) }
}

/** @param {Awaited<ReturnType<typeof sit>>} page @param {object} what @param {string} [order] @param {object} [known] @param {string[]} [exact] */
async function tidy(page, what, order = "time", known = KNOWN, exact = []) {
  page.told ??= []
  const board = boardOf(page, exact)
  await tidyUp(board, meantBy(board.scene, what), "ids" in what, { order, known })
  await arrive()
}

/** @param {Awaited<ReturnType<typeof sit>>} page */
const lies = ({ store }) => Object.fromEntries([...store.shown.elements.values()].filter(({ deleted }) => !deleted).map(({ text, x, y, w, h }) => [text, [x, y, x + w, y + h]]))

/** @param {Awaited<ReturnType<typeof sit>>} page */
const listed = (page) => boardOf(page).scene.all.map((id) => page.store.shown.elements.get(id).text)

test("a zone is tidied up as one deed that all see, the list has its order, and one undo gives all of it back", async () => {
  const server = new BoardServer()
  const [ada, bo] = [await sit(server, "s_ada"), await sit(server, "s_bo")]
  const [one, two] = [await add(ada.desk, "gaps", "One", { x: 700, y: 500 }), await add(ada.desk, "gaps", "Two", { x: 720, y: 510 })]
  const inside = await add(ada.desk, "gaps", "In it", { x: 1500, y: 800 })
  await addGroup(ada.desk, "gaps", "Barriers", [inside])
  await arrive()
  const [before, steps] = [lies(ada), ada.desk.past.done.length]

  await tidy(ada, { zone: "gaps" }, "votes", { ...KNOWN, dots: new Map([[two, 2], [one, 1]]) })

  const group = lies(ada).Barriers
  assert.deepEqual(lies(bo), { Two: [390, 100, 550, 220], One: [570, 100, 730, 220], "In it": [36, 138, 196, 258], Barriers: group })
  assert.deepEqual(group.slice(0, 2), [30, 100])
  assert.deepEqual([listed(bo), ada.desk.past.done.length - steps, ada.said.at(-1)], [["Barriers", "In it", "Two", "One"], 1, "Tidied up."])
  await undo(ada.desk)
  await arrive()
  assert.deepEqual([lies(bo), listed(bo)], [before, ["Barriers", "In it", "One", "Two"]])
})

test("what is locked stays, nothing is laid on it, and that is said", async () => {
  const ada = await sit(new BoardServer(), "s_ada")
  const stays = await add(ada.desk, "gaps", "Stays", { x: 40, y: 110 })
  await add(ada.desk, "gaps", "Goes", { x: 900, y: 500 })
  await lock(ada.desk, [stays])
  await arrive()

  await tidy(ada, { zone: "gaps" })

  assert.deepEqual(lies(ada), { Stays: [40, 110, 200, 230], Goes: [210, 100, 370, 220] })
  assert.deepEqual(ada.told, ["Tidied up. 1 thing is locked and stays where it is."])
})

test("what only a facilitator moves stays, and is counted", async () => {
  const server = new BoardServer()
  const [ada, bo] = [await sit(server, "s_ada"), await sit(server, "s_bo")]
  await add(ada.desk, "gaps", "Hers", { x: 900, y: 500 })
  await add(bo.desk, "gaps", "His", { x: 1200, y: 500 })
  await arrive()
  bo.store.govern({ rights: { "arrange-others": "not-yours" } })

  await tidy(bo, { zone: "gaps" })

  assert.deepEqual(lies(ada), { Hers: [900, 500, 1060, 620], His: [30, 100, 190, 220] })
  assert.deepEqual(bo.told, ["Tidied up. 1 note stays where it is: only a facilitator moves it."])
})

test("what is chosen lies in rows from its own corner on, and the rest stays", async () => {
  const ada = await sit(new BoardServer(), "s_ada")
  const chosen = [await add(ada.desk, "gaps", "One", { x: 610, y: 400 }), await add(ada.desk, "gaps", "Two", { x: 600, y: 410 }), await add(ada.desk, "gaps", "Three", { x: 640, y: 420 }), await add(ada.desk, "gaps", "Four", { x: 650, y: 430 })]
  await add(ada.desk, "gaps", "Another", { x: 790, y: 300 })
  await arrive()

  await tidy(ada, { ids: chosen })

  assert.deepEqual(lies(ada), { One: [600, 400, 760, 520], Two: [600, 540, 760, 660], Three: [780, 540, 940, 660], Four: [600, 680, 760, 800], Another: [790, 300, 950, 420] })
})

test("where places mean something notes keep their size, their turn and all but a place on another", async () => {
  const ada = await sit(new BoardServer(), "s_ada")
  await add(ada.desk, "gaps", "One", { x: 600, y: 400 })
  await add(ada.desk, "gaps", "Two", { x: 610, y: 400 })
  await add(ada.desk, "gaps", "Far", { x: 1500, y: 700, w: 200, h: 150 })
  await arrive()

  await tidy(ada, { zone: "gaps" }, "votes", KNOWN, ["gaps"])

  assert.deepEqual(lies(ada), { One: [600, 400, 760, 520], Two: [610, 540, 770, 660], Far: [1500, 700, 1700, 850] })
  assert.deepEqual(listed(ada), ["One", "Two", "Far"])
})

test("where there is no room nothing moves, and that is said", async () => {
  const ada = await sit(new BoardServer(), "s_ada")
  await add(ada.desk, "gaps", "One", { x: 600, y: 400 })
  const wall = await add(ada.desk, "gaps", "A wall", { x: 0, y: 0, w: 2000, h: 1000 })
  await lock(ada.desk, [wall])
  await arrive()

  await tidy(ada, { zone: "gaps" })

  assert.deepEqual([lies(ada).One, ada.shown], [[600, 400, 760, 520], ["There is not enough room to lay all of it in rows. Nothing was moved."]])
})

test("a menu offers it for two things that one may move, and by votes where there are dots", () => {
  const rules = { context: { seat: "s_ada", rights: {} }, waiting: new Set(), facilitates: false }
  const [one, two] = [make("a", { author: "s_ada" }), make("b", { author: "s_bo" })]
  const offered = (notes, more = {}) => ["tidy", "sort"].map((act) => mayDo(act, notes, { ...rules, ...more }))

  assert.deepEqual(offered([one, two]), [true, false])
  assert.deepEqual(offered([one, two], { voted: true }), [true, true])
  assert.deepEqual([offered([one]), offered([one, { ...two, locked: true }])], [[false, false], [false, false]])
  assert.deepEqual(offered([one, two], { context: { seat: "s_ada", rights: { "arrange-others": "not-yours" } } }), [false, false])
})

test("a group goes only where all that lies in it may go", async () => {
  const ada = await sit(new BoardServer(), "s_ada")
  const group = await addGroup(ada.desk, "gaps", "Barriers", [await add(ada.desk, "gaps", "One")])
  await arrive()
  const board = boardOf(ada)

  assert.equal(goes(board, board.scene.living(group)), true)
  ada.store.shown.elements.get(board.scene.inside(group)[0]).author = "s_bo"
  ada.store.govern({ rights: { "arrange-others": "not-yours" } })
  assert.equal(goes(board, board.scene.living(group)), false)
})
