/** What a page said when words were composed comes with them, however long they wait and whoever sends them. */
import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import { BoardServer } from "./board-server.js"
import { answerFetches, calm, note, open, somebody } from "./board.js"

const opened = []

/** A house whose pages say what `says` says just then, and whose rules hold by then; it remembers what came. */
class PromisingHouse extends BoardServer {
  says = {}
  came = []

  context(seat) {
    return { ...super.context(seat), ...this.says }
  }

  take(seat, batch) {
    this.came.push(...batch.ops.map(({ nm, lf }) => ({ nm, lf })))
    return super.take(seat, batch)
  }
}

async function page(house, seat, options) {
  const one = await open(house, seat, options)
  opened.push(one)
  return one
}

function house(says) {
  const made = Object.assign(new PromisingHouse(), { says })
  answerFetches(made)
  return made
}

/** Write without a line, and go: the device keeps it. */
async function writeAndVanish(promising, principal, ...ops) {
  const before = await page(promising, "s_ada", { principal })
  before.page.lose()
  answerFetches(promising, { reachable: () => false })
  for (const op of ops) await before.sync.propose(op)
  opened.splice(0)
  before.sync.stop()
  await calm()
  answerFetches(promising)
}

afterEach(() => {
  for (const { sync } of opened.splice(0)) sync.stop()
})

test("what was composed unnamed is sent unnamed by a page that says names are shown", async () => {
  const promising = house({})
  const principal = somebody()
  const op = note("waited for a line")
  await writeAndVanish(promising, principal, op, { k: "txt.put", id: op.id, t: "and then some" })
  promising.says = { named: true }

  const after = await page(promising, "s_ada", { principal })
  await after.sync.propose(note("with my name"))
  await calm()

  assert.deepEqual(promising.came, [{ nm: undefined, lf: undefined }, { nm: undefined, lf: undefined }, { nm: true, lf: undefined }])
  assert.deepEqual(promising.rows.map(({ k, by }) => [k, by]), [["el.add", undefined], ["txt.put", undefined], ["el.add", "s_ada"]])
})

test("what was composed to be looked at first is sent so by a page that says nothing of it", async () => {
  const promising = house({ moderated: true })
  const principal = somebody()
  await writeAndVanish(promising, principal, note("for a look"))
  promising.says = {}

  await page(promising, "s_ada", { principal })
  await calm()

  assert.deepEqual(promising.rows.map(({ aud }) => aud), ["m_ada"])
})

test("a page keeps what it said while its outbox opens, and in private writing nothing is to be looked at", async () => {
  const promising = house({ moderated: true, named: true })
  const ada = await page(promising, "s_ada")
  const kept = { ...note("as it was said"), nm: false }
  const { id } = kept

  await ada.sync.propose(kept)
  await ada.sync.propose({ k: "el.set", id, p: { x: 9 } })
  promising.stage = { ...promising.stage, writing: "private" }
  ada.store.govern({ private: true })
  await ada.sync.propose(note("alone", { pm: 1 }))
  await calm()

  assert.deepEqual(promising.came, [{ nm: false, lf: true }, { nm: true, lf: undefined }, { nm: true, lf: undefined }])
})
