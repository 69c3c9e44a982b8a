/** Strokes as wide as they were pressed. */
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { brushPath, dotsOf } from "../../app/static/boards/canvas/brush.js"
import { headPath, linePath, onEdge, strokeBox, strokePath } from "../../app/static/boards/canvas/strokes.js"

const told = JSON.parse(readFileSync(new URL("../vectors/outlines.json", import.meta.url), "utf8"))

/** The numbers of a path, without its letters. */
const numbers = (path) => path.match(/-?\d+(\.\d+)?/g).map(Number)
/** How far the points of a path reach up and down beside the line y = 0, near an x. */
const reach = (path, x) => {
  const points = [...path.matchAll(/[MQ ](-?[\d.]+) (-?[\d.]+)/g)].map(([, at, up]) => [Number(at), Number(up)]).filter(([at]) => Math.abs(at - x) < 6)
  return Math.max(...points.map(([, up]) => up)) - Math.min(...points.map(([, up]) => up))
}
const line = (pressure) => Array.from({ length: 21 }, (_, index) => ({ x: index * 10, y: 0, pressure: pressure(index / 20) }))

test("half of all pressure draws as wide as the pen, more draws wider and less thinner", () => {
  const wide = (/** @type {number} */ pressure) => reach(brushPath(line(() => pressure), 10), 100)

  assert.deepEqual([wide(0), wide(0.5), wide(1)], [3, 10, 17])
})

test("a stroke grows with the hand that presses more and more", () => {
  const path = brushPath(line((far) => far), 10)
  const widths = [20, 80, 140, 190].map((x) => reach(path, x))

  assert.deepEqual(widths, [...widths].sort((one, other) => one - other))
  assert.ok(widths[3] - widths[0] > 8, `${widths}`)
})

test("one dot is a circle, a sharp corner is round, nothing is nothing", () => {
  const corner = [{ x: 0, y: 0, pressure: 0.5 }, { x: 50, y: 0, pressure: 0.5 }, { x: 0, y: 5, pressure: 0.5 }]

  assert.equal(brushPath([{ x: 10, y: 20, pressure: 0.5 }], 4), "M8 20a2 2 0 1 1 4 0a2 2 0 1 1 -4 0Z")
  assert.deepEqual([brushPath(corner, 4).split("Z").length, brushPath([], 4)], [3, ""])
  assert.ok(numbers(brushPath([...corner, ...corner, corner[0], corner[0]], 4)).every(Number.isFinite))
})

test("the dots of a stroke are where its steps lead, with their pressure", () => {
  assert.deepEqual(dotsOf({ x: 100, y: 100, pts: [0, 0, 0, 5, -5, 255, 10, 0, 51] }), [{ x: 100, y: 100, pressure: 0 }, { x: 105, y: 95, pressure: 1 }, { x: 115, y: 95, pressure: 0.2 }])
})

test("strokes and lines go where they go on paper (tests/boards/test_outlines.py)", () => {
  const middle = ([left, top, right, bottom]) => ({ x: (left + right) / 2, y: (top + bottom) / 2 })
  for (const ink of told.inks) {
    assert.equal(ink.pressure ? brushPath(dotsOf(ink), ink.pen ?? 4) : strokePath(ink), ink.path)
    assert.deepEqual(strokeBox(ink), ink.box)
  }
  for (const { start, end, arrow, path } of told.lines) {
    const [from, to] = [onEdge(start, middle(end)), onEdge(end, middle(start))]
    const heads = [...(["end", "both"].includes(arrow) ? [headPath(from, to)] : []), ...(["start", "both"].includes(arrow) ? [headPath(to, from)] : [])]
    assert.equal([linePath(from, to), ...heads].join(""), path)
  }
})
