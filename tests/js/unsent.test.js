/** Images that are not sent lie on the device: a few, each with its words, and one page at a time asks about them. */
import "../../node_modules/fake-indexeddb/auto/index.mjs"
import assert from "node:assert/strict"
import { afterEach, mock, test } from "node:test"
import { Drawers } from "../../app/static/boards/drawers.js"
import { calm, somebody } from "./board.js"

const MB = 1024 * 1024
const image = (bytes = 3) => new File([new Uint8Array(bytes)], "bench.png", { type: "image/png" })
const rootOf = (principal, board = "board") => ({ dataset: { principal, board } })

const pages = []

/** A page of its own, whose leaving is heard by those that listen for it. */
async function page(root) {
  const { Unsent } = await import(`../../app/static/boards/unsent.js?page=${pages.length}-${Math.random()}`)
  const heard = []
  globalThis.addEventListener = (name, hear) => name === "pagehide" && heard.push(hear)
  pages.push(Object.assign(new Unsent(root), { leave: () => heard.forEach((hear) => hear()) }))
  return pages.at(-1)
}

const words = (found) => found.map(({ file, text, zone }) => [file.size, text, zone])

afterEach(() => {
  for (const each of pages.splice(0)) each.leave()
  mock.timers.reset()
})

test("who loads the page again is asked about what was not sent, with the words as they were", async () => {
  const root = rootOf(somebody())
  const before = await page(root)
  const id = await before.keep(image(7), "hope")
  await before.note(id, { text: "Two people at a bench", zone: "gaps" })
  before.leave()
  await calm()

  assert.deepEqual(words(await (await page(root)).left()), [[7, "Two people at a bench", "gaps"]])
})

test("a page asks about what it looks after alone, until it has died without a word", async () => {
  mock.timers.enable({ apis: ["Date", "setInterval"], now: 1_000_000 })
  const root = rootOf(somebody())
  const [one, two] = [await page(root), await page(root)]
  await one.keep(image(), "hope")
  const asked = [await two.left()]
  for (let second = 0; second < 20; second += 1) {
    mock.timers.tick(1_000)
    await calm()
  }
  asked.push(await two.left())
  mock.timers.reset()
  mock.timers.enable({ apis: ["Date"], now: 1_031_001 })
  asked.push(await two.left())
  asked.push(await two.left())

  assert.deepEqual(asked.map((found) => found.length), [0, 0, 1, 0])
})

test("a device keeps three of a board, of ten megabytes at most", async () => {
  const principal = somebody()
  const one = await page(rootOf(principal))
  const kept = [await one.keep(image(10 * MB + 1), "hope")]
  for (let n = 0; n < 4; n += 1) kept.push(await one.keep(image(10 * MB), "hope"))
  const elsewhere = await (await page(rootOf(principal, "another"))).keep(image(), "hope")
  await one.drop(kept[1])
  kept.push(await one.keep(image(), "hope"))

  assert.deepEqual(kept.map((id) => id !== null), [false, true, true, true, false, true])
  assert.notEqual(elsewhere, null)
})

test("what is sent or not wanted leaves nothing on the device, and no sign of it", async () => {
  const signs = new Map()
  globalThis.localStorage = { setItem: (name, value) => signs.set(name, value), removeItem: (name) => signs.delete(name) }
  const principal = somebody()
  const root = rootOf(principal)
  const one = await page(root)
  const id = await one.keep(image(), "hope")
  const signed = () => [...signs.keys()].filter((name) => name.includes(`${principal} `))
  const meanwhile = signed()
  await one.drop(id)
  const after = signed()
  delete globalThis.localStorage

  const left = await Promise.all(["images", "asked"].map((drawer) => new Drawers(root).all(drawer)))
  assert.deepEqual([meanwhile, after, left], [[`kept ${principal} board`], [], [[], []]])
})

test("nobody is asked about another person's image", async () => {
  const one = await page(rootOf(somebody()))
  await one.keep(image(), "hope")
  one.leave()
  await calm()

  assert.deepEqual(await (await page(rootOf(somebody()))).left(), [])
})

test("the same tab is asked again at once, though nobody heard that its page went", async () => {
  const kept = new Map()
  globalThis.sessionStorage = { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) }
  const root = rootOf(somebody())
  const one = await page(root)
  await one.keep(image(), "hope")
  const again = await (await page(root)).left()
  kept.clear()
  const elsewhere = await (await page(root)).left()
  delete globalThis.sessionStorage

  assert.deepEqual([again.length, elsewhere.length], [1, 0])
})
