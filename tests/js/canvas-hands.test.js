/** What hands do with boxes, turns and strokes: in line, evenly apart, larger, to the front, drawn. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { aligned, spread } from "../../app/static/boards/canvas/aligning.js"
import { outlined } from "../../app/static/boards/canvas/drawing.js"
import { deltas, strokeOps } from "../../app/static/boards/canvas/ink.js"
import { ringed } from "../../app/static/boards/canvas/by_keys.js"
import { nearestTo } from "../../app/static/boards/canvas/nearest.js"
import { turns } from "../../app/static/boards/canvas/ordering.js"
import { mayDo } from "../../app/static/boards/canvas/rights.js"
import { resized, stepped } from "../../app/static/boards/canvas/sizes.js"
import { snapped } from "../../app/static/boards/canvas/snapping.js"

const THREE = [{ id: "a", box: [0, 0, 100, 100] }, { id: "b", box: [150, 40, 350, 80] }, { id: "c", box: [500, 10, 560, 210] }]
const ways = (found) => Object.fromEntries([...found].map(([id, { x, y }]) => [id, [x, y]]))

test("things come in line at an edge of all, or in the middle", () => {
  assert.deepEqual(ways(aligned(THREE, "left")), { a: [0, 0], b: [-150, 0], c: [-500, 0] })
  assert.deepEqual(ways(aligned(THREE, "bottom")), { a: [0, 110], b: [0, 130], c: [0, 0] })
  assert.deepEqual(ways(aligned(THREE, "centre")), { a: [230, 0], b: [30, 0], c: [-250, 0] })
})

test("things come evenly apart between the outermost, which stay", () => {
  assert.deepEqual(ways(spread(THREE, "across")), { a: [0, 0], b: [50, 0], c: [0, 0] })
  assert.deepEqual(spread(THREE.slice(1), "across"), new Map())
})

test("what comes near an edge or middle of something else goes in line with it, and says along which line", () => {
  const found = snapped([204, 300, 304, 400], [[0, 0, 200, 100], [2000, 280, 2100, 402]], 6)

  assert.deepEqual(found.by, { x: -4, y: 2 })
  assert.deepEqual(found.guides, [{ axis: "x", at: 200, from: 0, to: 402 }, { axis: "y", at: 402, from: 200, to: 2100 }])
  assert.deepEqual(snapped([230, 300, 330, 400], [[0, 0, 200, 100]], 6), { by: { x: 0, y: 0 }, guides: [] })
})

test("a handle moves its edges; papers keep their proportions, and nothing becomes too small to take", () => {
  assert.deepEqual(resized([100, 100, 300, 200], "se", { x: 50, y: 20 }, {}), [100, 100, 350, 220])
  assert.deepEqual(resized([100, 100, 300, 200], "w", { x: -40, y: 99 }, {}), [60, 100, 300, 200])
  assert.deepEqual(resized([100, 100, 300, 200], "nw", { x: -200, y: 0 }, { even: true }), [-100, 0, 300, 200])
  assert.deepEqual(resized([100, 100, 300, 200], "e", { x: 20, y: 0 }, { centred: true }), [80, 100, 320, 200])
  assert.deepEqual(resized([100, 100, 300, 200], "se", { x: -900, y: -900 }, {}), [100, 100, 140, 140])
  assert.deepEqual(stepped([100, 100, 260, 220], 1), [80, 85, 280, 235])
  assert.deepEqual([[1, 0], [-1, 0], [0, 1], [0, -1]].map((way) => stepped([100, 100, 260, 220], way)), [[100, 100, 300, 220], [100, 100, 228, 220], [100, 100, 260, 250], [100, 100, 260, 196]])
  assert.deepEqual(stepped([100, 100, 142, 140], [-1, -1]), [100, 100, 140, 140])
})

test("with keys the laser goes once around what has the focus, as far as is told at once", () => {
  const places = ringed([100, 100, 260, 220])

  assert.equal(places.length, 20)
  assert.deepEqual([places[0], places.at(-1)], [{ x: 284, y: 160 }, { x: 284, y: 160 }])
  assert.ok(places.every(({ x, y }) => ((x - 180) / 104) ** 2 + ((y - 160) / 84) ** 2 > 0.97))
})

test("a box is drawn out from any corner, evenly with Shift, from its middle with Alt", () => {
  assert.deepEqual(outlined({ x: 300, y: 200 }, { x: 100, y: 260 }, { even: false, centred: false }), [100, 200, 300, 260])
  assert.deepEqual(outlined({ x: 300, y: 200 }, { x: 100, y: 260 }, { even: true, centred: false }), [100, 200, 300, 400])
  assert.deepEqual(outlined({ x: 300, y: 200 }, { x: 350, y: 220 }, { even: false, centred: true }), [250, 180, 350, 220])
})

test("what lies nearest is what one would look at, not what lies far aside", () => {
  const others = [["beside", [300, 20, 400, 120]], ["aside", [150, 900, 250, 1000]], ["below", [10, 300, 110, 400]]]

  assert.deepEqual([[1, 0], [0, 1], [-1, 0]].map((way) => nearestTo([0, 0, 100, 100], others, way)), ["beside", "below", null])
})

test("things go one step over others or all the way, among their like", () => {
  const all = ["D", "H", "M", "R"].map((z) => ({ id: z, z }))
  const inTurn = (ids, way) => {
    const keys = turns(all, new Set(ids), way)
    return all.map((each) => ({ ...each, z: keys.get(each) ?? each.z })).sort((one, other) => (one.z < other.z ? -1 : 1)).map(({ id }) => id).join("")
  }

  assert.deepEqual(["front", "back", "forward", "backward"].map((way) => inTurn(["H"], way)), ["DMRH", "HDMR", "DMHR", "HDMR"])
  assert.deepEqual([inTurn(["D", "M"], "forward"), inTurn(["R"], "forward")], ["HRDM", "DHMR"])
})

test("a stroke goes in pieces that the house takes, each point by its way from the one before", () => {
  const dots = [{ x: 10, y: 10, pressure: 0.5 }, { x: 12.4, y: 8.6, pressure: 1 }, { x: 2012.4, y: 8.6, pressure: 1 }]

  assert.deepEqual(deltas(dots, false), [0, 0, 2, -1, 667, 0, 666, 0, 667, 0])
  assert.deepEqual(deltas(dots.slice(0, 2), true), [0, 0, 128, 2, -1, 255])

  const ops = strokeOps({ k: "el.add", id: "e_1", p: { x: 1 } }, Array(2000).fill(1))
  assert.deepEqual(ops.map(({ k, at, p, pts, final }) => [k, at ?? 0, (p?.pts ?? pts).length, final ?? p?.final ?? false]), [["el.add", 0, 798, false], ["ink.add", 798, 798, false], ["ink.add", 1596, 404, true]])
  assert.deepEqual(strokeOps({ k: "el.add", id: "e_1", p: {} }, [0, 0]).map(({ p }) => p), [{ pts: [0, 0], final: true }])
})

test("what may be done with things drawn is what they can have done to them", () => {
  const thing = (type, more = {}) => ({ id: type, type, zone: "gaps", parent: null, audience: "*", author: "s_ada", ...more })
  const rules = { context: { seat: "s_ada", rights: {}, private: false }, waiting: new Set(), facilitates: true }
  const acts = ["edit", "colour", "connect", "larger", "lock", "unlock", "align", "group", "promote"]
  const may = (...things) => acts.filter((act) => mayDo(act, things, rules))

  assert.deepEqual(may(thing("shape")), ["edit", "colour", "connect", "larger", "lock"])
  assert.deepEqual(may(thing("ink")), ["colour", "lock"])
  assert.deepEqual(may(thing("connector", { start: "a", end: "b" })), ["edit", "lock"])
  assert.deepEqual(may(thing("frame", { locked: true })), ["connect", "unlock"])
  assert.deepEqual(may(thing("note"), thing("shape")), ["colour", "larger", "lock", "align"])
})
