/** Where browsers have locks, words of a page that is gone are there at once; where it lives, or nobody knows, they are left to it. */
import assert from "node:assert/strict"
import { test } from "node:test"

/** The locks of this device, by name; a page that is gone has let go of its own. */
const held = new Set()
const locks = {
  request: async (name, hold) => {
    held.add(name)
    return hold()
  },
  query: async () => ({ held: [...held].map((name) => ({ name })) }),
}
globalThis.addEventListener ??= () => {}
Object.defineProperty(globalThis, "navigator", { value: { locks }, configurable: true })
// Asked for as soon as the module is there.
const { calm, somebody } = await import("./board.js")
const { Jotted } = await import("../../app/static/boards/text/jotted.js")

const later = () => new Promise((resolve) => setTimeout(resolve, 5))
const page = (principal) => new Jotted({ isConnected: true, dataset: { principal, board: "board" } })

/** What a page takes up now. */
async function adopt(kept) {
  const taken = []
  await kept.adopt((note) => taken.push(kept.read(note).mine))
  return taken
}

test("words of a page that is gone are taken up at once", async () => {
  const principal = somebody()
  const [gone, early, next] = [page(principal), page(principal), page(principal)]
  await gone.keep("e_note", { base: "", mine: "lab days", pm: 0 })
  await calm()
  await later()

  const living = await adopt(early)
  held.clear()
  const after = await adopt(next)

  for (const each of [gone, early, next]) await each.close()
  assert.deepEqual([living, after], [[], ["lab days"]])
})

test("a browser that tells of no locks leaves words to their page for a while", async () => {
  const principal = somebody()
  const [gone, next] = [page(principal), page(principal)]
  await gone.keep("e_note", { base: "", mine: "lab days", pm: 0 })
  await later()
  locks.query = async () => Promise.reject(new DOMException("no", "SecurityError"))

  const found = await adopt(next)

  for (const each of [gone, next]) await each.close()
  assert.deepEqual(found, [])
})
