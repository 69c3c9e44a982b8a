/** Dots look at the server again when something is new: of many signals at once one question comes. */
/* global document -- the test's own */
import assert from "node:assert/strict"
import { afterEach, beforeEach, mock, test } from "node:test"
import { Stage } from "../../app/static/workshops/stage.js"
import { calm } from "./board.js"
import { Part, enter } from "./sheet.js"

const { Dots } = await import("../../app/static/voting/dots.js")

let asked, line, leaving

/** As long as a small room takes to ask. */
async function pass() {
  mock.timers.tick(300)
  await calm()
}

const signal = () => line.dispatchEvent(new CustomEvent("message:votes:changed", { detail: {} }))

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] })
  asked = []
  globalThis.fetch = async (address) => {
    asked.push(address)
    return { ok: true, json: async () => ({ round: null, closed: null, cancelled: false }) }
  }
  line = new EventTarget()
  leaving = new AbortController()
  enter(line, new Stage())
  document.querySelector = () => null
})
afterEach(() => {
  leaving.abort()
  mock.timers.reset()
})

test("of notes that are hidden one after the other a page asks once, and again for what comes behind its question", async () => {
  new Dots(Object.assign(new Part(), { dataset: { board: "b_1" } }), leaving.signal)
  await calm()
  const first = asked.length

  for (let each = 0; each < 20; each += 1) signal()
  await pass()
  const flood = asked.length - first
  signal()
  await pass()

  assert.deepEqual([first, flood, asked.length - first], [1, 1, 2])
})
