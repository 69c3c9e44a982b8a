/** A browser that closes its databases loses nobody's words: they are opened anew, or the page goes on and says so. */
import assert from "node:assert/strict"
import { afterEach, mock, test } from "node:test"
import { Drawers } from "../../app/static/boards/drawers.js"
import { Outbox } from "../../app/static/boards/outbox.js"
import { Jotted } from "../../app/static/boards/text/jotted.js"
import { somebody } from "./board.js"
import { breakDatabases, clearSiteData, fillDevice, loseConnections } from "./lost.js"

globalThis.addEventListener ??= () => {}
const opened = []
let mend = () => {}

async function outbox(principal) {
  opened.push(await Outbox.open({ principal, board: "board" }))
  return opened.at(-1)
}

function jotted(principal) {
  opened.push(Jotted.of({ isConnected: true, dataset: { principal, board: "board" } }))
  return opened.at(-1)
}

afterEach(async () => {
  mend()
  for (const each of opened.splice(0)) await each.close()
  mock.timers.reset()
})

const op = (t) => ({ k: "el.add", t })
const words = (box) => box.entries.map(({ n, op: { t } }) => [n, t])
const lasting = (mine) => ({ base: "lab", mine, pm: 0 })

test("what is done after the browser closed its database is kept there all the same", async () => {
  const principal = somebody()
  const box = await outbox(principal)
  await box.add(op("before"))

  loseConnections()
  await box.add(op("after"))
  await box.close()

  assert.equal(box.lasting, true)
  assert.deepEqual(words(await outbox(principal)), [[1, "before"], [2, "after"]])
})

test("what waits is written once more where somebody cleared what the site keeps", async () => {
  const principal = somebody()
  const box = await outbox(principal)
  await box.add(op("before"))

  await clearSiteData()
  await box.add(op("after"))
  await box.close()

  assert.deepEqual(words(await outbox(principal)), [[1, "before"], [2, "after"]])
})

test("where no database opens any more the page goes on and says so, and keeps all of it once one does", async () => {
  const principal = somebody()
  const box = await outbox(principal)
  await box.add(op("one"))

  mend = breakDatabases()
  await box.add(op("two"))
  const during = [words(box), box.lasting]
  mend()
  await box.add(op("three"))
  await box.close()

  assert.deepEqual(during, [[[1, "one"], [2, "two"]], false])
  assert.equal(box.lasting, true)
  assert.deepEqual(words(await outbox(principal)), [[1, "one"], [2, "two"], [3, "three"]])
})

test("a device without room is told from one whose database is lost", async () => {
  const box = await outbox(somebody())

  mend = fillDevice()
  await assert.rejects(box.add(op("one")), { name: "QuotaExceededError" })

  assert.deepEqual([words(box), box.lasting], [[], true])
})

test("what is added while the queue begins anew goes under the new client, in order", async () => {
  const principal = somebody()
  const box = await outbox(principal)
  await box.add(op("one"))

  const late = box.add(op("two"))
  await box.renew()
  const [entry] = await late
  await box.close()

  assert.deepEqual([entry.client, words(box)], [box.client, [[1, "one"], [2, "two"]]])
  assert.deepEqual(words(await outbox(principal)), [[1, "one"], [2, "two"]])
})

test("an answer to another page's op leaves one's own with the same number alone", async () => {
  const principal = somebody()
  const gone = await outbox(principal)
  await gone.add(op("theirs"))
  await gone.close()
  const box = await outbox(principal)
  await box.add(op("mine"))

  await box.settle(gone.client, [1])
  await box.close()

  assert.deepEqual([words(box), words(await outbox(principal))], [[[1, "mine"]], [[1, "mine"]]])
})

for (const hours of [-1, 1]) {
  test(`a queue left behind is taken up though the clock has jumped by ${hours} hour since`, async () => {
    mock.timers.enable({ apis: ["Date"], now: 1_000_000_000 })
    const principal = somebody()
    const died = await outbox(principal)
    await died.add(op("last words"))
    await jotted(principal).keep("e_note", lasting("lab days"))

    mock.timers.setTime(1_000_000_000 + hours * 3_600_000)
    const taken = []
    await jotted(principal).adopt((note) => taken.push(note))

    assert.deepEqual([words(await outbox(principal)), taken], [[[1, "last words"]], ["e_note"]])
  })
}

test("words typed after the browser closed its database lie there all the same", async () => {
  const principal = somebody()
  const kept = jotted(principal)
  await kept.keep("e_note", lasting("lab da"))

  loseConnections()
  await kept.keep("e_note", lasting("lab days"))
  await kept.close()
  const after = jotted(principal)
  await after.adopt(() => {})

  assert.deepEqual(after.read("e_note"), lasting("lab days"))
})

test("words typed on after somebody cleared what the site keeps are whole", async () => {
  const principal = somebody()
  const kept = jotted(principal)
  await kept.keep("e_note", lasting("lab da"))

  await clearSiteData()
  await kept.keep("e_note", lasting("lab days"))
  await kept.close()
  const after = jotted(principal)
  await after.adopt(() => {})

  assert.deepEqual([kept.read("e_note"), after.read("e_note")], Array(2).fill(lasting("lab days")))
})

test("what lies beside the queue is put there again after the browser closed that database, too", async () => {
  const root = { dataset: { principal: somebody(), board: "board" } }
  const drawers = new Drawers(root)
  await drawers.put("asked", { id: "one" })

  loseConnections()
  await drawers.put("asked", { id: "two" })

  assert.deepEqual((await new Drawers(root).all("asked")).map(({ id }) => id), ["one", "two"])
})
