/** What the browser believes: the confirmed board, with our own ops on top until their rows have come. */
import assert from "node:assert/strict"
import { test } from "node:test"
import "../../app/static/boards/arranging.js"
import { wrote } from "../../app/static/boards/reach.js"
import { BoardStore } from "../../app/static/boards/store.js"
import { note, texts } from "./board.js"

const OPEN = { seat: "s_ada", rights: {}, private: false, generation: 0, zones: new Set(["gaps"]), named: false }

/** A store of Ada's that knows an empty board, and what it fires. */
function fresh(rules = {}) {
  const store = new BoardStore({ ...OPEN, ...rules })
  const fired = []
  store.confirm({ from: 0, to: 0, ev: [] })
  store.addEventListener("change", (event) => fired.push([...event.detail.touched]))
  return { store, fired }
}

function added(op, s) {
  const { t, p, z, zone, type } = op
  return { s, k: "el.add", id: op.id, r: { type, zone, z, ...p, w: 160, h: 120, text: t } }
}

test("a note stays in sight between its acknowledgement and its frame", () => {
  const { store } = fresh()
  const op = note("Idle lab days")
  store.propose({ n: 1, op })

  const seen = [texts(store)]
  store.settle({ n: 1, seq: 1 })
  seen.push(texts(store))
  store.confirm({ from: 0, to: 1, ev: [added(op, 1)] })
  seen.push(texts(store))

  assert.deepEqual(seen, [["Idle lab days"], ["Idle lab days"], ["Idle lab days"]])
})

test("it waits until it is acknowledged, not longer", () => {
  const { store } = fresh()
  const op = note("Idle lab days")
  store.propose({ n: 1, op })
  const before = [...store.waiting]

  store.settle({ n: 1, seq: 1 })

  assert.deepEqual([before, [...store.waiting]], [[op.id], []])
})

test("others' changes come in under our own ones that are still on their way", () => {
  const { store } = fresh()
  const op = note("theirs")
  store.confirm({ from: 0, to: 1, ev: [added(op, 1)] })
  store.propose({ n: 1, op: { k: "el.set", id: op.id, p: { x: 500 } } })

  store.confirm({ from: 1, to: 2, ev: [{ s: 2, k: "el.set", id: op.id, p: { x: 7, y: 9 } }] })

  const { x, y } = store.shown.elements.get(op.id)
  assert.deepEqual([x, y], [500, 9])
})

test("the frames of one deed are drawn together", () => {
  const { store, fired } = fresh()
  const [one, two] = [note("one"), note("two")]

  store.confirm({ from: 0, to: 1, ev: [added(one, 1)], more: true })
  const between = [...fired]
  store.confirm({ from: 1, to: 2, ev: [added(two, 2)] })

  assert.deepEqual(between, [])
  assert.deepEqual(fired, [[one.id, two.id]])
})

test("a range that covers nothing one may see still moves on", () => {
  const { store } = fresh()

  const taken = store.confirm({ from: 0, to: 40, ev: [] })

  assert.deepEqual([taken, store.seq], [true, 40])
})

test("a range that begins later is not taken, one that ends earlier changes nothing", () => {
  const { store } = fresh()
  const op = note("one")
  store.confirm({ from: 0, to: 5, ev: [] })

  const taken = [store.confirm({ from: 6, to: 7, ev: [added(op, 7)] }), store.confirm({ from: 0, to: 5, ev: [added(op, 5)] })]

  assert.deepEqual([taken, texts(store), store.seq], [[false, true], [], 5])
})

test("one's own words stay in sight while they wait, even when writing is closed meanwhile", () => {
  const { store } = fresh()
  store.propose({ n: 1, op: note("just in time") })

  store.govern({ rights: { add: "writing-closed" } })

  assert.deepEqual(texts(store), ["just in time"])
})

test("an op that will not be is taken back", () => {
  const { store, fired } = fresh()
  const op = note("refused")
  store.propose({ n: 1, op })

  store.refuse(1)

  assert.deepEqual(texts(store), [])
  assert.deepEqual(fired.at(-1), [op.id])
})

test("a whole board replaces what was believed, and what waits lies on top", () => {
  const { store } = fresh()
  store.confirm({ from: 0, to: 1, ev: [added(note("old"), 1)] })
  store.propose({ n: 1, op: note("waiting") })
  const { id, r } = added(note("new"), 9)

  store.load({ to: 9, ev: [{ k: "el.put", id, r }], mine: [id] })

  assert.deepEqual([texts(store), store.seq, store.shown.elements.get(id).author], [["new", "waiting"], 9, "s_ada"])
})

test("a note that comes once more for who wrote a part of it is theirs in part, and was begun by nobody they know", () => {
  const { store } = fresh()
  const { id, r } = added(note("ours"), 9)

  store.load({ to: 9, ev: [{ k: "el.put", id, r }, { k: "el.put", id, r: { ...r, authors: { s_ada: false } } }], mine: [] })

  const { author, authors } = store.shown.elements.get(id)
  assert.deepEqual({ author, authors, wrote: wrote(store.context, { author, authors }) }, { author: null, authors: { s_ada: false }, wrote: true })
})

test("two thousand ops that waited are laid on the board together", () => {
  const { store, fired } = fresh()
  const entries = Array.from({ length: 2_000 }, (_, index) => ({ n: index, op: note(`Note ${index}`) }))
  fired.length = 0

  store.propose(...entries)

  assert.deepEqual([fired.length, fired[0].length, store.waiting.size, texts(store).length], [1, 2_000, 2_000, 2_000])
  assert.equal(store.seq, 0)
})

test("a board that was kept goes on where it was, without what only waited", () => {
  const { store } = fresh()
  const [kept, waiting, later] = [note("Kept"), note("Only waiting"), note("Later")]
  store.propose({ n: 1, op: kept })
  store.settle({ n: 1, seq: 1 })
  store.confirm({ from: 0, to: 1, ev: [added(kept, 1)] })
  store.propose({ n: 2, op: waiting })

  const state = structuredClone(store.asleep())
  const woken = new BoardStore(OPEN)
  woken.wake(state)

  assert.deepEqual([woken.seq, texts(woken)], [1, ["Kept"]])
  assert.equal(woken.shown.elements.get(kept.id).author, "s_ada")
  assert.equal(woken.confirm({ from: 1, to: 2, ev: [added(later, 2)] }), true)
  assert.deepEqual(texts(woken), ["Kept", "Later"])
})

/** What a store says others deleted of Ada's own, when her note is told by an event. */
function goneBy(ask) {
  const { store } = fresh()
  const [own, theirs] = [note("Idle lab days"), note("not hers")]
  const gone = []
  store.addEventListener("gone", ({ detail }) => gone.push(...detail.map(({ id, text }) => [id === own.id, text])))
  store.propose({ n: 1, op: own })
  store.settle({ n: 1, seq: 1 })
  store.confirm({ from: 0, to: 2, ev: [added(own, 1), added(theirs, 2)] })
  ask(store, own, theirs)
  return gone
}

test("whoever looks after words is told of one's own note that somebody else deleted, as it was, and of no other", () => {
  const gone = goneBy((store, own, theirs) => store.confirm({ from: 2, to: 4, ev: [own, theirs].map(({ id }, at) => ({ s: 3 + at, k: "el.del", id })) }))

  assert.deepEqual(gone, [[true, "Idle lab days"]])
})

test("so they are where a whole board comes without it, unless that is of another log", () => {
  const whole = { to: 9, ev: [], mine: [] }

  assert.deepEqual(goneBy((store) => store.load(whole)), [[true, "Idle lab days"]])
  assert.deepEqual(goneBy((store) => store.load(whole, { anew: true })), [])
})

test("they are not where oneself deleted it, or where it is hidden and so still there for its author", () => {
  assert.deepEqual(goneBy((store, { id }) => {
    store.propose({ n: 2, op: { k: "el.del", ids: [id] } })
    store.settle({ n: 2, seq: 3 })
    store.confirm({ from: 2, to: 3, ev: [{ s: 3, k: "el.del", id }] })
  }), [])
  assert.deepEqual(goneBy((store, own) => store.confirm({ from: 2, to: 4, ev: [{ s: 3, k: "el.del", id: own.id }, { ...added(own, 4), k: "el.put", aud: "m_ada" }] })), [])
})
