/** What becomes of words that were refused, waited for a later page, or were written in a note that went away. */
import assert from "node:assert/strict"
import { afterEach, beforeEach, test } from "node:test"
import { Jotted } from "../../app/static/boards/text/jotted.js"
import { begin, come, end, find, lose, settle } from "./typing.js"

let server, ada, bo, id

beforeEach(async () => {
  ({ server, ada, bo, id } = await begin())
})
afterEach(end)

test("a refused step takes those behind it along, offers the words back and lets people write on", async () => {
  const { field } = await ada.write(id)
  server.refusals = ["text-long"]
  field.type(" lost")
  await settle()
  field.type("!")
  await settle()

  assert.deepEqual(ada.refused.map(({ op }) => op.t), ["lab days lost"])
  assert.deepEqual([field.value, server.words(id)], ["lab days!", "lab days!"])
})

test("steps already on their way behind a refused one are offered back too", async () => {
  const { field } = await ada.write(id)
  lose(ada)
  field.type(" one")
  await settle()
  field.type(" two")
  await settle()
  server.refusals = ["text-long"]

  await find(ada)

  assert.deepEqual(ada.refused.map(({ op, say }) => [op.t, say]), [["lab days one", "text-long"], ["lab days one two", "gap"]])
  assert.deepEqual([field.value, server.words(id)], ["lab days", "lab days"])
  field.type(" three")
  await settle()
  assert.equal(server.words(id), "lab days three")
})

test("what is typed while a refusal comes is offered back with the rest", async () => {
  const { field } = await ada.write(id)
  lose(ada)
  field.type(" one")
  await settle()
  server.refusals = ["text-long"]
  field.setSelectionRange(0, 3)
  field.type("shop")

  await find(ada)

  assert.deepEqual(ada.refused.map(({ op, say }) => [op.t, say]), [["lab days one", "text-long"], ["shop days one", "gap"]])
  assert.deepEqual([field.value, ada.texts(), server.words(id)], ["lab days", ["lab days"], "lab days"])
  field.setSelectionRange(8, 8)
  field.type("!")
  await settle()
  assert.equal(server.words(id), "lab days!")
})

test("a step that waits behind a refused one is in no text any more", async () => {
  const { field } = await ada.write(id)
  lose(ada)
  field.type(" one")
  await settle()
  field.setSelectionRange(0, 3)
  field.type("shop")
  await settle()
  Object.assign(server, { refusals: ["text-long"], tires: true })

  await find(ada)
  const meanwhile = field.value
  Object.assign(server, { busy: false, tires: false })
  await settle(1_000)
  await settle()

  assert.deepEqual([meanwhile, field.value, server.words(id)], ["lab days", "lab days", "lab days"])
  assert.deepEqual(ada.refused.map(({ op }) => op.t), ["lab days one", "shop days one"])
})

test("a field that is opened again goes on where it was left", async () => {
  const first = await ada.write(id)
  lose(ada)
  first.field.type(" ABC")
  await settle()
  await first.live.close()

  const again = await ada.write(id)
  again.field.type("D")
  await settle()
  await find(ada)

  assert.equal(server.words(id), "lab days ABCD")
})

test("steps an earlier page left behind are in the text before anybody goes on", async () => {
  const first = await ada.write(id)
  server.busy = true
  first.field.type(" ABC")
  await settle()
  ada.leave()
  await settle()

  const later = await come("s_ada", { principal: ada.principal })
  const again = await later.write(id)
  const found = again.field.value
  again.field.type("D")
  await settle()
  server.busy = false
  await settle(1_000)
  await settle()

  assert.deepEqual([found, again.field.value, server.words(id)], ["lab days ABC", "lab days ABCD", "lab days ABCD"])
  assert.deepEqual(later.refused, [])
})

test("a note that is deleted meanwhile gives its words back", async () => {
  const { field } = await ada.write(id)
  let gone = 0
  field.addEventListener("text:gone", () => (gone += 1))
  lose(ada)
  field.type(" mine")
  await settle()
  await bo.sync.propose({ k: "el.del", ids: [id] })

  await find(ada)

  assert.deepEqual(ada.refused.map(({ op, say }) => [op.t, say]), [["lab days mine", "gone"]])
  assert.ok(gone > 0)
  assert.equal(field.readOnly, true)
})

for (const away of [false, true]) {
  test(`words for a note that a backup lacks are offered back once, and wait for nothing${away ? ", begun without a line" : ""}`, async () => {
    if (away) lose(ada)
    const { field } = await ada.write(id)
    if (!away) lose(ada)
    field.type(" mine")
    await settle()
    server.restore(0)

    await find(ada)
    field.isConnected = false
    ada.store.govern({})
    await settle()

    assert.deepEqual(ada.refused.map(({ op }) => op.t), ["lab days mine"])
    assert.deepEqual([...ada.store.waiting, ...Jotted.of(ada.root).notes], [])
  })
}

test("who may not write just now may read on", async () => {
  const { field } = await ada.write(id)

  ada.store.govern({ rights: { "change-own": "writing-closed" } })
  const closed = field.readOnly
  ada.store.govern({ rights: {} })

  assert.deepEqual([closed, field.readOnly], [true, false])
})
