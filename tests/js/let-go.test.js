/** What a text in a page hears: nothing once it is let go, and never in the open what was written for oneself. */
import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import "../../node_modules/fake-indexeddb/auto/index.mjs"
import { calm, somebody } from "./board.js"

globalThis.document ??= { documentElement: { lang: "en" } }
globalThis.addEventListener ??= () => {}
const { BoardStore } = await import("../../app/static/boards/store.js")
const { Jotted } = await import("../../app/static/boards/text/jotted.js")
const { Live } = await import("../../app/static/boards/text/live.js")
const { Paper } = await import("../../app/static/boards/text/paper.js")
const { Doc, applyUpdate, encodeStateAsUpdate } = await import("../../app/static/vendor/yjs-13.6.33.min.js")

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

for (const [pm, words] of [[1, "lab"], [0, "lab, to be said"]]) {
  test(`a step that waits goes into a text others see only where it was written in the open, ${pm ? "not before" : "as here"}`, async () => {
    const { root, desk } = board(1)
    const doc = new Doc()
    applyUpdate(doc, Paper.seed(idOf(0), "lab"))
    doc.getText("t").insert(3, ", to be said")
    desk.store.propose({ n: 1, op: { k: "txt", id: idOf(0), u: Buffer.from(encodeStateAsUpdate(doc)).toString("base64"), yc: doc.clientID, pm, t: "lab, to be said" } })

    const live = Live.of(root, desk, idOf(0), "lab")
    await calm()

    assert.deepEqual([live.rests, live.words], [true, words])
  })
}
