/** What keys write on keyboards of other scripts, which wheel zooms, and which strokes an eraser comes over. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { crossed } from "../../app/static/boards/canvas/crossing.js"
import { writtenBy } from "../../app/static/boards/canvas/keys.js"
import { Scene } from "../../app/static/boards/canvas/scene.js"
import { isNotched, meant } from "../../app/static/boards/canvas/wheel.js"
import { NOTE } from "../../app/static/boards/geometry.js"

test("a key counts by what it writes, and on a keyboard of another script by its place", () => {
  const keys = [["n", "KeyN"], ["N", "KeyN"], ["т", "KeyN"], ["ى", "KeyN"], ["a", "KeyQ"], ["ю", "Period"], ["э", "Quote"], ["ъ", "BracketRight"], ["Enter", "Enter"], ["é", "Digit2"]]

  assert.deepEqual(keys.map(([key, code]) => writtenBy({ key, code })), ["n", "n", "n", "n", "a", ".", "'", "]", "enter", "é"])
})

test("the wheel of a mouse turns by notches, fingers on a trackpad do not", () => {
  const mouse = [{ deltaMode: 1, deltaX: 0, deltaY: 3 }, { deltaMode: 0, deltaX: 0, deltaY: 100, wheelDeltaY: -120 }, { deltaMode: 0, deltaX: 0, deltaY: -66.6, wheelDeltaY: 120 }, { deltaMode: 0, deltaX: 0, deltaY: 100 }]
  const trackpad = [{ deltaMode: 0, deltaX: 0, deltaY: 40, wheelDeltaY: -120 }, { deltaMode: 0, deltaX: 2, deltaY: 100, wheelDeltaY: -120 }, { deltaMode: 0, deltaX: 0, deltaY: 4, wheelDeltaY: -12 }, { deltaMode: 0, deltaX: 0, deltaY: 4.5 }, { deltaMode: 0, deltaX: 5, deltaY: 0 }]

  assert.deepEqual([mouse.map(isNotched), trackpad.map(isNotched)], [[true, true, true, true], [false, false, false, false, false]])
})

test("what somebody chose for the wheel counts, and who has been asked is not asked again", () => {
  const notch = { deltaMode: 1, deltaX: 0, deltaY: 3 }
  let chosen = null
  globalThis.localStorage = { getItem: () => chosen }
  const found = [null, "found", "zoom", "pan"].map((each) => ((chosen = each), meant(notch)))

  assert.deepEqual(found, [{ zooms: true, ask: true }, { zooms: true, ask: false }, { zooms: true, ask: false }, { zooms: false, ask: false }])
  chosen = null
  assert.deepEqual(meant({ deltaMode: 0, deltaX: 0, deltaY: 7 }), { zooms: false, ask: false })
})

test("an eraser takes strokes it touches or crosses, however fast, and nothing else", () => {
  const plain = { zone: "gaps", parent: null, z: "V", w: 1, h: 1, text: "", audience: "*", deleted: false, type: "ink", pen: 4 }
  const ink = (id, x, y, pts, more) => ({ ...plain, id, x, y, pts, ...more })
  const all = new Map([ink("across", 0, 100, [0, 0, 200, 0]), ink("pressed", 0, 300, [0, 0, 9, 200, 0, 200], { pressure: true }), ink("far", 0, 600, [0, 0, 200, 0]), ink("dot", 106, 50, [0, 0]), { ...plain, id: "note", type: "note", x: 90, y: 90, w: 60, h: 60 }].map((each) => [each.id, each]))
  const scene = new Scene([{ id: "gaps", title: "Gaps", box: [0, 0, 2000, 1000] }], NOTE)
  scene.take(all, all.keys())

  assert.deepEqual(crossed(scene, { x: 100, y: 0 }, { x: 100, y: 400 }, 5).sort(), ["across", "dot", "pressed"])
  assert.deepEqual(crossed(scene, { x: 100, y: 596 }, { x: 100, y: 596 }, 5), ["far"])
  assert.deepEqual(crossed(scene, { x: 100, y: 580 }, { x: 400, y: 580 }, 5), [])
})
