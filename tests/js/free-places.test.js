/** Nothing is laid on anything else by the product while its zone has room: what lies there decides, and not how much. */
import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import { add } from "../../app/static/boards/adding.js"
import "../../app/static/boards/further.js"
import { boxOf, meets } from "../../app/static/boards/geometry.js"
import { remove, move } from "../../app/static/boards/deeds.js"
import { undo } from "../../app/static/boards/undo.js"
import { BoardServer } from "./board-server.js"
import { arrive, leave, sit } from "./desk.js"

afterEach(leave)

/** Pairs of notes of which one lies on the other. */
function overlapping(page) {
  const notes = [...page.store.shown.elements.values()].filter(({ deleted }) => !deleted)
  return notes.flatMap((one, at) => notes.slice(at + 1).filter((other) => meets(boxOf(one), boxOf(other))).map((other) => `${one.text} on ${other.text}`))
}

test("three people who add in the same moment have their notes side by side", async () => {
  const server = new BoardServer()
  const people = [await sit(server, "s_ada"), await sit(server, "s_bo"), await sit(server, "s_cy")]

  await Promise.all(people.map(({ desk }, index) => add(desk, "gaps", `Note ${index}`)))
  await arrive()

  for (const page of people) {
    assert.equal(page.store.shown.elements.size, 3)
    assert.deepEqual(overlapping(page), [])
  }
})

test("what was written without a line lies beside what others wrote meanwhile", async () => {
  const server = new BoardServer()
  const [ada, bo] = [await sit(server, "s_ada"), await sit(server, "s_bo")]
  ada.page.lose()
  await add(ada.desk, "gaps", "Without a line 1")
  await add(ada.desk, "gaps", "Without a line 2")
  await add(bo.desk, "gaps", "With a line 1")
  await add(bo.desk, "gaps", "With a line 2")
  await arrive()

  ada.page.open()
  await arrive()

  assert.equal(bo.store.shown.elements.size, 4)
  assert.deepEqual(overlapping(bo), [])
  assert.deepEqual(overlapping(ada), [])
})

test("what lies beside what others wrote meanwhile is taken back all the same: nobody has moved it", async () => {
  const server = new BoardServer()
  const [ada, bo] = [await sit(server, "s_ada"), await sit(server, "s_bo")]
  server.reachable = false
  ada.page.lose()
  const id = await add(ada.desk, "gaps", "Without a line")
  const { x, y } = ada.store.shown.elements.get(id)
  await add(bo.desk, "gaps", "With a line")
  await arrive()
  server.reachable = true
  ada.page.open()
  await arrive()
  const { x: across, y: down } = ada.store.shown.elements.get(id)
  assert.notDeepEqual([across, down], [x, y])

  await undo(ada.desk)
  await arrive()

  assert.deepEqual([...bo.store.shown.elements.values()].filter(({ deleted }) => !deleted).map(({ text }) => text), ["With a line"])
})

test("the place of a note that was deleted is taken by the next, and no note is covered", async () => {
  const ada = await sit(new BoardServer(), "s_ada")
  const ids = [await add(ada.desk, "gaps", "One"), await add(ada.desk, "gaps", "Two"), await add(ada.desk, "gaps", "Three")]
  const { x, y } = ada.store.shown.elements.get(ids[0])
  await remove(ada.desk, [ids[0]])

  const four = await add(ada.desk, "gaps", "Four")
  await arrive()

  const next = ada.store.shown.elements.get(four)
  assert.deepEqual([next.x, next.y], [x, y])
  assert.deepEqual(overlapping(ada), [])
})

test("several that are moved into a zone lie beside each other and beside what lies there", async () => {
  const ada = await sit(new BoardServer(), "s_ada")
  const stays = await add(ada.desk, "gaps", "Stays")
  const { x, y } = ada.store.shown.elements.get(stays)
  const ids = [await add(ada.desk, "gaps", "One", { x, y: 700 }), await add(ada.desk, "gaps", "Two", { x: 900, y: 700 })]
  ada.store.shown.elements.get(ids[0]).zone = "elsewhere"
  ada.store.shown.elements.get(ids[1]).zone = "elsewhere"

  await move(ada.desk, ids, { zone: "gaps" })

  const first = ada.store.shown.elements.get(ids[0])
  assert.equal(first.y, y)
  assert.deepEqual(overlapping(ada), [])
})
