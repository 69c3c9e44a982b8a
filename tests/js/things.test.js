/** What is no note: what a list says of it and where it stands there; how lines and strokes are drawn. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { headPath, linePath, onEdge, strokePath } from "../../app/static/boards/canvas/strokes.js"

globalThis.document ??= { documentElement: { lang: "en" } }
const { inWords } = await import("../../app/static/boards/in_words.js")
const { at, inTurn } = await import("../../app/static/boards/things.js")

const PLAIN = { type: "note", zone: "gaps", parent: null, text: "", deleted: false }
const boardOf = (...elements) => new Map(elements.map((each) => [each.id, { ...PLAIN, ...each }]))
const BOARD = boardOf(
  { id: "labs", text: "Idle  lab\ndays", parent: "access" },
  { id: "access", type: "group", text: "Access" },
  { id: "oval", type: "shape", form: "oval" },
  { id: "stroke", type: "ink" },
  { id: "gone", text: "Nobody sees it", deleted: true },
  { id: "line", type: "connector", start: "labs", end: "oval", arrow: "end" },
  { id: "which", type: "comment", about: "labs", zone: "wins", text: "Which?" },
  { id: "why", type: "comment", about: "access", text: "Why?" },
  { id: "lost", type: "comment", about: "gone", zone: "wins" },
  { id: "sketched", type: "comment", about: "stroke", resolved: true },
)
const says = (id, more = {}) => inWords({ ...BOARD.get(id), ...more }, BOARD).replace(/[\u2068\u2069]/g, "")

test("each thing says what it is, and what is a note says nothing beside its words", () => {
  assert.deepEqual(["labs", "access", "oval"].map((id) => says(id)), ["", "", "Oval"])
  assert.deepEqual(["text", "shape", "frame", "image"].map((type) => says("labs", { type })), ["A text", "Rectangle", "Frame", ""])
})

test("a line says what it joins, and which way it leads", () => {
  const ways = ["end", "start", "both", "none", undefined].map((arrow) => says("line", { arrow }))

  assert.deepEqual(ways, [
    "Arrow from “Idle lab days” to a shape", "Arrow from a shape to “Idle lab days”", "Arrow both ways between “Idle lab days” and a shape",
    "Line between “Idle lab days” and a shape", "Line between “Idle lab days” and a shape",
  ])
  assert.equal(says("line", { start: [1, 2], end: "gone" }), "Arrow from a place on the board to something that is gone")
})

test("long words name a thing by their beginning", () => {
  const board = boardOf({ id: "long", text: "x".repeat(61) })

  assert.equal(inWords({ ...PLAIN, type: "comment", about: "long" }, board), `Comment on “\u2068${"x".repeat(59)}…\u2069”`)
})

test("a comment stands with what it is about, under a group itself; what is lost or drawn leaves it where it is", () => {
  const places = ["which", "why", "lost", "sketched"].map((id) => at(BOARD.get(id), BOARD)).map(({ zone, parent }) => [zone, parent])

  assert.deepEqual(places, [["gaps", "access"], ["gaps", "access"], ["wins", null], ["gaps", null]])
  assert.deepEqual(says("sketched"), "Comment on a drawing, dealt with")
})

test("comments come right behind what they are about", () => {
  const notes = ["which", "access", "why", "labs", "lost"].map((id) => BOARD.get(id))

  assert.deepEqual(inTurn(notes, BOARD).map(({ id }) => id), ["access", "why", "labs", "which", "lost"])
})

test("where nothing is said about anything the turn is as it was", () => {
  const notes = ["access", "labs"].map((id) => BOARD.get(id))

  assert.equal(inTurn(notes, BOARD), notes)
})

test("a stroke goes from point to point, with or without how hard the pen was pressed", () => {
  assert.equal(strokePath({ x: 10, y: 20, pts: [1, 2, -3, 4] }), "M10 20m1 2l-3 4")
  assert.equal(strokePath({ x: 10, y: 20, pts: [1, 2, 500, -3, 4, 700], pressure: true }), "M10 20m1 2l-3 4")
  assert.equal(strokePath({ x: 10, y: 20, pts: [1, 2] }), "M10 20m1 2l0 0")
})

test("a line ends at the edge of a box, and in its middle where it comes from within", () => {
  const box = [0, 0, 200, 100]

  assert.deepEqual(onEdge(box, { x: 500, y: 50 }), { x: 200, y: 50 })
  assert.deepEqual(onEdge(box, { x: 100, y: -400 }), { x: 100, y: 0 })
  assert.deepEqual(onEdge(box, { x: 120, y: 60 }), { x: 100, y: 50 })
  assert.deepEqual(onEdge([7, 8, 7, 8], { x: 7, y: 8 }), { x: 7, y: 8 })
})

test("an arrow's head points where the line leads", () => {
  assert.equal(linePath({ x: 0, y: 0 }, { x: 100, y: 0 }), "M0 0L100 0")
  assert.equal(headPath({ x: 0, y: 0 }, { x: 100, y: 0 }), "M82 7L100 0L82 -7")
})
