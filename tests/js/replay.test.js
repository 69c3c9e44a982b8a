/** A past fetched in stretches, gone along in any direction; and how fast it plays. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { around, pace } from "../../app/static/history/pace.js"
import { Reel } from "../../app/static/history/reel.js"
import { BoardStore } from "../../app/static/boards/store.js"
import { NOTHING } from "../../app/static/boards/reach.js"

const SPAN = 10

/** A log of `end` rows of which every third is nobody's here: a note each, renamed and deleted now and then. */
function log(end) {
  const rows = []
  for (let s = 1; s <= end; s += 1) {
    const id = `e_${String(Math.ceil(s / 4)).padStart(22, "0")}`
    if (s % 3 === 0) continue
    if (s % 4 === 1) rows.push({ s, k: "el.put", id, r: { type: "note", zone: "gaps", z: "V", x: s, y: 0, w: 1, h: 1, text: `note ${s}` } })
    else if (s % 8 === 0) rows.push({ s, k: "el.del", id })
    else rows.push({ s, k: "txt.put", id, t: `note ${s}` })
  }
  return rows
}

/** The words of a board that was made from a log, up to a row. */
function words(rows, upto) {
  const store = fresh()
  store.load({ to: upto, ev: rows.filter(({ s }) => s <= upto), mine: [] })
  return texts(store)
}

const fresh = () => new BoardStore({ seat: "s_ada", named: false, zones: new Set(), rights: NOTHING, private: false, generation: 0 })
const texts = (store) => [...store.shown.elements.values()].filter(({ deleted }) => !deleted).map(({ id, text }) => `${id} ${text}`).sort()

/** A server of that log, which says what it was asked. */
function house(end) {
  const rows = log(end)
  const asked = []
  const ask = async (since, whole) => {
    asked.push([since, whole])
    const before = fresh()
    before.load({ to: since, ev: rows.filter(({ s }) => s <= since), mine: [] })
    const base = [...before.shown.elements.values()].filter(({ deleted }) => !deleted).map(({ id, type, zone, z, x, y, w, h, text }) => ({ s: since, k: "el.put", id, r: { type, zone, z, x, y, w, h, text } }))
    return { from: since, to: Math.min(end, since + SPAN), base: whole ? base : null, ev: rows.filter(({ s }) => s > since && s <= since + SPAN), times: [[since, `at ${since}`]] }
  }
  return { rows, asked, reel: new Reel(ask, { end, span: SPAN }) }
}

/** Go to a moment, as the page does. */
async function go(reel, store, to) {
  const way = await reel.way(store.seq, to)
  if (way.whole) store.load({ to, ev: way.ev, mine: [] })
  else store.confirm(way)
  return way
}

test("from any moment to any other leads a way to the board as it was", async () => {
  const { rows, reel } = house(47)
  const store = fresh()
  for (const to of [47, 0, 1, 2, 9, 10, 11, 20, 21, 5, 30, 31, 45, 47, 46, 40, 10, 0, 25, 24, 26, 35]) {
    await go(reel, store, to)
    assert.deepEqual(texts(store), words(rows, to), `at ${to}`)
    assert.equal(store.seq, to)
  }
})

test("whoever goes along is told rows alone, and each once", async () => {
  const { asked, reel } = house(47)
  const store = fresh()
  await go(reel, store, 0)
  for (let to = 1; to <= 47; to += 1) assert.equal((await go(reel, store, to)).whole, false, `to ${to}`)

  assert.deepEqual(asked, [[0, false], [10, false], [20, false], [30, false], [40, false]])
})

test("the board before a stretch is kept of the last two alone, their rows of all", async () => {
  const { rows, asked, reel } = house(47)
  const store = fresh()
  for (const to of [45, 15, 35, 15, 35, 15]) await go(reel, store, to)
  assert.deepEqual(asked, [[40, true], [10, true], [30, true]])

  for (const to of [39, 44, 12]) await go(reel, store, to)
  assert.equal(asked.length, 3)

  await go(reel, store, 42)
  assert.deepEqual([texts(store), asked.slice(3)], [words(rows, 42), [[40, true]]])
})

test("steps lead from what is seen to what is seen", async () => {
  const { reel } = house(47)
  const there = [], back = []
  for (let row = 0; row < 14; row = await reel.next(row)) there.push(row)
  for (let row = 14; row > 0; row = await reel.before(row)) back.push(row)

  assert.deepEqual(there, [0, 1, 2, 4, 5, 7, 8, 10, 11, 13])
  assert.deepEqual(back, [14, 13, 11, 10, 8, 7, 5, 4, 2, 1])
  assert.equal(await reel.next(47), 47)
  assert.equal(await reel.before(0), 0)
})

test("a stretch that did not come is asked for anew", async () => {
  let fails = 1
  const reel = new Reel(async (since) => {
    if (fails-- > 0) throw new Error("no line")
    return { from: since, to: 3, base: null, ev: log(3), times: [[0, ""]] }
  }, { end: 3, span: SPAN })

  await assert.rejects(reel.way(0, 3), /no line/)
  assert.deepEqual((await reel.way(0, 3)).ev.map(({ s }) => s), [1, 2])
})

test("all of it takes as long as one chose, no change stays longer than a second, and who wants little motion sees few pictures", () => {
  assert.deepEqual(pace(6_000, 60, { calm: false }), { every: 100, by: 10 })
  assert.deepEqual(pace(60, 60, { calm: false }), { every: 1_000, by: 1 })
  assert.deepEqual(pace(10, 180, { calm: false }), { every: 1_000, by: 1 })
  assert.deepEqual(pace(6_000, 60, { calm: true }), { every: 2_000, by: 200 })
  assert.deepEqual(pace(0, 20, { calm: false }), { every: 1_000, by: 1 })
})

test("from mark to mark, and to the ends behind them", () => {
  assert.deepEqual([around([3, 8], 8, 20), around([3, 8], 5, 20), around([3, 8], 1, 20), around([], 7, 20)], [
    { before: 3, behind: 20 }, { before: 3, behind: 8 }, { before: 0, behind: 3 }, { before: 0, behind: 20 },
  ])
})
