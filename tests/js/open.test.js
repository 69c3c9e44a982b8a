/** A note is opened to write in and closed before what that takes has come: nothing of it is lost, and it can be undone. */
import assert from "node:assert/strict"
import { afterEach, beforeEach, test } from "node:test"
import { Past } from "../../app/static/boards/gesture.js"
import { Jotted } from "../../app/static/boards/text/jotted.js"
import { openText } from "../../app/static/boards/text/open.js"
import { undo } from "../../app/static/boards/undo.js"
import { Field, begin, end, find, lose, settle } from "./typing.js"

let server, ada, bo, id, desk, said

beforeEach(async () => {
  ({ server, ada, bo, id } = await begin())
  said = []
  desk = { ...ada.desk, past: new Past(), own: (words) => said.push(words) }
})
afterEach(end)

/** Somebody opens the note, writes behind it and is done, faster than anything is fetched; the field goes at once. */
async function hurry(words) {
  const field = new Field(ada.root)
  field.value = ada.store.shown.elements.get(id).text
  field.setSelectionRange(field.value.length, field.value.length)
  const open = openText(field, desk, id)
  field.type(words)
  const closing = open.close()
  field.root = null
  await closing
}

test("the words are kept, and can be taken back like every change", async () => {
  await hurry(" mine")
  await settle()
  const written = ada.texts()
  assert.deepEqual([written, bo.texts(), Jotted.of(ada.root).notes], [["lab days mine"], ["lab days mine"], []])

  await undo(desk)
  await settle()

  assert.deepEqual([ada.texts(), bo.texts(), said], [["lab days"], ["lab days"], ["Note changed.", "Undone: Note changed."]])
})

test("without a line they wait, beside what others write meanwhile", async () => {
  lose(ada)
  await hurry(" mine")
  await bo.sync.propose({ k: "txt.put", id, t: "Idle lab days", was: "lab days" })
  await settle()

  await find(ada)

  assert.equal(ada.texts()[0], bo.texts()[0])
  assert.match(bo.texts()[0], / mine$/)
})

test("a note that is gone by then gives them back", async () => {
  await bo.sync.propose({ k: "el.del", ids: [id] })
  lose(ada)
  await hurry(" mine")

  await find(ada)

  assert.deepEqual(ada.refused.map(({ op, say }) => [op.t, say]), [["lab days mine", "gone"]])
  assert.deepEqual(Jotted.of(ada.root).notes, [])
})

test("words written for oneself do not go into a note that all see by then", async () => {
  server.stage.writing = "private"
  ada.store.govern({ private: true })
  await ada.sync.propose({ k: "el.add", id: "e_hidden000000000000000", type: "note", zone: "gaps", z: "X1", p: { x: 0, y: 0 }, t: "lab nights", pm: 1 })
  await settle()
  id = "e_hidden000000000000000"
  const field = new Field(ada.root)
  field.value = "lab nights"
  const open = openText(field, desk, id)
  field.setSelectionRange(10, 10)
  field.type(" mine")
  const { author, audience, generation, deleted, named, ...r } = server.board.elements.get(id)
  server.write([{ k: "el.put", id, r: { ...r, ...(author && audience && generation && deleted && named && {}) } }])
  server.stage.generation = 1
  field.root = null
  await open.close()

  await settle()

  assert.equal(server.board.elements.get(id).text, "lab nights")
  assert.deepEqual(server.rows.filter(({ aud, r, t }) => aud !== "s_ada" && JSON.stringify([r, t]).includes("mine")), [])
  assert.ok(ada.texts().includes("lab nights mine"))
})
