/** Words that are no note yet outlive their page: another one takes them up as they were, if it has a place for them. */
import assert from "node:assert/strict"
import { afterEach, mock, test } from "node:test"
import { calm, somebody } from "./board.js"
import { Half } from "../../app/static/boards/half.js"

const GONE = 11_000
globalThis.addEventListener ??= () => {}
const marks = new Map()
const storage = { getItem: (name) => marks.get(name) ?? null, setItem: (name, value) => marks.set(name, value), removeItem: (name) => marks.delete(name) }
// Its names are asked for as those of what it holds.
const value = new Proxy(storage, { ownKeys: () => [...marks.keys()], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) })
Object.defineProperty(globalThis, "localStorage", { value, configurable: true })

afterEach(() => mock.timers.reset())

/** A page on which somebody types, with or without a place for what others left; `taken` is what it took up. */
function page(principal, { has = () => true } = {}) {
  const [taken, alone] = [[], []]
  const half = new Half({ isConnected: true, dataset: { principal, board: "board" } }, (name, words, left) => {
    if (has(name)) taken.push([name, words])
    if (has(name)) alone.push(left.alone)
    return has(name)
  })
  return { half, taken, alone }
}

/** All pages die, and their words are looked after by nobody. */
async function die() {
  await calm()
  mock.timers.setTime(Date.now() + GONE)
}

test("what was half typed is taken up as it was and not mixed with what is typed here", async () => {
  mock.timers.enable({ apis: ["Date", "setTimeout", "setInterval"], now: 1_000_000 })
  const ada = somebody()
  page(ada).half.keep("gaps", "Half a thought")
  await die()

  const next = page(ada)
  next.half.keep("gaps", "Typed here")
  await calm()
  assert.deepEqual(next.taken, [["gaps", "Half a thought"]])
  await die()
  const last = page(ada)
  await calm()

  assert.deepEqual(last.taken, [["gaps", "Typed here"]])
})

test("it waits for a page that has a place for it, and nobody else finds it", async () => {
  mock.timers.enable({ apis: ["Date", "setTimeout", "setInterval"], now: 1_000_000 })
  const [ada, eve] = [somebody(), somebody()]
  page(ada).half.keep("gaps", "Half a thought")
  await die()

  const [other, without] = [page(eve), page(ada, { has: (name) => name !== "gaps" })]
  await calm()
  assert.deepEqual([other.taken, without.taken], [[], []])
  await die()
  const last = page(ada)
  await calm()

  assert.deepEqual(last.taken, [["gaps", "Half a thought"]])
})

test("where it became a note, or nobody wants it, nothing of it lies there, and no page looks for it", async () => {
  mock.timers.enable({ apis: ["Date", "setTimeout", "setInterval"], now: 1_000_000 })
  const ada = somebody()
  const { half } = page(ada)
  const mark = `kept ${ada} board drafts`
  half.keep("gaps", "Half a thought")
  await calm()
  assert.equal(marks.has(mark), true)

  half.keep("gaps", "")
  await calm()
  assert.equal(marks.has(mark), false)
  await die()
  const last = page(ada)
  await calm()

  assert.deepEqual(last.taken, [])
})

test("what a page wrote down at once is taken up, though it was closed before it was kept", async () => {
  mock.timers.enable({ apis: ["Date", "setTimeout", "setInterval"], now: 1_000_000 })
  const ada = somebody()
  const name = `early ${ada} board gaps gone`
  marks.set(name, JSON.stringify({ words: "Half a thought", alone: true, seen: Date.now(), lock: "" }))

  const next = page(ada)
  await calm()
  assert.deepEqual([next.taken, marks.has(name)], [[], true], "its page may live")
  mock.timers.setTime(Date.now() + GONE)
  const last = page(ada)
  await calm()

  assert.deepEqual([last.taken, last.alone, marks.has(name)], [[["gaps", "Half a thought"]], [true], false])
})

test("the last letters a page wrote down at once count, not those that were kept before", async () => {
  mock.timers.enable({ apis: ["Date", "setTimeout", "setInterval"], now: 1_000_000 })
  const ada = somebody()
  const half = new Half({ isConnected: true, dataset: { principal: ada, board: "board" } }, () => false, "gone")
  void half.keep("gaps", "Half a")
  await calm()
  marks.set(`early ${ada} board gaps gone`, JSON.stringify({ words: "Half a thought", alone: false, seen: Date.now(), lock: "" }))
  await die()

  const next = page(ada)
  await calm()

  assert.deepEqual(next.taken, [["gaps", "Half a thought"]])
})
