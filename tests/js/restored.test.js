/** After a backup came back: what somebody wrote and it lacks is found, and can be had again. */
import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import * as deeds from "../../app/static/boards/deeds.js"
import { writeAgain } from "../../app/static/boards/lost_words.js"
import { lost } from "../../app/static/boards/restored.js"
import { answerFetches } from "./board.js"
import { BoardServer } from "./board-server.js"
import { arrive, leave, sit } from "./desk.js"

afterEach(leave)

/** Two people write, a backup of the first `length` rows comes back; what each is told. */
async function restore(write, length) {
  const server = new BoardServer()
  const [ada, bo] = [await sit(server, "s_ada"), await sit(server, "s_bo")]
  await write(ada, bo, server)
  await arrive()
  for (const each of [ada, bo]) each.page.lose()
  server.restore(length)
  for (const each of [ada, bo]) each.page.open()
  await arrive()
  const missing = ({ restored: [past], store }) => lost(past, store.shown.elements, store.context.seat)
  return { server, ada, bo, missing: { ada: missing(ada), bo: missing(bo) } }
}

const texts = (found) => found.map(({ text }) => text)

test("each is offered their own words that are gone, and nobody else's", async () => {
  const { missing } = await restore(async (ada, bo) => {
    await deeds.add(ada.desk, "gaps", "in the backup")
    await arrive()
    await deeds.add(ada.desk, "gaps", "Ada's")
    await deeds.add(bo.desk, "gaps", "Bo's")
    const dropped = await deeds.add(bo.desk, "gaps", "taken away again")
    await deeds.remove(bo.desk, [dropped])
  }, 1)

  assert.deepEqual([texts(missing.ada), texts(missing.bo)], [["Ada's"], ["Bo's"]])
})

test("so are words written into a note that the backup has as it was before", async () => {
  const { ada, missing } = await restore(async (ada, bo) => {
    const id = await deeds.add(ada.desk, "gaps", "lab days")
    await arrive()
    await deeds.change(bo.desk, id, "idle lab days")
  }, 1)

  assert.deepEqual([texts(missing.ada), texts(missing.bo)], [["idle lab days"], ["idle lab days"]])
  assert.deepEqual(ada.texts(), ["lab days"])
})

test("what had not arrived is sent, and not offered", async () => {
  const { server, missing } = await restore(async (ada, bo, server) => {
    await deeds.add(bo.desk, "gaps", "in the backup")
    await arrive()
    ada.page.lose()
    answerFetches(server, { reachable: () => false })
    await deeds.add(ada.desk, "gaps", "still waiting")
    await arrive()
    answerFetches(server)
  }, 1)

  assert.deepEqual([texts(missing.ada), server.rows.map(({ r }) => r.text)], [[], ["in the backup", "still waiting"]])
})

test("a note that is restored lies where it lay, in its colour, and everybody sees it", async () => {
  const { server, ada, missing } = await restore(async (ada) => {
    const id = await deeds.add(ada.desk, "gaps", "lost", { x: 700, y: 300, colour: "teal" })
    await arrive()
    await deeds.change(ada.desk, id, "lost and found")
  }, 0)

  await writeAgain(ada.desk, missing.ada[0])
  await arrive()

  const [{ r, aud = "*" }] = server.rows
  assert.deepEqual([r.text, r.x, r.y, r.colour, aud], ["lost and found", 700, 300, "teal", "*"])
})

test("what was written for oneself is restored for oneself, though everybody writes in the open by now", async () => {
  const { server, ada, missing } = await restore(async (ada, _bo, server) => {
    server.stage.writing = "private"
    ada.store.govern({ private: true })
    ada.desk.generation = () => 1
    await deeds.add(ada.desk, "gaps", "mine alone")
    await arrive()
    server.stage.writing = "open"
    ada.store.govern({ private: false })
    ada.desk.generation = () => 0
  }, 0)

  await writeAgain(ada.desk, missing.ada[0])
  await arrive()

  assert.deepEqual(server.rows.map(({ r, aud }) => [r.text, aud]), [["mine alone", "s_ada"]])
})
