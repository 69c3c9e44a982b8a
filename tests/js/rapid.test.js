/** What people do faster than a device writes: it is shown at once, kept in its order, and taken back step by step. */
import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import { leaving } from "./leaving.js"
import { BoardServer } from "./board-server.js"
import { note } from "./board.js"
import { arrive, leave, sit } from "./desk.js"
import { fillDevice } from "./lost.js"

class Element extends EventTarget {
  dataset = {}
  closest = () => null
}
class HTMLElement extends Element {}
Object.assign(globalThis, { Element, HTMLElement, HTMLTextAreaElement: class extends HTMLElement {} })
globalThis.addEventListener ??= () => {}
globalThis.document = Object.assign(new EventTarget(), { documentElement: { lang: "en" }, dir: "ltr", querySelector: () => null })

const deeds = await import("../../app/static/boards/deeds.js")
const { listenToKeys } = await import("../../app/static/boards/canvas/keys.js")
const { Scene } = await import("../../app/static/boards/canvas/scene.js")
const { Selection } = await import("../../app/static/boards/canvas/selection.js")
const { perform } = await import("../../app/static/boards/gesture.js")
const { redo, undo } = await import("../../app/static/boards/undo.js")
await import("../../app/static/boards/further.js")

let mend = () => {}
let here = leaving()

afterEach(() => {
  mend()
  leave()
  here = leaving()
})

async function ada() {
  const page = await sit(new BoardServer(), "s_ada")
  const id = await deeds.add(page.desk, "gaps", "one")
  await arrive()
  return { ...page, id, x: () => page.store.shown.elements.get(id).x }
}

const to = (page, x) => deeds.move(page.desk, [page.id], { zone: "gaps", x, y: 40 })

test("what somebody does is shown before the device has written it", async () => {
  const { sync, store } = await ada()

  const kept = sync.propose(note("at once"))
  const shown = [...store.shown.elements.values()].some(({ text }) => text === "at once")
  const waits = store.waiting.size
  await kept

  assert.deepEqual([shown, waits], [true, 1])
})

test("what the device cannot keep is shown no longer, and that is said", async () => {
  const page = await ada()
  const before = page.board()

  mend = fillDevice()
  await assert.rejects(deeds.move(page.desk, [page.id], { zone: "gaps", x: 700, y: 40 }))

  assert.deepEqual([page.board(), page.store.waiting.size, page.desk.past.done.length], [before, 0, 1])
  assert.equal(page.said.at(-1), "This device could not keep that. Free some room on it, and try again.")
})

test("two quick undos of one note take back both steps", async () => {
  const page = await ada()
  const start = page.x()
  for (const x of [300, 600]) await to(page, x)
  await arrive()

  await Promise.all([undo(page.desk), undo(page.desk)])

  assert.equal(page.x(), start)
  await Promise.all([redo(page.desk), redo(page.desk)])
  assert.equal(page.x(), 600)
})

test("an undo right behind a deed takes back that deed, not the one before", async () => {
  const page = await ada()
  await to(page, 300)

  const { z } = page.store.shown.elements.get(page.id)
  const moved = perform(page.desk, [{ k: "el.move", id: page.id, zone: "gaps", z, x: 600, y: 40 }], "Moved.")
  await Promise.all([moved, undo(page.desk)])

  assert.deepEqual([page.x(), page.said.at(-1)], [300, "Undone: Moved."])
})

/** What arrow keys need has come. */
async function fetched() {
  await import("../../app/static/boards/canvas/nudging.js")
  await new Promise((turn) => setImmediate(turn))
}

/** Somebody whose note is chosen on the plane, and what keys do there. @param {{ early?: boolean }} how `early`: before what arrows need is there */
async function atThePlane({ early = false } = {}) {
  const page = await ada()
  const { desk, store, id } = page
  const surface = new HTMLElement()
  const [selection, scene, focused] = [new Selection(), new Scene([{ id: "gaps", title: "", box: [0, 0, 2000, 1000] }], desk.size), []]
  const draw = () => scene.take(store.shown.elements, store.shown.elements.keys())
  store.addEventListener("change", draw)
  draw()
  const done = []
  listenToKeys({ surface, selection, scene, desk, plane: { focus: (each) => focused.push(each) }, camera: {}, letters: () => true, draws: () => false, writer: { goOn: () => false, rest: () => {} }, may: () => true, do_: (deed) => done.push(deed === "undo" ? undo(desk) : deed), act: () => {} }, here.signal)
  selection.choose([id])
  if (!early) await fetched()
  const key = (type, name, more = {}) => {
    const event = () => Object.assign(new Event(type, { cancelable: true }), { key: name, code: name, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, ...more })
    // As it comes down to the plane through the page.
    globalThis.document.dispatchEvent(event())
    surface.dispatchEvent(event())
  }
  return { ...page, selection, focused, done, key, sent: () => page.page.sent.filter(([event]) => event === "ops").flatMap(([, { ops }]) => ops).filter(({ k }) => k === "el.move").length }
}

test("a held arrow key moves by each repeat, in one op and as one deed", async () => {
  const page = await atThePlane()
  const start = page.x()

  const seen = Array.from({ length: 30 }, () => (page.key("keydown", "ArrowRight"), page.x() - start))
  const meanwhile = page.sent()
  page.key("keyup", "ArrowRight")
  await arrive()

  assert.deepEqual(seen, Array.from({ length: 30 }, (_, index) => 10 * (index + 1)))
  assert.deepEqual([page.x() - start, meanwhile, page.sent(), page.desk.past.done.length], [300, 0, 1, 2])
  await undo(page.desk)
  assert.equal(page.x(), start)
})

test("arrow keys that are pressed before what they need has come move by each press once it has", async () => {
  const page = await atThePlane({ early: true })
  const start = page.x()

  for (let press = 0; press < 3; press += 1) page.key("keydown", "ArrowRight")
  page.key("keyup", "ArrowRight")
  await fetched()
  await arrive()

  assert.deepEqual([page.x() - start, page.sent()], [30, 1])
})

test("another key ends what a held arrow key does, so that an undo takes that back", async () => {
  const page = await atThePlane()
  const start = page.x()
  for (let repeat = 0; repeat < 5; repeat += 1) page.key("keydown", "ArrowRight")

  page.key("keydown", "z", { ctrlKey: true })
  await Promise.all(page.done)

  assert.deepEqual([page.x(), page.desk.past.done.length, page.desk.past.undone.length], [start, 1, 1])
})

test("what a full device cannot keep of a held arrow key goes back to where it lay", async () => {
  const page = await atThePlane()
  const start = page.x()

  mend = fillDevice()
  page.key("keydown", "ArrowRight")
  const shown = page.x() - start
  page.key("keyup", "ArrowRight")
  await arrive()

  assert.deepEqual([shown, page.x(), page.store.waiting.size], [10, start, 0])
})

for (const [dir, forth, back] of [["ltr", "ArrowRight", "ArrowLeft"], ["rtl", "ArrowLeft", "ArrowRight"]]) {
  test(`arrows lead from note to note as one reads, ${dir}`, async () => {
    const page = await atThePlane()
    const next = await deeds.add(page.desk, "gaps", "two")
    await arrive()
    globalThis.document.dir = dir
    page.selection.choose([])

    page.selection.go(page.id)
    page.key("keydown", forth)
    page.selection.go(next)
    page.key("keydown", back)

    assert.deepEqual(page.focused, [next, page.id])
  })
}
