/** What became of notes is asked for whenever it may have been missed, and a note finds its way into the plan whether or not anything ever did. */
/* global document -- the test's own */
import assert from "node:assert/strict"
import { afterEach, beforeEach, mock, test } from "node:test"
import { Stage } from "../../app/static/workshops/stage.js"
import { calm } from "./board.js"
import { Part, enter } from "./sheet.js"

const { Outcomes } = await import("../../app/static/boards/outcomes.js")
const { hide, remove } = await import("../../app/static/boards/deeds.js")
const { Past } = await import("../../app/static/boards/gesture.js")
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

test("whoever hides or deletes a note whose words stand in the plan is told so with it, and each sentence once", async () => {
  const [kept, other] = ["Its words stand in the plan as action 3.", "Its words stand in the plan."]
  const outcomes = { e_1: [{ says: "became action 3", keeps: kept }, { says: "became a risk", keeps: other }], e_2: [{ says: "became a risk", keeps: other }], e_3: [{ says: "became action 4" }] }
  globalThis.fetch = async () => ({ ok: true, json: async () => ({ outcomes }) })
  new Outcomes(root, leaving.signal, () => {})
  await pass()
  const said = []
  const elements = new Map(["e_1", "e_2", "e_3"].map((id) => [id, { id, type: "note", deleted: false }]))
  const desk = { store: { seq: 0, shown: { elements } }, past: new Past(), own: (words) => said.push(words), send: async () => {} }

  await hide(desk, ["e_1", "e_2", "e_3"])
  await hide(desk, ["e_3"])
  await remove(desk, ["e_1"])
  await remove(desk, ["e_3"])

  assert.deepEqual(said, [`Hidden from the others. ${kept} ${other}`, "Hidden from the others.", `Note deleted. ${kept} ${other}`, "Note deleted."])
})
