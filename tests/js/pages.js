/**
 * Pages of people at one board, for tests/torture: the product's own store, outbox, sync, deeds
 * and texts, in one process that a test talks to by lines of JSON. It says `{"do": …}`; whatever
 * a page wants of the network is asked back, `{"ask": …}`, and answered with one line, while
 * everything here stands still: so the same lines always come to the same. Time passes when told.
 */
import "../../node_modules/fake-indexeddb/auto/index.mjs"
import { AsyncLocalStorage } from "node:async_hooks"
import { readSync, writeSync } from "node:fs"
import { mock } from "node:test"
import { Field } from "./typing.js"
import { BoardStore } from "../../app/static/boards/store.js"
import { Outbox } from "../../app/static/boards/outbox.js"
import { Post } from "../../app/static/boards/post.js"
import { Sync } from "../../app/static/boards/sync.js"
import { Past } from "../../app/static/boards/gesture.js"
import * as deeds from "../../app/static/boards/deeds.js"
import { lost } from "../../app/static/boards/restored.js"
import { redo, undo } from "../../app/static/boards/undo.js"
import "../../app/static/boards/canvas/gathering.js"
import { known } from "../../app/static/boards/past.js"
import { edit, takeUp } from "../../app/static/boards/text/editor.js"
import { Jotted } from "../../app/static/boards/text/jotted.js"

/** Turns in which nothing happens before all is calm, and those after which what is not done never will be. */
const STILL = 3
const PATIENCE = 3_000
const SIZE = { width: 160, height: 120 }

/** Chance, the same in every life: what is found once is found again. */
let chance = 1
const draw = () => {
  chance = (Math.imul(chance, 1_664_525) + 1_013_904_223) >>> 0
  return chance >>> 8
}
Math.random = () => draw() / 2 ** 24
crypto.getRandomValues = (array) => {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = draw() & 255
  return array
}

/** Steps of the database that wait for their turn: nothing else takes turns here, so without them all is calm. */
let steps = 0
const turn = globalThis.setImmediate
globalThis.setImmediate = (deed) => {
  steps += 1
  return turn(() => {
    steps -= 1
    deed()
  })
}

let buffer = Buffer.alloc(0)
let asked = 0

/** Do it now, however often the pipe is not ready. */
function surely(deed) {
  for (;;) {
    try {
      return deed()
    } catch (error) {
      if (error.code !== "EAGAIN") throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
    }
  }
}

function line() {
  while (buffer.indexOf(10) < 0) {
    const chunk = Buffer.alloc(65536)
    const length = surely(() => readSync(0, chunk))
    if (length === 0) process.exit(0)
    buffer = Buffer.concat([buffer, chunk.subarray(0, length)])
  }
  const end = buffer.indexOf(10)
  const text = buffer.subarray(0, end).toString()
  buffer = buffer.subarray(end + 1)
  return JSON.parse(text)
}

function say(value) {
  const bytes = Buffer.from(`${JSON.stringify(value)}\n`)
  for (let sent = 0; sent < bytes.length;) sent += surely(() => writeSync(1, bytes, sent))
}

function ask(question) {
  asked += 1
  say(question)
  return line()
}

/** What comes back over a page's line, once it has: a slow line says how many milliseconds each way takes. */
async function overTheLine(question) {
  let reply = ask(question)
  if (reply.there) {
    await passed(reply.there)
    reply = ask({ ...question, arrived: true })
  }
  await (reply.back ? passed(reply.back) : null)
  return reply
}

const passed = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Whose turn it is: timers of a page that was killed do not ring, and what it sends goes nowhere. */
const whose = new AsyncLocalStorage()
const never = new Promise(() => {})

/** Begin time anew. */
function wind() {
  mock.timers.reset()
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 1_000_000_000 })
  for (const name of ["setTimeout", "setInterval"]) {
    const set = globalThis[name]
    globalThis[name] = (deed, ...rest) => {
      const page = whose.getStore()
      return set(() => page?.dead || whose.run(page, deed), ...rest)
    }
  }
}

globalThis.fetch = async (address, { method = "GET", body } = {}) => {
  const page = whose.getStore()
  const reply = await overTheLine({ ask: "fetch", page: page.name, method, address, body: body === undefined ? null : JSON.parse(body) })
  if (page.dead) return never
  if (reply.lost) throw new TypeError("failed to fetch")
  return { ok: reply.status < 400, json: async () => reply.answer }
}

/** A page's connection, as `realtime/connection.js` looks to a board. */
class Line extends EventTarget {
  state = "lost"

  constructor(page) {
    super()
    this.page = page
  }

  async emit(event, message) {
    if (this.page.dead) return never
    if (this.state !== "connected") throw new Error("not connected")
    const reply = await overTheLine({ ask: "emit", page: this.page.name, event, message })
    if (reply.cut) this.lose()
    if (reply.lost || reply.cut) throw new Error("no answer came")
    return reply.answer
  }

  lose() {
    if (this.state === "lost") return
    this.state = "lost"
    this.dispatchEvent(new CustomEvent("lost"))
  }
}

const pages = new Map()

class Page {
  dead = false
  refused = []
  late = []
  trouble = []
  offered = []
  said = []
  fields = new Map()
  past = new Past()

  constructor(name, place) {
    this.name = name
    this.place = place
    this.line = new Line(this)
  }

  async open({ board, seat, principal, epoch, zones, rules }) {
    this.matrix = rules.matrix
    this.store = new BoardStore({ seat, named: rules.named, zones: new Set(zones), ...this.governed(rules) })
    this.outbox = await Outbox.open({ principal, board })
    const base = `/boards/${board}`
    const post = new Post({ board, seat, epoch, csrfToken: "", urls: { ops: `${base}/ops/`, snapshot: `${base}/snapshot/` } }, this.line)
    this.sync = new Sync(post, this.store, this.outbox)
    this.root = { isConnected: true, dataset: { opsUrl: `${base}/ops/`, board, principal, facilitates: rules.facilitates } }
    this.sync.addEventListener("rules", ({ detail }) => this.store.govern(this.governed(detail)))
    this.sync.addEventListener("refused", ({ detail }) => this.refused.push(detail))
    this.sync.addEventListener("late", ({ detail: { op } }) => op.k === "el.add" && this.late.push(op.id))
    this.sync.addEventListener("restored", ({ detail }) => this.offered.push(...lost(detail, this.store.shown.elements, seat)))
    this.sync.addEventListener("trouble", ({ detail }) => this.trouble.push(detail))
    this.sync.start(this.line)
    void known(this.store).then(() => Jotted.of(this.root).adopt((id) => takeUp(this.root, this.desk, id)))
  }

  governed({ writing, frozen, generation, opening = 0 }) {
    return { rights: this.matrix[frozen ? "frozen" : writing] ?? {}, private: writing === "private", generation, opening: writing === "open" ? opening : 0 }
  }

  get desk() {
    const { store, past } = this
    return {
      store, past, size: SIZE, zones: new Map([...store.context.zones].map((zone) => [zone, { box: [0, 0, 2000, 1000], inside: null }])),
      generation: () => (store.context.private ? store.context.generation + 1 : 0),
      own: () => {}, fail: () => {}, said: [], send: (...ops) => this.send(...ops),
    }
  }

  /** Everything this page ever sends is written down, under a name that nothing else has. */
  send(...ops) {
    const said = ops.map((op) => ({ ...op, g: `g${(sent += 1)}` }))
    this.said.push(...said)
    return this.sync.propose(...said)
  }

  living(type) {
    return [...this.store.shown.elements.values()].filter((each) => !each.deleted && (!type || each.type === type))
  }

  async write(id) {
    if (this.fields.has(id)) return this.fields.get(id)
    const field = new Field(this.root)
    field.value = this.store.shown.elements.get(id).text
    field.setSelectionRange(field.value.length, field.value.length)
    globalThis.document.activeElement = field
    const bound = await edit(field, this.desk, id)
    this.fields.set(id, { field, bound })
    return this.fields.get(id)
  }
}

let sent = 0

/** What people do, as their pages do it. */
const doing = {
  add: async (page, { zone, text }) => deeds.add(page.desk, zone, text),
  addGroup: async (page, { zone, text, ids }) => deeds.addGroup(page.desk, zone, text, ids),
  change: (page, { id, text }) => deeds.change(page.desk, id, text),
  move: (page, { ids, where }) => deeds.move(page.desk, ids, where),
  colour: (page, { ids, colour }) => deeds.colour(page.desk, ids, colour),
  remove: (page, { ids }) => deeds.remove(page.desk, ids),
  bringBack: (page, { ids }) => deeds.bringBack(page.desk, ids),
  share: (page, { id }) => deeds.share(page.desk, id),
  undo: (page) => undo(page.desk),
  redo: (page) => redo(page.desk),
  async type(page, { id, text }) {
    const { field } = await page.write(id)
    if (field.readOnly || !page.fields.has(id)) return false
    const caret = field.value.length
    field.setSelectionRange(caret, caret)
    field.type(text)
    return true
  },
  async erase(page, { id, letters }) {
    const { field } = await page.write(id)
    for (let each = 0; each < letters && !field.readOnly; each += 1) field.backspace()
  },
  async leave(page) {
    for (const { bound } of page.fields.values()) await bound.close()
    page.fields.clear()
  },
  raw: (page, { op }) => page.send(op),
}

const orders = {
  async open({ page: name, ...place }) {
    const page = new Page(name, place)
    pages.set(name, page)
    await whose.run(page, () => page.open(place))
  },
  connect({ page }) {
    pages.get(page).line.state = "connected"
    pages.get(page).line.dispatchEvent(new CustomEvent("open"))
  },
  lose({ page }) {
    pages.get(page).line.lose()
  },
  hear({ page: name, packets }) {
    const page = pages.get(name)
    for (const [event, detail] of packets) {
      if (event === "stage") page.store.govern(page.governed(detail))
      else page.line.dispatchEvent(new CustomEvent(`message:${event}`, { detail }))
    }
  },
  kill({ page: name }) {
    // Nobody says of its part of the page that it is gone.
    pages.get(name).dead = true
    pages.delete(name)
  },
  stop({ page: name }) {
    const page = pages.get(name)
    page.root.isConnected = false
    page.sync.stop()
    pages.delete(name)
  },
  pass({ milliseconds }) {
    mock.timers.tick(milliseconds)
  },
  do: ({ page, deed, ...what }) => doing[deed](pages.get(page), what),
  look({ page: name }) {
    const { store, outbox, refused, late, trouble, offered, said } = pages.get(name)
    return {
      seq: store.seq, private: store.context.private, waiting: [...store.waiting], queued: outbox.entries.map(({ client, n, op }) => ({ client, n, op })), client: outbox.client,
      refused: refused.splice(0), late: late.splice(0), trouble: trouble.splice(0), said: said.splice(0),
      offered: offered.splice(0).map(({ id, text }) => ({ id, text })),
      elements: [...store.shown.elements.values()],
    }
  },
  rest({ page: name }) {
    const { store, outbox } = pages.get(name)
    return { seq: store.seq, queued: outbox.entries.length, waiting: store.waiting.size }
  },
  forget() {
    for (const page of pages.values()) page.dead = true
    pages.clear()
    wind()
    sent = 0
    chance = 1
  },
}

/** Let everything that waits for nothing but its turn be done. */
async function calm() {
  for (let still = 0; still < STILL; ) {
    const before = asked
    await new Promise((resolve) => turn(resolve))
    still = steps > 0 || asked !== before ? 0 : still + 1
  }
}

wind()
for (;;) {
  const { order, ...what } = line()
  const page = pages.get(what.page)
  let told
  Promise.resolve().then(() => whose.run(page, () => orders[order](what))).then((value) => (told = { value }), (error) => (told = { error: String(error.stack) }))
  await calm()
  // What waits for a page that was killed is never done.
  for (let turns = 0; !told && turns < PATIENCE; turns += 1) await new Promise((resolve) => turn(resolve))
  await calm()
  say({ done: true, ...told })
}
