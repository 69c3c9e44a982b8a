/** The field of the plane: what is being written is a draft until it is kept, and is taken up by the next page. */
import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import { BoardServer } from "./board-server.js"
import { arrive, leave, sit } from "./desk.js"
import { Part } from "./sheet.js"
import { Writer } from "../../app/static/boards/canvas/write.js"

afterEach(leave)

const PLACE = { zone: "gaps", parent: null, x: 40, y: 40 }

/** What a tab keeps of a plane. */
class Draft {
  begun = null
  read = () => this.begun
  write = (job, words) => void (this.begun = words ? { job, words } : null)
  forget = () => void (this.begun = null)
}

/** The field of a plane over somebody's desk. */
async function plane(drafts) {
  const { desk, store } = await sit(new BoardServer(), "s_ada")
  const [root, form, field] = [new Part(), new Part(), new Part()]
  root.parts["[data-write]"] = form
  Object.assign(form, { hidden: true, style: {} })
  form.parts = { "[data-field]": field, button: new Part(), "[data-in]": new Part(), "[data-bad]": new Part() }
  Object.assign(field, { form, setSelectionRange: () => {} })
  const camera = Object.assign(new EventTarget(), { screen: () => ({ x: 0, y: 0 }), size: { width: 800, height: 600 } })
  const board = { root, surface: new Part(), desk, camera, drafts, writes: () => {}, plane: { focus: () => {} }, selection: {}, scene: { living: () => undefined, grounds: [] } }
  const writer = new Writer(board, new AbortController().signal)
  const type = (words) => {
    field.value = words
    form.dispatchEvent(new Event("input"))
  }
  return { writer, form, field, type, desk, notes: () => [...store.shown.elements.values()].map(({ text }) => text) }
}

/** The device is busy until it is let go. */
function holdBack(desk) {
  const { send } = desk
  let letGo
  const held = new Promise((resolve) => (letGo = resolve))
  desk.send = (...ops) => held.then(() => send(...ops))
  return letGo
}

test("a page that comes takes up what the one before was writing, and forgets it once it is kept", async () => {
  const drafts = new Draft()
  const before = await plane(drafts)
  await before.writer.note(PLACE)
  before.type("Half a thought")
  const after = await plane(drafts)

  after.writer.takeUp()
  assert.deepEqual([after.form.hidden, after.field.value], [false, "Half a thought"])
  await after.writer.done()
  await arrive()
  assert.deepEqual([after.form.hidden, after.notes(), drafts.begun], [true, ["Half a thought"], null])
})

test("what is being kept while the board arrives is not begun a second time", async () => {
  const { writer, form, type, desk, notes } = await plane(new Draft())
  const letGo = holdBack(desk)
  await writer.note(PLACE)
  type("Written at once")
  const kept = writer.done()

  writer.takeUp()
  assert.equal(form.hidden, true)
  letGo()
  await kept
  await arrive()
  writer.takeUp()
  assert.deepEqual([form.hidden, notes()], [true, ["Written at once"]])
})
