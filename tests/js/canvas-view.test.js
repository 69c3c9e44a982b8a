/** Where somebody looks: screen and board, back and forth, and never lost beside the board. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { nearestFirst } from "../../app/static/boards/canvas/nearest.js"
import { LEAST_ZOOM, MOST_ZOOM, WHOLE, filled, fit, held, pan, reveal, sight, toBoard, toScreen, zoomTo } from "../../app/static/boards/canvas/view.js"

const SCREEN = { width: 1000, height: 600 }

test("a point of the screen is found again after it went to the board", () => {
  const view = { x: -340, y: 12, zoom: 0.8 }

  assert.deepEqual(toScreen(view, toBoard(view, { x: 123, y: 456 })), { x: 123, y: 456 })
})

test("what is under the pointer stays there while one zooms", () => {
  const view = { x: -200, y: -100, zoom: 0.5 }
  const at = { x: 400, y: 300 }
  const before = toBoard(view, at)

  const closer = zoomTo(view, 1.1, at, SCREEN)

  const after = toBoard(closer, at)
  assert.ok(Math.hypot(after.x - before.x, after.y - before.y) < 1e-9)
  assert.equal(closer.zoom, 1.1)
})

test("zoom has an end on either side", () => {
  const view = { x: 0, y: 0, zoom: 1 }

  const zooms = [zoomTo(view, 100, { x: 0, y: 0 }, SCREEN).zoom, zoomTo(view, 0.0001, { x: 0, y: 0 }, SCREEN).zoom]

  assert.deepEqual(zooms, [MOST_ZOOM, LEAST_ZOOM])
})

test("the board cannot be pushed out of sight", () => {
  const far = pan({ x: 0, y: 0, zoom: 1 }, 90_000, -90_000, SCREEN)

  assert.deepEqual(far, held(far, SCREEN))
  const [left, top, right, bottom] = sight(far, SCREEN)
  assert.ok(left < 4800 && right > 0 && top < 2700 && bottom > 0)
})

test("a box that fits lies in the middle, no larger than life", () => {
  const view = fit([100, 100, 300, 200], SCREEN)

  assert.deepEqual(view, { zoom: 1, x: 300, y: 150 })
})

test("the whole board fits", () => {
  const [left, top, right, bottom] = sight(fit(WHOLE, SCREEN), SCREEN)

  assert.ok(left <= 0 && top <= 0 && right >= 4800 && bottom >= 2700)
})

test("no ground is shown beside the board where there is board to show", () => {
  assert.deepEqual(filled({ x: 240, y: 200, zoom: 1 }, SCREEN), { x: 0, y: 0, zoom: 1 })
  assert.deepEqual(filled({ x: -9000, y: -9000, zoom: 1 }, SCREEN), { x: -3800, y: -2100, zoom: 1 })
})

test("what is in sight already moves nothing; what is not comes as little as it must", () => {
  const view = { x: 0, y: 0, zoom: 1 }

  assert.equal(reveal(view, [100, 100, 260, 220], SCREEN), view)
  assert.deepEqual(reveal(view, [950, 100, 1110, 220], SCREEN), { x: -134, y: 0, zoom: 1 })
})

test("papers come from the middle of what is in sight outwards, what somebody is busy with before all", () => {
  const boxes = new Map([["edge", [900, 0, 1000, 100]], ["middle", [450, 250, 550, 350]], ["beside", [600, 250, 700, 350]], ["held", [5000, 5000, 5100, 5100]]])

  const order = nearestFirst([...boxes.keys()], ["held"], [0, 0, 1000, 600], (id) => boxes.get(id))

  assert.deepEqual(order, ["held", "middle", "beside", "edge"])
})
