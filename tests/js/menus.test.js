/** What menus are made of is brought once, however many ask for it at once, and again where it did not come. */
/* global document -- the test's own */
import assert from "node:assert/strict"
import { test } from "node:test"
import { setImmediate as turn } from "node:timers/promises"

class HTMLElement extends EventTarget {}
Object.assign(globalThis, { HTMLElement, document: Object.assign(new EventTarget(), { documentElement: { lang: "en" } }) })
const { parts } = await import("../../app/static/boards/menus.js")

/** A list, and what becomes of each request for its parts. */
function list() {
  const asked = []
  const place = Object.assign(new HTMLElement(), { dataset: { parts: "/boards/b/parts/" }, made: null, querySelector: () => place.made })
  const root = Object.assign(new HTMLElement(), { isConnected: true, querySelector: () => place })
  globalThis.htmx = { ajax: (_verb, address) => new Promise((done) => asked.push({ address, answer: (status) => {
    if (status < 500) place.made = new HTMLElement()
    document.dispatchEvent(new CustomEvent("htmx:finally:request", { detail: { ctx: { sourceElement: place, status: "swapped", response: { status } } } }))
    done()
  } })) }
  return { root, asked }
}

test("they are asked for once, whoever wants them meanwhile, and not again once they are there", async () => {
  const { root, asked } = list()

  const wanted = [parts(root), parts(root)]
  await turn()
  wanted.push(parts(root))
  asked[0].answer(200)
  await Promise.all(wanted)
  await parts(root)
  await turn()

  assert.deepEqual(asked.map(({ address }) => address), ["/boards/b/parts/"])
})

test("where they did not come all who waited are told, and whoever asks then has them brought", async () => {
  const { root, asked } = list()

  const wanted = [parts(root), parts(root)]
  await turn()
  asked[0].answer(503)
  assert.deepEqual((await Promise.allSettled(wanted)).map(({ status }) => status), ["rejected", "rejected"])
  const again = parts(root)
  await turn()
  asked[1].answer(200)
  await again

  assert.equal(asked.length, 2)
})

test("for a board that is not shown any more nothing is asked for", async () => {
  const { root, asked } = list()
  root.isConnected = false

  void parts(root)
  await turn()

  assert.deepEqual(asked, [])
})

test("a board that goes while they are on their way leaves no error behind", async () => {
  const { root, asked } = list()
  let outcome = "none"

  parts(root).then(() => { outcome = "there" }, () => { outcome = "refused" })
  await turn()
  root.isConnected = false
  asked[0].answer(503)
  await turn()

  assert.equal(outcome, "none")
})

test("a request that broke keeps nobody from asking again", async () => {
  const { root, asked } = list()
  const { htmx } = globalThis
  globalThis.htmx = { ajax: () => Promise.reject(new TypeError("the line broke")) }
  await assert.rejects(parts(root))

  globalThis.htmx = htmx
  const found = parts(root)
  await turn()
  asked[0].answer(200)

  await found
  assert.equal(asked.length, 1)
})
