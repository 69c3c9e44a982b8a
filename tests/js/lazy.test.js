/** What did not load is tried again by itself, when the line returns and when somebody asks; whoever waits is told so. */
/* global document -- the test's own */
import assert from "node:assert/strict"
import { afterEach, mock, test } from "node:test"
import { setImmediate as turn } from "node:timers/promises"

class Element extends EventTarget {
  children = []
  dataset = {}
  style = {}
  isConnected = true
  matches = () => false
  append(...parts) {
    for (const part of parts) this.children.push(Object.assign(typeof part === "string" ? { words: part } : part, { parent: this }))
  }
  remove() {
    if (this.isConnected) this.parent.children.splice(this.parent.children.indexOf(this), 1)
    this.isConnected = false
  }
}
let gone = null
const page = new EventTarget()
globalThis.addEventListener = (name, deed) => page.addEventListener(name, deed)
globalThis.document = { documentElement: { lang: "en" }, body: new Element(), createElement: () => new Element(), querySelector: () => gone, querySelectorAll: () => [] }
const { lazy, loaded, optional, wanted } = await import("../../app/static/lazy.js")

/** A module that comes after so many tries in vain. */
function late(failures) {
  const tried = { times: 0 }
  return { tried, load: async () => {
    tried.times += 1
    if (tried.times <= failures) throw new TypeError("Failed to fetch dynamically imported module")
    return { is: "here" }
  } }
}

const place = () => new Element()
const notices = () => document.body.children.map(({ children }) => children.map(({ words, textContent }) => words ?? textContent))

async function pass(milliseconds) {
  mock.timers.tick(milliseconds)
  for (let each = 0; each < 5; each += 1) await turn()
}

afterEach(async () => {
  mock.timers.reset()
  // What a test still tries to load ends with its page.
  gone = new Element()
  page.dispatchEvent(new Event("online"))
  for (let each = 0; each < 5; each += 1) await turn()
  for (const each of [...document.body.children]) each.remove()
  gone = null
})

test("what failed to load is tried again after pauses that grow, until it is here", async () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  const { load, tried } = late(4)
  const found = loaded(load)
  const after = []

  for (const pause of [0, 1_000, 2_000, 4_000, 8_000]) {
    await pass(pause)
    after.push(tried.times)
  }

  assert.deepEqual([after, await found], [[1, 2, 3, 4, 5], { is: "here" }])
})

test("it is tried at once when the browser is online again", async () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  const { load, tried } = late(1)
  const found = loaded(load)
  await pass(0)

  page.dispatchEvent(new Event("online"))

  assert.deepEqual([await found, tried.times], [{ is: "here" }, 2])
})

test("whoever waits is told so once a second try failed, may try at once, and is told no more", async () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  const { load } = late(2)
  const found = wanted(load, place())
  await pass(0)
  const first = notices()
  await pass(1_000)
  const [[says, , button]] = notices()

  document.body.children[0].children[2].dispatchEvent(new Event("click"))

  assert.deepEqual([first, await found, notices()], [[], { is: "here" }, []])
  assert.match(says, /has not loaded yet/)
  assert.equal(button, "Try again")
})

test("whoever waits long for what neither fails nor comes is told so, too", async () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  void wanted(() => new Promise(() => {}), place())
  await pass(5_999)
  const before = notices().length

  await pass(1)

  assert.deepEqual([before, notices().length], [0, 1])
})

test("of two things that were asked for in vain the last one is done", async (context) => {
  const clock = context.mock.method(performance, "now", () => 0)
  mock.timers.enable({ apis: ["setTimeout"] })
  const done = []
  const [one, two] = [late(1), late(1)]
  void wanted(one.load, place()).then(() => done.push("one"))
  await pass(0)
  void wanted(two.load, place()).then(() => done.push("two"))
  clock.mock.mockImplementation(() => 3_000)

  await pass(1_000)
  page.dispatchEvent(new Event("online"))
  await pass(0)

  assert.deepEqual(done, ["two"])
})

test("nothing comes late to a place that is not on the page any more", async (context) => {
  const clock = context.mock.method(performance, "now", () => 0)
  mock.timers.enable({ apis: ["setTimeout"] })
  const [done, root, { load }] = [[], place(), late(1)]
  void wanted(load, root).then(() => done.push("here"))
  await pass(0)
  clock.mock.mockImplementation(() => 3_000)
  root.isConnected = false

  await pass(1_000)

  assert.deepEqual(done, [])
})

test("what many need is loaded once, and given to them in the order in which they asked", async () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  const { load, tried } = late(1)
  const [ready, got] = [lazy(load), []]
  void ready().then(() => got.push("one"))
  await pass(0)
  void ready().then(() => got.push("two"))

  await pass(1_000)

  assert.deepEqual([got, tried.times], [["one", "two"], 2])
})

test("a page that is older than its server tries no more and says nothing else", async () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  const { load, tried } = late(10)
  void wanted(load, place())
  gone = new Element()

  await pass(0)
  await pass(60_000)

  assert.deepEqual([tried.times, notices()], [1, []])
})

/** A page whose server answers what is asked for by `fetch`, or does not. */
function server(context, { isThere }) {
  context.mock.method(globalThis, "fetch", () => (isThere ? Promise.resolve({ ok: true }) : Promise.reject(new TypeError("Failed to fetch"))))
}

test("what fails although the server answers asks to load the page again", async (context) => {
  server(context, { isThere: true })
  mock.timers.enable({ apis: ["setTimeout"] })
  void wanted(late(Infinity).load, place())
  const told = []

  for (const pause of [0, 1_000, 2_000]) {
    await pass(pause)
    told.push(notices().map(([, , button]) => button))
  }

  assert.deepEqual(told, [[], ["Try again"], ["Load it again"]])
  assert.match(notices()[0][0], /could not be loaded/)
})

test("it also says so of what nobody waits for, and no more once that is here", async (context) => {
  server(context, { isThere: true })
  mock.timers.enable({ apis: ["setTimeout"] })
  const { load } = late(3)
  const found = loaded(load)
  const told = []

  for (const pause of [0, 1_000, 2_000, 4_000]) {
    await pass(pause)
    told.push(notices().map(([, , button]) => button))
  }

  assert.deepEqual([told, await found], [[[], [], ["Load it again"], []], { is: "here" }])
})

test("while the server does not answer nobody is asked to load the page again", async (context) => {
  server(context, { isThere: false })
  mock.timers.enable({ apis: ["setTimeout"] })
  void wanted(late(Infinity).load, place())

  for (const pause of [0, 1_000, 2_000, 4_000]) await pass(pause)

  assert.deepEqual(notices().map(([, , button]) => button), ["Try again"])
})

test("a deed goes without what fails, and has it the next time once it came", async () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  const helper = optional(late(1).load)
  const first = await helper()

  await pass(1_000)

  assert.deepEqual([first, await helper()], [null, { is: "here" }])
})

test("a deed goes without what neither fails nor comes", async () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  const found = optional(() => new Promise(() => {}))()

  await pass(2_000)

  assert.equal(await found, null)
})
