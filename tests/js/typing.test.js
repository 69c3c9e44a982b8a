/** Two pages write in one note: at once, away, undoing, composing; nobody's letters are lost. */
import assert from "node:assert/strict"
import { afterEach, beforeEach, test } from "node:test"
import { note } from "./board.js"
import { begin, come, end, find, lose, screen, settle } from "./typing.js"

let server, ada, bo, id

beforeEach(async () => {
  ({ server, ada, bo, id } = await begin())
})
afterEach(end)

test("letters of both come into both fields, and the caret stays with its words", async () => {
  const [{ field: adas }, { field: bos }] = [await ada.write(id), await bo.write(id)]
  adas.setSelectionRange(3, 3)

  bos.setSelectionRange(0, 0)
  bos.type("Idle ")
  screen.activeElement = adas
  await settle()
  adas.type("s,")
  await settle()

  assert.deepEqual([adas.value, bos.value, server.words(id)], ["Idle labs, days", "Idle labs, days", "Idle labs, days"])
  assert.equal(adas.selectionStart, 10)
})

test("one who was away writes on, and every letter nobody took is there", async () => {
  const [{ field: adas }, { field: bos }] = [await ada.write(id), await bo.write(id)]
  lose(ada)
  adas.type(" ABC")
  adas.backspace()
  await settle()
  adas.setSelectionRange(0, 0)
  adas.type("XY")

  bos.setSelectionRange(4, 4)
  bos.backspace()
  bos.type("123")
  await settle()
  await find(ada)

  assert.equal(adas.value, bos.value)
  assert.equal(adas.value, server.words(id))
  assert.deepEqual([...adas.value].sort().join(""), [..."XYlab123days AB"].sort().join(""))
})

test("typing while the text is still being fetched is merged into it", async () => {
  const first = await bo.write(id)
  first.field.setSelectionRange(0, 0)
  first.field.type("Idle ")
  await settle()
  lose(ada)
  const { field } = await ada.write(id)
  field.type("!")
  first.field.type("shop ")
  await settle()

  await find(ada)
  await settle(2_200)
  await settle()

  assert.deepEqual([field.value, server.words(id)], ["Idle shop lab days!", "Idle shop lab days!"])
})

test("words that cannot be merged yet are shown as what waits", async () => {
  lose(ada)
  const { field, live } = await ada.write(id)
  field.type("!")

  await live.close()

  assert.deepEqual([ada.texts(), [...ada.store.waiting]], [["lab days!"], [id]])
})

test("a note of one's own can be written in before anybody has it", async () => {
  lose(ada)
  const op = note("fresh")
  await ada.sync.propose(op)
  const { field } = await ada.write(op.id)
  field.type(" start")
  await settle()

  await find(ada)

  assert.equal(server.words(op.id), "fresh start")
})

test("what somebody wrote for themselves alone is in no text that others read by then", async () => {
  server.stage.writing = "private"
  ada.store.govern({ private: true })
  const op = note("mine", { pm: 1 })
  await ada.sync.propose(op)
  await settle()
  const before = await ada.write(op.id)
  lose(ada)
  before.field.type(" and secret")
  await settle()
  await before.live.close()
  assert.equal(server.board.elements.get(op.id).audience, "s_ada")
  Object.assign(server.stage, { writing: "open", generation: 1 })
  ada.store.govern({ private: false })
  server.write([{ k: "el.put", id: op.id, r: { type: "note", zone: "gaps", z: "V1", x: 0, y: 0, w: 160, h: 120, text: "mine" } }])
  // The step waits on, while everybody reads the note.
  server.busy = true
  await find(ada)

  const { field } = await ada.write(op.id)
  field.type("!")

  assert.deepEqual([ada.store.pending(op.id).some(({ pm }) => pm > 0), field.value], [true, "mine!"])
})

test("nothing changes under a letter that is being composed", async () => {
  const [{ field: adas }, { field: bos }] = [await ada.write(id), await bo.write(id)]
  screen.activeElement = adas
  adas.dispatchEvent(new Event("compositionstart"))
  adas.type("に")
  bos.setSelectionRange(0, 0)
  bos.type("Idle ")
  await settle()
  const during = adas.value
  adas.backspace()
  adas.type("日")

  adas.dispatchEvent(new Event("compositionend"))
  await settle()

  assert.deepEqual([during, adas.value, bos.value], ["lab daysに", "Idle lab days日", "Idle lab days日"])
})

test("what no note holds does not stay in the field", async () => {
  const { field } = await ada.write(id)

  field.type("\ta\u0007b\ud800")
  await settle()
  field.type("x".repeat(6_000))
  await settle()

  assert.equal(field.value.length, 5_000)
  assert.equal(server.words(id), field.value)
  assert.ok(field.value.startsWith("lab days a bxxx"))
})

test("taking back with the keys takes back one's own alone", async () => {
  const [{ field: adas }, { field: bos }] = [await ada.write(id), await bo.write(id)]
  adas.type(" here")
  await settle()
  bos.setSelectionRange(0, 0)
  bos.type("Idle ")
  await settle()

  adas.press("z", { ctrlKey: true })
  await settle()
  const back = server.words(id)
  adas.press("Z", { ctrlKey: true, shiftKey: true })
  await settle()

  assert.deepEqual([back, server.words(id), bos.value], ["Idle lab days", "Idle lab days here", "Idle lab days here"])
})

test("many letters, many breaks: what nobody took is there, alike on all pages", async () => {
  const pages = [ada, bo, await come("s_cy")]
  const opened = await Promise.all(pages.map((each) => each.write(id)))
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789éüñçжщюябأبجدهوز实验室二三四五六七八九👍🎉🌍🚀"]
  let state = 11
  const chance = (bound) => ((state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 8) % bound
  let typed = ""
  let taken = ""
  while (letters.length) {
    const who = chance(3)
    const { field } = opened[who]
    screen.activeElement = field
    const whole = [...field.value].map((letter, index, all) => all.slice(0, index).join("").length)
    const place = [...whole, field.value.length][chance(whole.length + 1)]
    field.setSelectionRange(place, place)
    if (chance(4) && letters.length) {
      const letter = letters.pop()
      field.type(letter)
      typed += letter
    } else if (place > 0) {
      const start = whole[whole.findIndex((each) => each >= place) - 1] ?? whole.at(-1)
      taken += field.value.slice(start, place)
      field.setSelectionRange(start, place)
      field.backspace()
    }
    if (!chance(6)) await settle()
    if (!chance(8)) lose(pages[who])
    if (!chance(8)) await find(pages[who])
  }
  for (const each of pages) await find(each)
  await settle()

  const words = opened.map(({ field }) => field.value)
  assert.deepEqual(new Set(words), new Set([server.words(id)]))
  const surviving = [..."lab days", ...typed].filter((letter) => !taken.includes(letter) || "lab days".includes(letter))
  const unique = (text) => [...text].filter((letter) => !"lab days".includes(letter)).sort().join("")
  assert.equal(unique(words[0]), unique(surviving.join("")))
})
