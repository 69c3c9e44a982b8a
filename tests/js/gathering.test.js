/** Notes put together from the list lie together on the plane as well. */
import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import { addGroup, addThing, duplicate } from "../../app/static/boards/canvas/gathering.js"
import { add, move } from "../../app/static/boards/deeds.js"
import { boxOf, boxesOf, meets } from "../../app/static/boards/geometry.js"
import { BoardServer } from "./board-server.js"
import { arrive, leave, sit } from "./desk.js"

afterEach(leave)

/** @param {Awaited<ReturnType<typeof sit>>} page @param {string[]} ids */
const places = (page, ids) => ids.map((id) => (({ x, y, parent }) => [x, y, parent])(page.desk.store.shown.elements.get(id)))

test("a group made from the list has its notes in rows under its title, wherever they lay", async () => {
  const ada = await sit(new BoardServer(), "s_ada")
  const ids = [await add(ada.desk, "gaps", "One", { x: 40, y: 700 }), await add(ada.desk, "gaps", "Two", { x: 1700, y: 120 }), await add(ada.desk, "gaps", "Three", { x: 900, y: 400 })]

  const group = await addGroup(ada.desk, "gaps", "Barriers", ids)
  await arrive()

  const [[x, y], ...others] = places(ada, ids)
  assert.deepEqual(others, [[x + 180, y, group], [x, y + 140, group]])
})

test("a note that is moved into a group from the list takes the next place in it", async () => {
  const ada = await sit(new BoardServer(), "s_ada")
  const [one, two] = [await add(ada.desk, "gaps", "One"), await add(ada.desk, "gaps", "Two", { x: 1700, y: 800 })]
  const group = await addGroup(ada.desk, "gaps", "Barriers", [one])

  await move(ada.desk, [two], { zone: "gaps", parent: group })
  await arrive()

  const [[x, y]] = places(ada, [one])
  assert.deepEqual(places(ada, [two]), [[x + 180, y, group]])
})

test("a text, a shape and a frame are put on a free place of the zone from the list, with their words", async () => {
  const ada = await sit(new BoardServer(), "s_ada")
  const note = await add(ada.desk, "gaps", "One")

  const ids = [await addThing(ada.desk, "gaps", { kind: "text", words: "A heading" }), await addThing(ada.desk, "gaps", { kind: "oval", words: "" }), await addThing(ada.desk, "gaps", { kind: "frame", words: "North" })]
  await arrive()

  const { elements } = ada.desk.store.shown
  const made = ids.map((id) => (({ type, text, form, zone }) => [type, text, form ?? null, zone])(elements.get(id)))
  assert.deepEqual(made, [["text", "A heading", null, "gaps"], ["shape", "", "oval", "gaps"], ["frame", "North", null, "gaps"]])
  const boxes = [note, ...ids].map((id) => (({ x, y, w, h }) => [x, y, x + w, y + h])(elements.get(id)))
  const meet = (one, other) => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
  assert.deepEqual(boxes.flatMap((one, index) => boxes.slice(index + 1).filter((other) => meet(one, other))), [])
})

test("what is moved into a frame from the list lies in it on the plane as well", async () => {
  const ada = await sit(new BoardServer(), "s_ada")
  const frame = await addThing(ada.desk, "gaps", { kind: "frame", words: "North" })
  const [note, text] = [await add(ada.desk, "gaps", "One", { x: 1700, y: 800 }), await addThing(ada.desk, "gaps", { kind: "text", words: "A heading" })]

  await move(ada.desk, [note], { zone: "gaps", parent: frame })
  await move(ada.desk, [text], { zone: "gaps", parent: frame })
  await arrive()

  const { elements } = ada.desk.store.shown
  const { x, y, w, h } = elements.get(frame)
  const inside = (each) => each.parent === frame && each.x >= x && each.y >= y && each.x < x + w && each.y < y + h
  assert.deepEqual([note, text].map((id) => inside(elements.get(id))), [true, true])
})

test("a copy made from the list lies where there is room: beside the note, and in its group", async () => {
  const ada = await sit(new BoardServer(), "s_ada")
  const [alone, inside] = [await add(ada.desk, "gaps", "Alone", { x: 900, y: 400, colour: "teal" }), await add(ada.desk, "gaps", "Inside")]
  const group = await addGroup(ada.desk, "gaps", "Barriers", [inside])

  const ids = [await duplicate(ada.desk, alone), await duplicate(ada.desk, inside)]
  await arrive()

  const { elements } = ada.desk.store.shown
  assert.deepEqual(ids.map((id) => (({ text, zone, colour, parent }) => [text, zone, colour, parent])(elements.get(id))), [["Alone", "gaps", "teal", null], ["Inside", "gaps", null, group]])
  const notes = [alone, inside, ...ids].map((id) => elements.get(id))
  const meet = (one, other) => one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h
  assert.deepEqual(notes.flatMap((one, index) => notes.slice(index + 1).filter((other) => meet(one, other))), [])
  assert.equal(await duplicate(ada.desk, "e_nowhere"), undefined)
})

test("a group made from the list takes other rows where those of its number find no room, and covers nothing", async () => {
  const ada = await sit(new BoardServer(), "s_ada")
  // A wide band is left free, as high as one row of notes under a title.
  for (let x = 30; x + 160 < 2000; x += 180) for (const y of [380, 520, 660, 800]) await add(ada.desk, "gaps", `At ${x} ${y}`, { x, y })
  const ids = [...ada.desk.store.shown.elements.values()].slice(0, 4).map(({ id }) => id)
  const others = [...ada.desk.store.shown.elements.values()].slice(4)

  const group = await addGroup(ada.desk, "gaps", "Barriers", ids)
  await arrive()

  const box = boxesOf([...ada.desk.store.shown.elements.values()]).get(group)
  assert.deepEqual(others.filter((note) => meets(boxOf(note), box)).map(({ text }) => text), [])
  assert.ok(box[1] >= 100 && box[3] <= 1000)
})

test("a note that is taken out of its group in the list lies beside the group", async () => {
  const ada = await sit(new BoardServer(), "s_ada")
  const ids = [await add(ada.desk, "gaps", "One"), await add(ada.desk, "gaps", "Two"), await add(ada.desk, "gaps", "Three"), await add(ada.desk, "gaps", "Four")]
  const group = await addGroup(ada.desk, "gaps", "Barriers", ids)

  await move(ada.desk, [ids[0]], { zone: "gaps" })
  await arrive()

  const { elements } = ada.desk.store.shown
  assert.equal(elements.get(ids[0]).parent, null)
  assert.equal(meets(boxOf(elements.get(ids[0])), boxesOf([...elements.values()]).get(group)), false)
})

test("the next note from a list is laid on no title of a group, whichever of its notes were moved since", async () => {
  const ada = await sit(new BoardServer(), "s_ada")
  const inside = await add(ada.desk, "gaps", "One", { x: 40, y: 700 })
  const group = await addGroup(ada.desk, "gaps", "Barriers", [inside])
  // Somebody puts the note of the group where the next ones would begin, below the place of its title.
  await move(ada.desk, [inside], { zone: "gaps", parent: group, x: 40, y: 245 })

  const next = await add(ada.desk, "gaps", "Two")
  await arrive()

  // From above the title to below the note.
  assert.equal(meets(boxOf(ada.desk.store.shown.elements.get(next)), [34, 207, 206, 371]), false)
})
