/** What became of notes is asked for whenever it may have been missed, and a note finds its way into the plan whether or not anything ever did. */
/* global document -- the test's own */
import assert from "node:assert/strict"
import { afterEach, beforeEach, mock, test } from "node:test"
import { Stage } from "../../app/static/workshops/stage.js"
import { calm } from "./board.js"
import { Part, enter } from "./sheet.js"

const { Outcomes } = await import("../../app/static/boards/outcomes.js")
const { promote } = await import("../../app/static/boards/promoting.js")
const ASKED = "/plans/outcomes/?board=b_1"

let asked, root, line, leaving

/** As long as a full room takes to ask. */
async function pass() {
  mock.timers.tick(2_000)
  await calm()
}

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] })
  asked = []
  globalThis.fetch = async (address) => {
    asked.push(address)
    return { ok: true, json: async () => ({ outcomes: {} }) }
  }
  root = Object.assign(new Part(), { dataset: { board: "b_1" } })
  line = new EventTarget()
  leaving = new AbortController()
  enter(line, new Stage())
})
afterEach(() => {
  leaving.abort()
  mock.timers.reset()
})

test("what was put into the plan before the line stood, or while it was down, is asked for once it stands", async () => {
  new Outcomes(root, leaving.signal)
  await pass()
  line.dispatchEvent(new Event("open"))
  await pass()
  line.dispatchEvent(new Event("lost"))
  await pass()
  line.dispatchEvent(new Event("open"))
  await pass()
  line.dispatchEvent(new CustomEvent("message:plan:changed", { detail: {} }))
  await pass()

  assert.deepEqual(asked, [ASKED, ASKED, ASKED, ASKED])
})

test("the form that takes a note into the plan opens before anything is known of what became of notes", async () => {
  const dialog = Object.assign(new Part(), { open: false, showModal: () => (dialog.open = true) })
  const inside = Object.assign(new Part(), { replaceChildren() {}, hasChildNodes: () => true })
  root.parts["dialog[data-promotion]"] = dialog
  dialog.parts["[data-inside]"] = inside
  Object.assign(root, { isConnected: true })
  root.parts["[data-parts]"] = Object.assign(new Part(), { parts: { template: new Part() } })
  const fetched = []
  globalThis.htmx = { ajax: async (verb, address, { target }) => {
    fetched.push([verb, address, target])
    document.dispatchEvent(new CustomEvent("htmx:finally:request", { detail: { ctx: { sourceElement: target, status: "swapped", response: { status: 200 } } } }))
  } }

  await promote(root, "e_1")

  assert.deepEqual([fetched, dialog.open], [[["GET", "/plans/promotion/?board=b_1&note=e_1", inside]], true])
})
