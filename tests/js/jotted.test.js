/** Words that are no op yet lie on the device: they outlive their page, and one page takes them up. */
/* global indexedDB -- the test's own */
import assert from "node:assert/strict"
import { afterEach, mock, test } from "node:test"
import { openDB } from "../../app/static/vendor/idb-8.0.4.js"
import { Jotted } from "../../app/static/boards/text/jotted.js"
import { calm, somebody } from "./board.js"
import { begin, come, end, find, lose, settle } from "./typing.js"

const NOTE = "e_note"
const words = (mine, base = "lab") => ({ base, mine, pm: 0 })
const opened = []

function page(principal, board = "board") {
  opened.push(Jotted.of({ isConnected: true, dataset: { principal, board } }))
  return opened.at(-1)
}

/** What a page takes up now. */
async function adopt(kept) {
  const taken = []
  await kept.adopt((note) => taken.push([note, kept.read(note).base, kept.read(note).mine]))
  return taken
}

const stand = () => mock.timers.enable({ apis: ["Date", "setTimeout", "setInterval"], now: 1_000_000 })
/** Time passes, and no page says that it lives. */
const sleep = (milliseconds) => mock.timers.setTime(Date.now() + milliseconds)

afterEach(async () => {
  end()
  for (const one of opened.splice(0)) await one.close()
})

test("words of a page that died are taken up after a while, and by one page alone", async () => {
  mock.timers.enable({ apis: ["Date"], now: 1_000_000 })
  const principal = somebody()
  await page(principal).keep(NOTE, words("lab days"))

  sleep(9_000)
  const early = await adopt(page(principal))
  sleep(2_000)
  const late = await Promise.all([adopt(page(principal)), adopt(page(principal))])

  assert.deepEqual([early, ...late], [[], [[NOTE, "lab", "lab days"]], []])
})

test("one page learns that another of the same board keeps words", async () => {
  const principal = somebody()
  const [one, other] = [page(principal), page(principal)]
  await other.keep(NOTE, words("lab days"))

  const before = [await one.lies(), await page(principal, "another board").lies()]
  await other.forget(NOTE)

  assert.deepEqual([before, await one.lies()], [[true, false], false])
})

test("nobody takes the words of a page that lives", async () => {
  stand()
  const principal = somebody()
  await page(principal).keep(NOTE, words("lab days"))

  for (let second = 0; second < 30; second += 1) {
    mock.timers.tick(1_000)
    await calm()
  }

  assert.deepEqual(await adopt(page(principal)), [])
})

test("words of a page that was closed are taken up at once, and those of a part of the page that is gone", async () => {
  const principal = somebody()
  const [closed, gone] = [page(principal), { isConnected: true, dataset: { principal, board: "board" } }]
  await closed.keep(NOTE, words("lab days"))
  await closed.close()
  await Jotted.of(gone).keep("e_other", words("lab nights"))
  gone.isConnected = false

  assert.deepEqual(await adopt(page(principal)), [[NOTE, "lab", "lab days"], ["e_other", "lab", "lab nights"]])
})

test("words that were taken up lie there still, for whoever comes after", async () => {
  const principal = somebody()
  const [first, second] = [page(principal), page(principal)]
  await first.keep(NOTE, words("lab days"))
  await first.close()
  await adopt(second)
  await second.close()

  assert.deepEqual(await adopt(page(principal)), [[NOTE, "lab", "lab days"]])
})

test("a page that slept goes on behind what another took up", async () => {
  mock.timers.enable({ apis: ["Date"], now: 1_000_000 })
  const principal = somebody()
  const asleep = page(principal)
  await asleep.keep(NOTE, words("lab days"))
  sleep(11_000)
  await adopt(page(principal))

  await asleep.keep(NOTE, words("lab days on Fridays"))

  assert.deepEqual(asleep.read(NOTE), words("lab days on Fridays", "lab days"))
})

test("words that are safe elsewhere are taken up by nobody", async () => {
  const principal = somebody()
  const kept = page(principal)
  await kept.keep(NOTE, words("lab days"))
  await kept.forget(NOTE)
  await kept.keep("e_other", words("lab", "lab"))
  await kept.close()

  assert.deepEqual(await adopt(page(principal)), [])
})

test("nobody finds another person's words on the same device, nor those of another board", async () => {
  const principal = somebody()
  const kept = page(principal)
  await kept.keep(NOTE, words("lab days"))
  await kept.close()

  assert.deepEqual([await adopt(page(somebody())), await adopt(page(principal, "boardwalk"))], [[], []])
})

test("two pages' words of one note are taken up one after the other", async () => {
  const principal = somebody()
  for (const mine of ["lab days", "lab nights"]) {
    const kept = page(principal)
    await kept.keep(NOTE, words(mine))
    await kept.close()
  }
  const kept = page(principal)

  const [[, , one]] = await adopt(kept)
  await kept.forget(NOTE)
  const [[, , other]] = await adopt(kept)

  assert.deepEqual([one, other].sort(), ["lab days", "lab nights"])
})

test("where the device keeps nothing the tab does", async () => {
  const { open } = indexedDB
  indexedDB.open = () => { throw new DOMException("no", "SecurityError") }
  const principal = somebody()
  const kept = page(principal)
  await kept.keep(NOTE, words("lab days"))
  await kept.close()

  const taken = await adopt(page(principal))
  indexedDB.open = open

  assert.deepEqual(taken, [[NOTE, "lab", "lab days"]])
  assert.deepEqual(await adopt(page(principal)), [[NOTE, "lab", "lab days"]], "a device that keeps something again gets it")
})

test("what is begun on a board is no note of it where the tab keeps both", async () => {
  const { open } = indexedDB
  indexedDB.open = () => { throw new DOMException("no", "SecurityError") }
  const principal = somebody()
  await page(principal, "board dialogs").keep("comment e_1", words("Which labs?", ""))

  const [notes, dialogs] = [await adopt(page(principal)), await adopt(page(principal, "board dialogs"))]
  indexedDB.open = open

  assert.deepEqual([notes, dialogs], [[], [["comment e_1", "", "Which labs?"]]])
})

test("a later release that keeps more is not kept waiting, and the page goes on with its tab", async () => {
  const principal = somebody()
  const kept = page(principal)
  await kept.keep(NOTE, words("lab days"))

  const later = await openDB(`baraza-words-${principal}`, 2)
  await kept.keep(NOTE, words("lab days off"))

  assert.deepEqual((await later.getAll("words")).map((row) => row.words.mine), ["lab days"])
  assert.equal(JSON.parse(sessionStorage.getItem(`words ${principal} board ${NOTE}`)).mine, "lab days off")
  later.close()
})

test("each letter lies on the device until the op that brings it does", async () => {
  const { ada, id } = await begin()
  const { field } = await ada.write(id)
  const kept = Jotted.of(ada.root)

  field.type(" mine")
  const before = kept.read(id)
  await settle()

  assert.deepEqual([before, kept.read(id)], [{ base: "lab days", mine: "lab days mine", pm: 0 }, undefined])
})

test("what others write while a letter waits is not kept as one's own", async () => {
  const { ada, bo, id } = await begin()
  const [{ field }, { field: bos }] = [await ada.write(id), await bo.write(id)]
  lose(ada)
  field.type(" mine")
  bos.setSelectionRange(0, 0)
  bos.type("Idle ")
  await settle()
  await find(ada)
  field.setSelectionRange(field.value.length, field.value.length)
  field.type("!")

  assert.deepEqual(Jotted.of(ada.root).read(id), { base: "Idle lab days mine", mine: "Idle lab days mine!", pm: 0 })
})

test("words typed without a line come from a later page once, beside what others wrote", async () => {
  const { ada, bo, id, server } = await begin()
  lose(ada)
  const { field } = await ada.write(id)
  field.type(" mine")
  await settle()
  await bo.sync.propose({ k: "txt.put", id, t: "Idle lab days", was: "lab days" })
  await settle()
  field.isConnected = false
  ada.leave()

  const again = await come("s_ada", { principal: ada.principal })
  await find(again)
  await again.takeUp()
  for (let seconds = 0; seconds < 12; seconds += 1) await settle(1_000)

  assert.deepEqual([server.words(id), Jotted.of(again.root).notes], ["Idle lab days mine", []])
})
