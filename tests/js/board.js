/** A browser's half of a board over the server in memory: store, outbox, sync, and time that passes when told. */
import "../../node_modules/fake-indexeddb/auto/index.mjs"
import { BoardStore } from "../../app/static/boards/store.js"
import { Outbox } from "../../app/static/boards/outbox.js"
import { Post } from "../../app/static/boards/post.js"
import { Sync } from "../../app/static/boards/sync.js"

let principals = 0

/** Whose device this is: nobody's queue meets anybody else's. */
export const somebody = () => `principal-${++principals}`

/** Open a board as a page does. */
export async function open(server, seat, { principal = somebody(), page = server.page(seat) } = {}) {
  const store = new BoardStore(server.context(seat))
  const outbox = await Outbox.open({ principal, board: "board" })
  const place = { board: "board", seat, epoch: server.epoch, csrfToken: "", urls: { ops: `http://board/${seat}/ops`, snapshot: `http://board/${seat}/snapshot` } }
  const sync = new Sync(new Post(place, page), store, outbox)
  const refused = []
  sync.addEventListener("refused", (event) => refused.push(event.detail))
  const restored = []
  sync.addEventListener("restored", (event) => restored.push(event.detail))
  sync.start(page)
  await calm()
  return { store, outbox, sync, page, principal, refused, restored, texts: () => texts(store) }
}

/** The words on a board, in the order of its notes. */
export function texts(store) {
  return [...store.shown.elements.values()].filter((note) => !note.deleted).map((note) => note.text)
}

/** Let everything that waits for nothing but its turn be done. */
export async function calm() {
  for (let turn = 0; turn < 60; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** Answer fetches of boards from a server. */
export function answerFetches(server, { reachable = () => true } = {}) {
  globalThis.fetch = async (address, request = {}) => {
    if (!reachable()) throw new TypeError("failed to fetch")
    const { pathname, searchParams } = new URL(address)
    const [, seat, what] = pathname.split("/")
    const value = what === "snapshot" ? server.snapshot(seat)
      : request.method === "POST" ? server.answer({ seat }, "ops", JSON.parse(request.body))
        : server.answer({ seat }, "since", { since: Number(searchParams.get("since")), e: searchParams.get("e") })
    return { ok: true, json: async () => value }
  }
}

let notes = 0

/** An op that adds a note. */
export function note(text, fields = {}) {
  notes += 1
  return { k: "el.add", id: `e_${String(notes).padStart(22, "0")}`, type: "note", zone: "gaps", z: `V${String(notes).padStart(4, "0")}1`, p: { x: 0, y: 0 }, t: text, ...fields }
}
