/** Texts nobody writes in any more are let go: they hear nothing and ask for nothing. */
import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import "../../node_modules/fake-indexeddb/auto/index.mjs"
import { calm, somebody } from "./board.js"

globalThis.document ??= { documentElement: { lang: "en" } }
globalThis.addEventListener ??= () => {}
const { BoardStore } = await import("../../app/static/boards/store.js")
const { Jotted } = await import("../../app/static/boards/text/jotted.js")
const { Live } = await import("../../app/static/boards/text/live.js")

const MOST = 30
const idOf = (number) => `e_${String(number).padStart(22, "0")}`
const opened = []

afterEach(async () => {
  for (const root of opened.splice(0)) await Jotted.of(root).close()
})

/** A board of notes, with a page that may write in them, and what it asks for. */
function board(count) {
  const store = new BoardStore({ seat: "s_ada", rights: {}, private: false, generation: 0, zones: new Set(["gaps"]), named: false })
  const ev = Array.from({ length: count }, (_, index) => ({ k: "el.put", id: idOf(index), r: { type: "note", zone: "gaps", z: "V1", x: 0, y: 0, w: 160, h: 120, text: "lab" } }))
  const snapshot = { to: count, ev, mine: [] }
  store.load(snapshot)
  const root = { isConnected: true, dataset: { principal: somebody(), board: "board", opsUrl: "/boards/board/ops/" } }
  opened.push(root)
  const asked = []
  globalThis.fetch = async (address) => (asked.push(address.split("/").at(-2)), { ok: true, status: 200, json: async () => ({ y: null, t: "lab" }) })
  return { root, desk: { store, send: async () => {} }, asked, again: () => store.load(snapshot) }
}

test("of many texts that were open those let go ask for nothing any more", async () => {
  const { root, desk, asked, again } = board(MOST + 2)
  for (let number = 0; number < MOST + 2; number += 1) {
    Live.of(root, desk, idOf(number), "lab")
    await calm()
  }
  asked.length = 0

  again()
  await calm()

  assert.deepEqual([asked.length, asked.includes(idOf(0)), asked.includes(idOf(1)), asked.includes(idOf(2))], [MOST, false, false, true])
})
