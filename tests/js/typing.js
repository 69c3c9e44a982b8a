/** Pages with a note open to write in, over a server in memory that merges texts as the house does. */
import { mock } from "node:test"
import { Doc, applyUpdate, encodeStateAsUpdate } from "../../app/static/vendor/yjs-13.6.33.min.js"
import { EVERYONE } from "../../app/static/boards/reducer.js"
import { answerFetches, calm, note, open } from "./board.js"
import { BoardServer } from "./board-server.js"

const bytes = (base64) => Uint8Array.from(Buffer.from(base64, "base64"))
const base64 = (update) => Buffer.from(update).toString("base64")

/** The server, with the Yjs state of each note somebody wrote in. */
export class TextServer extends BoardServer {
  states = new Map()
  /** Codes with which the next steps are refused. */
  refusals = []
  busy = false
  /** Whether it is busy once it has refused a step. */
  tires = false

  take(seat, { c, ops }) {
    if (this.busy) return { x: "busy" }
    const answers = []
    for (const op of ops) {
      const fresh = op.n === (this.cursors.get(c) ?? 0) + 1
      const refused = fresh && op.k === "txt" ? this.refusals.shift() ?? this.merge(op) : undefined
      if (refused) {
        this.cursors.set(c, op.n)
        this.outcomes.set(`${c} ${op.n}`, { n: op.n, x: refused, say: refused })
        this.busy = this.tires
        if (this.tires) return { a: [...answers, this.outcomes.get(`${c} ${op.n}`)] }
      }
      const { a, resume } = super.take(seat, { c, ops: [fresh && op.k === "txt" && !refused ? { ...op, t: this.words(op.id) } : op] })
      answers.push(...a)
      if (resume !== undefined) return { a: answers, resume }
    }
    return { a: answers }
  }

  /** Take a step, or say why not. */
  merge({ id, u, pm = 0 }) {
    const note = this.board.elements.get(id)
    if (!note || note.deleted) return "gone"
    if (pm > 0 && note.audience === EVERYONE) return "revealed"
    const doc = this.doc(id)
    applyUpdate(doc, bytes(u))
    if (doc.store.pendingStructs || doc.store.pendingDs) return "gap"
    this.states.set(id, encodeStateAsUpdate(doc))
    return undefined
  }

  doc(id) {
    const doc = new Doc()
    applyUpdate(doc, this.states.get(id) ?? bytes(this.seed(id)))
    return doc
  }

  seed(id) {
    return base64(this.Paper.seed(id, this.board.elements.get(id).text))
  }

  words(id) {
    return this.doc(id).getText("t").toString()
  }

  text(id) {
    const state = this.states.get(id)
    return { y: state ? base64(state) : null, t: this.board.elements.get(id).text, s: this.rows.length }
  }
}

/** A text field, as far as a page without a screen has one. */
export class Field extends EventTarget {
  value = ""
  selectionStart = 0
  selectionEnd = 0
  selectionDirection = "none"
  scrollTop = 0
  readOnly = false
  isConnected = true
  form = null

  constructor(root) {
    super()
    this.root = root
  }

  closest() {
    return this.root
  }

  setSelectionRange(start, end) {
    Object.assign(this, { selectionStart: start, selectionEnd: end })
  }

  /** Type at the caret. */
  type(words) {
    this.#change(this.value.slice(0, this.selectionStart) + words + this.value.slice(this.selectionEnd), this.selectionStart + words.length)
  }

  backspace() {
    const end = this.selectionStart === this.selectionEnd ? this.selectionStart - 1 : this.selectionStart
    if (end >= 0) this.#change(this.value.slice(0, end) + this.value.slice(this.selectionEnd), end)
  }

  press(key, more = {}) {
    this.dispatchEvent(Object.assign(new Event("keydown", { cancelable: true }), { key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more }))
  }

  #change(value, caret) {
    this.value = value
    this.setSelectionRange(caret, caret)
    this.dispatchEvent(Object.assign(new Event("input"), { isComposing: false }))
  }
}

globalThis.document = Object.assign(new EventTarget(), { activeElement: null, documentElement: { lang: "en" } })
globalThis.addEventListener ??= () => {}
export const screen = globalThis.document
const kept = new Map()
/** What a tab keeps: its keys are those of the object, as in browsers. */
globalThis.sessionStorage = new Proxy({
  getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value), removeItem: (name) => kept.delete(name),
}, { ownKeys: () => [...kept.keys()], getOwnPropertyDescriptor: (_, name) => (kept.has(name) ? { value: kept.get(name), enumerable: true, configurable: true } : undefined) })

const { edit } = await import("../../app/static/boards/text/editor.js")
const { takeUpDrafts } = await import("../../app/static/boards/text/open.js")
export const { Paper } = await import("../../app/static/boards/text/paper.js")
TextServer.prototype.Paper = Paper

/** Somebody's page of a board; `edit(id)` opens a note in a field. */
async function page(server, seat, device) {
  const opened = await open(server, seat, device)
  const desk = { store: opened.store, send: (op) => opened.sync.propose(op) }
  const root = { isConnected: true, dataset: { opsUrl: `http://board/${seat}/ops/`, board: "board", principal: opened.principal } }
  const write = async (id) => {
    const field = new Field(root)
    field.value = opened.store.shown.elements.get(id).text
    field.setSelectionRange(field.value.length, field.value.length)
    screen.activeElement = field
    const live = await edit(field, desk, id)
    await settle()
    return { field, live }
  }
  const leave = () => {
    root.isConnected = false
    opened.sync.stop()
  }
  return { ...opened, desk, root, write, leave, takeUp: () => takeUpDrafts(root, desk) }
}

/** Let fetches come back and steps go out, by a clock that moves when told. */
export async function settle(milliseconds = 230) {
  await calm()
  mock.timers.tick(milliseconds)
  await calm()
}

/** Answer what pages ask for: boards and texts. */
function serve(server, { reachable = () => true } = {}) {
  answerFetches(server)
  const boards = globalThis.fetch
  globalThis.fetch = async (address, request) => {
    const [, seat, what, id] = new URL(address).pathname.split("/")
    if (!reachable(seat)) throw new TypeError("failed to fetch")
    if (what !== "texts") return boards(address, request)
    const note = server.board.elements.get(id)
    return note && !note.deleted ? { ok: true, json: async () => server.text(id) } : { ok: false, json: async () => ({}) }
  }
}

const here = []
const away = new Set()
let server

/** A board with a note of Ada's, and Ada and Bo at it, on a clock that moves when told. */
export async function begin() {
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 1_000_000 })
  away.clear()
  server = new TextServer()
  serve(server, { reachable: (seat) => !away.has(seat) })
  const [ada, bo] = [await come("s_ada"), await come("s_bo")]
  const op = note("lab days")
  await ada.sync.propose(op)
  await settle()
  return { server, ada, bo, id: op.id }
}

export function end() {
  for (const each of here.splice(0)) each.leave()
  mock.timers.reset()
}

/** Another page of somebody, on a device of its own unless another is named. */
export async function come(seat, device) {
  const somebody = await page(server, seat, device)
  here.push(somebody)
  return somebody
}

/** The line breaks: nothing goes either way. */
export function lose(somebody) {
  away.add(somebody.page.seat)
  somebody.page.lose()
}

/** The line is back. */
export async function find(somebody) {
  away.delete(somebody.page.seat)
  somebody.page.open()
  await settle()
  await settle()
}
