/** Who is here and what one lets others know of oneself, over a line that keeps what was said. */
import assert from "node:assert/strict"
import { afterEach, beforeEach, mock, test } from "node:test"
import { Others } from "../../app/static/boards/others.js"
import { Presence } from "../../app/static/boards/presence.js"

const BOARD = "board"
const PUBLIC = { id: "e_public", audience: "*", x: 0, y: 0, w: 160, h: 120, deleted: false }
const HIDDEN = { id: "e_hidden", audience: "s_me", x: 500, y: 500, w: 160, h: 120, deleted: false }

class Line extends EventTarget {
  said = []

  tell(event, message) {
    this.said.push([event, message])
  }

  hear(frame) {
    this.dispatchEvent(new CustomEvent("message:presence", { detail: { b: BOARD, ...frame } }))
  }
}

class Store extends EventTarget {
  context = { private: false }
  shown = { elements: new Map([PUBLIC, HIDDEN].map((each) => [each.id, each])) }
}

/** @type {AbortController} */
let leaving

/** How far somebody set the clock of this device. */
let ahead = 0

function open() {
  const [connection, store] = [new Line(), new Store()]
  const presence = new Presence({ connection, board: BOARD, store }, leaving.signal)
  connection.hear({ all: true, n: 1, hz: 10 })
  return { connection, store, presence, said: () => connection.said.map(([, message]) => message).slice(1) }
}

beforeEach(() => {
  leaving = new AbortController()
  const kept = new Map()
  globalThis.localStorage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, word) => kept.set(key, word) }
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 10_000_000 })
  mock.method(performance, "now", () => Date.now() - ahead)
})

afterEach(() => {
  leaving.abort()
  mock.timers.reset()
  mock.restoreAll()
  ahead = 0
})

test("frames add up to everybody else, under their seats", () => {
  const others = new Others()

  others.take({ all: true, n: 3, hz: 5, who: [[1, "s_me", "Me"], [2, "s_bo", "Bo"], [3, "s_cy", "Cy"]], at: [[2, 120, 44]], w: [] }, 1000)
  others.take({ you: 1 }, 1000)
  others.take({ at: [[1, 1, 1], [2, 130, 44]], w: [["e_public", 2], ["e_public", 3], ["e_mine", 1]] }, 2000)

  assert.deepEqual([...others.here], [
    ["s_bo", { name: "Bo", x: 130, y: 44, at: 2000, typing: "e_public" }],
    ["s_cy", { name: "Cy", at: 0, typing: "e_public" }],
  ])
  assert.deepEqual([...others.writers], [["e_public", ["Bo", "Cy"]]])
  assert.deepEqual([others.people, others.rate], [3, 5])
})

test("who leaves is gone, and so is a cursor that left the sheet", () => {
  const others = new Others()
  others.take({ all: true, n: 3, who: [[1, "s_ada", "Ada"], [2, "s_bo", "Bo"]], at: [[1, 1, 1], [2, 2, 2]] }, 0)

  others.take({ n: 2, gone: [1], at: [[2]] }, 0)

  assert.deepEqual([...others.here], [["s_bo", { name: "Bo", at: 0 }]])
})

test("without names a cursor stands under a number and a note is written by nobody", () => {
  const others = new Others()

  others.take({ all: true, n: 2, who: [], at: [[7731, 5, 6]], w: [["e_public"]] }, 9)

  assert.deepEqual([...others.here], [["7731", { name: "", x: 5, y: 6, at: 9 }]])
  assert.deepEqual([...others.writers], [["e_public", []]])
})

test("a page speaks only when it has something new, and no more often than it may", () => {
  const { presence, said } = open()

  for (let x = 0; x < 50; x += 1) {
    presence.point({ x: x + 0.4, y: 0 })
    mock.timers.tick(10)
  }
  mock.timers.tick(1_000)
  const moved = said()
  presence.point({ x: 49.2, y: 0.1 })
  mock.timers.tick(1_000)

  assert.ok(moved.length <= 7, String(moved.length))
  assert.deepEqual(moved.at(-1), { b: BOARD, x: 49, y: 0 })
  assert.equal(said().length, moved.length)
})

test("who writes says so, again while they do, and when they stop", () => {
  const { presence, said } = open()

  presence.writing("e_public")
  mock.timers.tick(1_000)
  presence.writing("e_public")
  mock.timers.tick(4_000)
  presence.writing("e_public")
  mock.timers.tick(1_000)
  presence.writing(null)

  assert.deepEqual(said(), [{ b: BOARD, t: "e_public" }, { b: BOARD, t: "e_public" }, { b: BOARD }])
})

test("nothing is said of a note only oneself sees, nor of where it lies", () => {
  const { presence, said } = open()

  presence.point({ x: 510, y: 510 })
  mock.timers.tick(1_000)
  presence.point({ x: 10, y: 10 })
  mock.timers.tick(1_000)
  presence.writing("e_hidden")
  mock.timers.tick(1_000)

  assert.deepEqual(said(), [{ b: BOARD, x: 10, y: 10 }, { b: BOARD }])
})

test("in private writing one leaves the sheet at once and says no more", () => {
  const { presence, store, said } = open()
  presence.point({ x: 10, y: 10 })
  mock.timers.tick(1_000)

  store.context.private = true
  store.dispatchEvent(new CustomEvent("change"))
  presence.point({ x: 20, y: 20 })
  presence.writing("e_public")
  mock.timers.tick(1_000)

  assert.deepEqual(said(), [{ b: BOARD, x: 10, y: 10 }, { b: BOARD }])
})

test("one's own cursor goes off at once, stays off, and this device remembers it", () => {
  const { presence, said } = open()
  presence.point({ x: 10, y: 10 })

  presence.shown = false
  presence.point({ x: 20, y: 20 })
  mock.timers.tick(1_000)
  const again = open()
  again.presence.point({ x: 30, y: 30 })
  mock.timers.tick(1_000)

  assert.deepEqual(said(), [{ b: BOARD, x: 10, y: 10 }, { b: BOARD, off: true }])
  assert.deepEqual([again.presence.shown, again.said()], [false, []])
})

test("a page that begins to listen, or was too slow, has everything told anew", () => {
  const { connection, presence } = open()
  presence.point({ x: 10, y: 10 })

  connection.dispatchEvent(new CustomEvent("message:lag"))

  assert.deepEqual(connection.said.map(([, message]) => message), [{ b: BOARD, ask: true }, { b: BOARD, x: 10, y: 10 }, { b: BOARD, x: 10, y: 10, ask: true }])
})

test("a lost line leaves nobody on the sheet, and frames of another board none", () => {
  const { connection, presence } = open()
  connection.hear({ who: [[2, "s_bo", "Bo"]], at: [[2, 1, 1]], n: 2 })
  connection.hear({ b: "another", who: [[3, "s_cy", "Cy"]], n: 9 })
  const before = [[...presence.here.keys()], presence.people]

  connection.dispatchEvent(new CustomEvent("lost"))

  assert.deepEqual(before, [["s_bo"], 2])
  assert.deepEqual([[...presence.here.keys()], presence.people], [[], 0])
})

test("what others chose adds up, and one's own is not among it", () => {
  const others = new Others()

  others.take({ all: true, n: 3, who: [[1, "s_me", "Me"], [2, "s_bo", "Bo"], [3, "s_cy", "Cy"]], s: [["e_one", 2], ["e_one", 3], ["e_two", 1]] }, 0)
  others.take({ you: 1 }, 0)
  const all = [...others.chosen]
  others.take({ s: [["e_two", 2]], u: [["e_one", 3]] }, 0)

  assert.deepEqual(all, [["e_one", ["Bo", "Cy"]]])
  assert.deepEqual([...others.chosen], [["e_one", ["Bo"]], ["e_two", ["Bo"]]])
})

test("without names a note is chosen by nobody, and everything anew forgets it", () => {
  const others = new Others()

  others.take({ all: true, n: 2, s: [["e_one"]] }, 0)
  const before = [...others.chosen]
  others.take({ all: true, n: 2, s: [] }, 0)

  assert.deepEqual([before, [...others.chosen]], [[["e_one", []]], []])
})

test("what one chose is told when it changes, four times a second at most, without what others may not see", () => {
  const { presence, said } = open()

  presence.choosing(["e_hidden", "e_public"])
  mock.timers.tick(100)
  presence.choosing([])
  presence.choosing(["e_nowhere"])
  mock.timers.tick(100)
  const early = said()
  mock.timers.tick(100)
  mock.timers.tick(30_000)

  assert.deepEqual(early, [{ b: BOARD, s: ["e_public"] }])
  assert.deepEqual(said().slice(1), [{ b: BOARD, s: [] }])
})

test("of very much that one chose twenty are told", () => {
  const { store, presence, said } = open()
  const many = Array.from({ length: 30 }, (_, index) => `e_${index}`)
  for (const id of many) store.shown.elements.set(id, { ...PUBLIC, id })

  presence.choosing(many)

  assert.deepEqual(said(), [{ b: BOARD, s: many.slice(0, 20) }])
})

test("what one chose is told anew to a house that tells everything anew, and brings no resting cursor back", () => {
  const { connection, presence, said } = open()
  presence.point({ x: 5, y: 6 })
  presence.choosing(["e_public"])
  mock.timers.tick(300)
  mock.timers.tick(11_000)

  connection.hear({ all: true, n: 1, hz: 10 })
  mock.timers.tick(300)

  assert.deepEqual(said().at(-1), { b: BOARD, s: ["e_public"] })
  assert.deepEqual(said().filter(({ s }) => s).length, 2)
})

test("in private writing, and by whoever is out of sight, nothing is chosen", () => {
  const { store, presence, said } = open()
  presence.choosing(["e_public"])
  store.context = { private: true }
  store.dispatchEvent(new Event("change"))
  mock.timers.tick(300)
  store.context = { private: false }
  store.dispatchEvent(new Event("change"))
  mock.timers.tick(300)

  presence.shown = false
  presence.choosing([])
  mock.timers.tick(300)

  assert.deepEqual(said(), [{ b: BOARD, s: ["e_public"] }, { b: BOARD, s: [] }, { b: BOARD, s: ["e_public"] }, { b: BOARD, off: true }])
})

test("where nobody is named one's own is not taken for anybody's, while it is told and until that ends", () => {
  const { connection, presence } = open()
  presence.choosing(["e_public"])
  connection.hear({ s: [["e_public"], ["e_other"]] })
  const chosen = [...presence.chosen.keys()]
  mock.timers.tick(300)
  presence.choosing([])
  const letGo = [...presence.chosen.keys()]
  connection.hear({ u: [["e_public"]] })
  connection.hear({ s: [["e_public"]] })

  assert.deepEqual([chosen, letGo, [...presence.chosen.keys()]], [["e_other"], ["e_other"], ["e_other", "e_public"]])
})

test("where a laser went is told once, without what lies over hidden notes, and nothing of it in private writing", () => {
  const { presence, store, said } = open()

  for (const at of [{ x: 1, y: 1 }, { x: 510, y: 510 }, { x: 3.4, y: 3 }]) presence.trail(at)
  mock.timers.tick(2_000)
  presence.point({ x: 4, y: 4 })
  mock.timers.tick(2_000)

  assert.deepEqual(said().map(({ x, l }) => [x, l]).filter(([, l]) => l), [[1, [[1, 1]]], [3, [[3, 3]]]])
  store.context.private = true
  presence.trail({ x: 5, y: 5 })
  mock.timers.tick(2_000)
  assert.deepEqual([presence.react("love", { x: 1, y: 1 }), said().at(-1).l, said().at(-1).x], [false, undefined, undefined])
  presence.trail({ x: 6, y: 6 })
  store.context.private = false
  presence.point({ x: 9, y: 9 })
  mock.timers.tick(2_000)
  assert.deepEqual([said().at(-1).x, said().at(-1).l], [9, undefined])
})

test("what one feels is told at once, of whom it is not where one is out of sight, and others' flashes are handed on", () => {
  const { connection, presence, said } = open()
  const seen = []
  presence.addEventListener("flash", ({ detail }) => seen.push(detail))
  presence.shown = false

  assert.equal(presence.react("love", { x: 1.6, y: 2 }), true)
  assert.deepEqual(said().at(-1), { b: BOARD, off: true, r: ["love", 2, 2] })
  connection.hear({ you: 7 })
  connection.hear({ l: [[7, 1, 1], [8, 2, 2]], r: [["love", 2, 2]] })
  assert.deepEqual(seen, [{ trails: [[8, 2, 2]], feelings: [["love", 2, 2]] }])
})

for (const hours of [-1, 1]) {
  test(`somebody whose clock jumps by ${hours} hour points on, and sees others point`, () => {
    const { connection, presence, said } = open()
    connection.hear({ who: [[2, "s_bo", "Bo"]], at: [[2, 5, 5]] })
    presence.point({ x: 1, y: 1 })
    mock.timers.tick(1_000)

    ahead = hours * 3_600_000
    mock.timers.setTime(Date.now() + ahead)
    presence.point({ x: 2, y: 2 })
    mock.timers.tick(1_000)
    connection.hear({ n: 2 })

    assert.deepEqual(said().map(({ x }) => x), [1, 2])
    assert.deepEqual([presence.here.get("s_bo")?.x], [5])
  })
}
