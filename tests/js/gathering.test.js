/** Notes put together from the list lie together on the plane as well. */
import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import { addGroup } from "../../app/static/boards/canvas/gathering.js"
import { add, move } from "../../app/static/boards/deeds.js"
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
