/**
 * The page of a room with the list of a board on it, as far as one without a screen has it: what `main.js` looks after,
 * a field to write in, and no more.
 */
import { setMaxListeners } from "node:events"

export class Part extends EventTarget {
  hidden = false
  value = ""
  textContent = ""
  disabled = false
  dataset = {}
  parts = {}

  querySelector(selector) {
    return this.parts[selector] ?? null
  }

  querySelectorAll() {
    return []
  }

  closest() {
    return this.zone ?? null
  }

  contains() {
    return false
  }

  focus() {}

  removeAttribute() {}

  setAttribute() {}

  toggleAttribute() {}
}

// A board has more that hears of its end than Node deems healthy.
setMaxListeners(0)

/** @type {Part[]} */
const boards = []
let room

globalThis.HTMLElement = Part
globalThis.location = { hash: "" }
globalThis.matchMedia = () => Object.assign(new EventTarget(), { matches: false })
globalThis.addEventListener ??= () => {}
const screen = Object.assign(new EventTarget(), {
  documentElement: { lang: "en" }, body: new EventTarget(),
  querySelector: () => null, getElementById: () => null,
  querySelectorAll: (wanted) => (wanted === "[data-board]" ? boards : []),
})
globalThis.document = screen
screen.addEventListener("connection:wanted", ({ detail }) => detail.take(room.connection, room.stage))

// What a page asks for ahead is here already: tests count turns, and a busy disk takes many.
await import("../../app/static/boards/panel.js")
await import("../../app/static/boards/main.js")
// What a view is fetched with has come already: a busy machine takes longer over it than any turn.
await import("../../app/static/boards/panel.js")

const EVERY_MODE = { open: {}, private: {}, closed: {}, frozen: {} }

/** Come into a room: whoever asks is handed its line and its stage, and whoever listens hears of that. */
export function enter(connection, stage) {
  room = { connection, stage }
  stage.addEventListener("change", ({ detail }) => screen.body.dispatchEvent(new CustomEvent("stage:changed", { detail: detail.now })))
}

/** The list of a board, as the server drew it under these rules. */
export function sheet({ seat, epoch, principal }, rules) {
  const root = new Part()
  const place = { opsUrl: `http://board/${seat}/ops`, snapshotUrl: `http://board/${seat}/snapshot`, view: "list", noteWidth: "160" }
  const said = { zones: ["gaps"], named: false, role: "participant", ruling: 0, signs: {}, matrix: EVERY_MODE, ...rules }
  Object.assign(root.dataset, { board: "board", seat, epoch, principal, ...place, rules: JSON.stringify(said) })
  root.isConnected = true
  for (const each of ["[data-title]"]) root.parts[each] = new Part()
  return Object.assign(root, { write: (words) => write(root, words) })
}

/** Write a note and send it off. */
function write(root, words) {
  const form = new Part()
  form.dataset.compose = ""
  form.zone = { dataset: { zone: "gaps" } }
  form.parts.textarea = Object.assign(new Part(), { value: words, form })
  root.dispatchEvent(Object.defineProperty(new Event("submit", { cancelable: true }), "target", { value: form }))
}

/** Put it on the page. */
export function bring(root) {
  boards.push(root)
  screen.dispatchEvent(new Event("htmx:after:swap"))
}

/** All boards go. */
export function leave() {
  for (const root of boards.splice(0)) root.isConnected = false
  screen.dispatchEvent(new Event("htmx:after:swap"))
}
