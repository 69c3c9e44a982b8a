/** A text on the board is written by several at once, as a note is: nobody's words go over another's. */
import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import * as deeds from "../../app/static/boards/deeds.js"
import "../../app/static/boards/further.js"
import { carryOut } from "../../app/static/boards/gesture.js"
import { undo } from "../../app/static/boards/undo.js"
import { BoardServer } from "./board-server.js"
import { arrive, leave, sit } from "./desk.js"

afterEach(leave)

/** What a page says it wrote its words over. */
const written = (page) => page.proposed.filter(({ k }) => k === "txt.put").map(({ id, t, was }) => [id, t, was])

async function sitDown() {
  const page = await sit(new BoardServer(), "s_ada")
  page.proposed = []
  const { send } = page.desk
  page.desk.send = (...ops) => {
    page.proposed.push(...ops)
    return send(...ops)
  }
  return page
}

for (const type of ["text", "note"]) {
  test(`who rewrites a ${type} as a whole, or takes that back, says what it was, so that what others wrote in between stays`, async () => {
    const ada = await sitDown()
    await carryOut(ada.desk, [{ k: "el.add", id: "e_1", type, zone: "gaps", z: "V", pm: 0, t: "Idle lab", p: { x: 10, y: 10, w: 160, h: 120 } }], "")
    await arrive()

    await deeds.change(ada.desk, "e_1", "Idle labs")
    await arrive()
    await undo(ada.desk)
    await arrive()

    assert.deepEqual(written(ada), [["e_1", "Idle labs", "Idle lab"], ["e_1", "Idle lab", "Idle labs"]])
  })
}

test("the title of a group is nobody's to merge", async () => {
  const ada = await sitDown()
  const id = await deeds.addGroup(ada.desk, "gaps", "Access", [])
  await arrive()

  await deeds.rename(ada.desk, id, "Access to labs")
  await arrive()

  assert.deepEqual(written(ada), [[id, "Access to labs", undefined]])
})
