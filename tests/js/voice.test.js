/** What is said aloud: one's own at once, others' in batches, nothing hidden, nobody's name. */
import assert from "node:assert/strict"
import { afterEach, beforeEach, mock, test } from "node:test"
import { told } from "../../app/static/boards/told.js"
import { BoardStore } from "../../app/static/boards/store.js"
import { learn } from "../../app/static/i18n.js"
import { Announcer, voice as shared } from "../../app/static/workshops/announcer.js"
import { LineWords } from "../../app/static/workshops/line.js"

globalThis.document ??= { documentElement: { lang: "en" } }

const SECONDS = 1_000
const title = (zone) => ({ gaps: "Barriers", aims: "Aims" })[zone] ?? ""

/** A page with its two live regions, and what was said there so far. */
function page() {
  const said = []
  const region = (name) => ({ set textContent(words) { said.push([name, words]) }, get textContent() { return said.findLast(([of]) => of === name)?.[1] ?? "" } })
  const regions = { "[data-heard]": region("status"), "[data-alarm]": region("alert") }
  return { voice: new Announcer((selector) => regions[selector]), regions, said }
}

const note = (id, more = {}) => ({ id, type: "note", zone: "gaps", parent: null, z: "a", x: 0, y: 0, text: id, author: "s_bo", named: true, audience: "*", deleted: false, ...more })
const came = (id, more) => ({ k: "el.add", id, after: note(id, more) })

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }))
afterEach(() => mock.timers.reset())

test("what waits to be said is said in one message, the same only once, an alarm at once", () => {
  const { voice, said } = page()

  for (const words of ["one", "two", "two", "three"]) voice.say(words)
  voice.alarm("fire")
  mock.timers.tick(3 * SECONDS)

  assert.deepEqual(said, [["status", "one"], ["alert", "fire"], ["status", "two three"]])
})

test("what was said half a minute ago stands there no more, and takes nothing newer with it", () => {
  const { voice, said } = page()

  voice.say("2 minutes left.")
  mock.timers.tick(20 * SECONDS)
  voice.own("Note deleted.")
  mock.timers.tick(29 * SECONDS)
  const before = said.at(-1)
  mock.timers.tick(1 * SECONDS)

  assert.deepEqual([before, said], [["status", "Note deleted."], [["status", "2 minutes left."], ["status", "Note deleted."], ["status", ""]]])
})

test("one's own deed is said at once, also when it is the same again, and what others did waits for its turn behind it", () => {
  const { voice, said } = page()

  voice.ask(() => "1 new note in Barriers.")
  voice.own("Note deleted.")
  voice.own("Note deleted.")
  mock.timers.tick(1499)
  const before = said.length
  mock.timers.tick(1)

  assert.deepEqual([before, said], [2, [["status", "Note deleted."], ["status", "Note deleted.\u00A0"], ["status", "1 new note in Barriers."]]])
})

test("what gathers within a while and a half is asked for once, when it is said", () => {
  const { voice, said } = page()
  let count = 0
  const source = () => `${count} changes`

  for (let tenth = 0; tenth < 40; tenth++) {
    count++
    voice.ask(source)
    mock.timers.tick(100)
  }

  assert.deepEqual(said, [["status", "15 changes"], ["status", "30 changes"]])
})

test("others' changes are told by what happened where, and by how many people", () => {
  const pieces = [
    came("a"), came("b", { author: "s_cy" }), came("c", { zone: "aims" }), came("d"),
    { k: "el.move", id: "e", before: note("e"), after: note("e", { zone: "aims" }) },
    { k: "el.del", id: "f", before: note("f"), after: note("f", { deleted: true }) },
  ]

  assert.equal(told(pieces, title, "all"), "3 new notes in Barriers, by 2 people. 1 new note in Aims, by one person. 1 thing moved to Aims. 1 more change by others.")
  assert.equal(told(pieces, title, "summary"), "6 changes by others.")
})

test("nobody is counted where somebody is not to be known", () => {
  assert.equal(told([came("a", { named: false }), came("b")], title, "all"), "2 new notes in Barriers.")
  assert.equal(told([came("a", { author: null })], title, "all"), "1 new note in Barriers.")
})

test("what is hidden is never told: not that it came, not that it changed, not that it went", () => {
  const hidden = (more) => note("a", { audience: "m_ada", ...more })
  const pieces = [
    { k: "el.add", id: "a", after: hidden() },
    { k: "txt", id: "b", before: hidden({ text: "x" }), after: hidden({ text: "xy" }) },
    { k: "el.del", id: "c", before: hidden(), after: hidden({ deleted: true }) },
  ]

  assert.equal(told(pieces, title, "all"), "")
  assert.equal(told([{ k: "el.put", id: "a", before: hidden(), after: note("a") }], title, "all"), "1 new note in Barriers, by one person.")
})

test("of something that came and changed meanwhile only that it came is told, and nothing of what is gone again", () => {
  const there = note("a", { text: "longer", zone: "aims" })
  const pieces = [
    came("a"), { k: "txt", id: "a", before: note("a"), after: note("a", { text: "longer" }) }, { k: "el.move", id: "a", before: note("a"), after: there },
    came("b"), { k: "el.del", id: "b", before: note("b"), after: note("b", { deleted: true }) },
    { k: "txt", id: "c", before: note("c"), after: note("c") },
  ]

  assert.equal(told(pieces, title, "all"), "1 new note in Aims, by one person.")
})

test("other things have their own sentences", () => {
  const pieces = [
    came("a", { type: "comment" }), came("b", { type: "group" }), came("c", { type: "ink" }),
    { k: "txt", id: "d", before: note("d"), after: note("d", { text: "new" }) }, { k: "el.set", id: "e", before: note("e"), after: note("e", { colour: "rose" }) },
  ]

  assert.equal(told(pieces, title, "all"), "1 new comment. 1 new group in Barriers. 1 new thing in Barriers. 2 more changes by others.")
  assert.equal(told(pieces.slice(3), title, "all"), "1 thing was written anew. 1 thing was changed.")
})

/** A store of Ada's with an empty board, and what it says of others. */
function ada() {
  const store = new BoardStore({ seat: "s_ada", rights: {}, generation: 0, zones: new Set(["gaps"]), named: true })
  const heard = []
  store.addEventListener("heard", ({ detail }) => heard.push(...detail.map(({ k, id }) => `${k} ${id}`)))
  return { store, heard }
}

const laid = (s, id, by) => ({ s, k: "el.add", id, by, r: { type: "note", zone: "gaps", z: "a", x: 0, y: 0, w: 1, h: 1, text: id } })

test("a board that opens is no news, what comes then from others is", () => {
  const { store, heard } = ada()

  store.confirm({ from: 0, to: 1, ev: [laid(1, "n1", "s_bo")], more: true })
  store.confirm({ from: 1, to: 2, ev: [laid(2, "n2", "s_bo")] })
  store.confirm({ from: 2, to: 4, ev: [laid(3, "n3", "s_bo"), laid(4, "n4", "s_ada")] })

  assert.deepEqual(heard, ["el.add n3"])
})

test("what this page did is never told as somebody else's, whether its answer comes before the rows or after", () => {
  const { store, heard } = ada()
  store.load({ to: 2, ev: [laid(1, "n1", "s_bo"), laid(2, "n2", "s_bo")], mine: [] })
  const move = (n, id) => store.propose({ n, op: { k: "el.del", id } })

  move(1, "n1")
  store.confirm({ from: 2, to: 3, ev: [{ s: 3, k: "el.del", id: "n1" }] })
  store.settle({ n: 1, seq: 3 })
  move(2, "n2")
  store.settle({ n: 2, seq: 4 })
  store.confirm({ from: 3, to: 4, ev: [{ s: 4, k: "el.del", id: "n2" }] })

  assert.deepEqual(heard, [])
})

test("whoever listens hears that looks get through where the line broke, and that it stands again, each once", () => {
  const { regions, said } = page()
  Object.assign(globalThis.document, { querySelector: (selector) => regions[selector], querySelectorAll: () => [], addEventListener: () => {}, body: new EventTarget() })
  const line = new LineWords({ dataset: {}, classList: { toggle: () => false }, querySelectorAll: () => [], querySelector: () => null }, { writes: true })
  const pass = (state) => {
    line.follow(state)
    line.follow(state)
    mock.timers.tick(2 * SECONDS)
  }

  for (const state of ["connecting", "connected", "lost", "looking", "connected"]) pass(state)
  line.keep({ waiting: 2, safeAt: null })
  mock.timers.tick(2 * SECONDS)
  delete globalThis.document.querySelector

  const lost = "Not connected. What you write is kept here and sent later."
  const looks = "No live line here; this page looks every few seconds."
  assert.deepEqual(said.filter(([, words]) => words), [["alert", lost], ["status", looks], ["status", "Connected"]])
  assert.equal(said.findLast(([of]) => of === "alert")[1], "")
})

test("without a line it is promised of no words in a field and of no dot that they are sent later", () => {
  const { regions } = page()
  const there = new Set()
  const fields = []
  Object.assign(globalThis.document, { querySelector: (selector) => regions[selector] ?? (there.has(selector) ? {} : null), querySelectorAll: () => fields, addEventListener: () => {}, body: new EventTarget() })
  const words = {}
  const line = new LineWords({ dataset: {}, classList: { toggle: () => false }, querySelector: () => words }, { writes: true })
  const said = () => {
    line.follow("lost")
    return words.textContent
  }

  const untouched = said()
  fields.push({ value: "Half a thought", defaultValue: "" })
  const typed = said()
  fields.pop()
  there.add("#vote[data-votes]")
  const votes = said()
  there.delete("#vote[data-votes]")
  there.add("[data-begun], [data-kind=left]")
  const begun = said()
  fields.push({ value: "Half a thought", defaultValue: "" })
  const both = said()
  globalThis.document.body.dispatchEvent(new CustomEvent("stage:changed", { detail: { mood: "ended" } }))
  const over = said()
  delete globalThis.document.querySelector

  assert.deepEqual([untouched, typed, votes, begun, both, over], [
    "Not connected. What you write is kept here and sent later.",
    "Not connected. What you type is not sent yet.",
    "Not connected.",
    "Not connected. Something you began here is not sent yet.",
    "Not connected. What you type is not sent yet.",
    "Not connected. What you write is kept here and sent later.",
  ])
})

test("what is said while a dialog is open is said in it, once screen readers know its region", () => {
  const { regions, said } = page()
  const dialog = { querySelector: () => null, appendChild: (own) => own, matches: () => true }
  const inside = []
  for (const region of Object.values(regions)) region.cloneNode = () => ({ removeAttribute() {}, set textContent(words) { inside.push(words) }, get textContent() { return inside.at(-1) ?? "" } })
  Object.assign(globalThis.document, { querySelector: (selector) => regions[selector], querySelectorAll: () => [dialog] })

  shared.own("Comment added.")
  const before = [...inside]
  mock.timers.tick(200)
  delete globalThis.document.querySelector

  assert.deepEqual([before, inside, said], [[], ["Comment added."], []])
})

test("sentences that are said together stand apart as the language of the page sets them", () => {
  const { voice, said } = page()
  learn({ [mark("%(before)s %(next)s")]: "%(before)s%(next)s" }, () => 0)

  for (const words of ["一。", "二。", "三。"]) voice.say(words)
  mock.timers.tick(3 * SECONDS)
  learn({ [mark("%(before)s %(next)s")]: "" }, (n) => Number(n !== 1))

  assert.deepEqual(said, [["status", "一。"], ["status", "二。三。"]])
})

/** What a sentence is found by, as a catalogue has it. */
function mark(source) {
  let sum = 0
  for (let at = 0; at < source.length; at += 1) sum = (Math.imul(sum, 31) + source.charCodeAt(at)) >>> 0
  return (sum % 36 ** 4).toString(36)
}
