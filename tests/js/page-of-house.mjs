/**
 * One page at a board of a real house, for tests/keeping: the product's own connection, outbox, store
 * and sync, over real sockets. Takes orders as lines of JSON and answers each with what it shows.
 */
import "../../node_modules/fake-indexeddb/auto/index.mjs"
import { createInterface } from "node:readline"
import { argv, exit, stdin, stdout } from "node:process"
import { setTimeout as pause } from "node:timers/promises"
import { URL } from "node:url"

const PATIENCE = 60_000
const place = JSON.parse(argv[2])
const headers = { cookie: place.cookie, origin: place.url }

// What a browser does by itself.
globalThis.location = new URL(place.url)
const plain = globalThis.fetch
globalThis.fetch = (address, request = {}) => plain(new URL(address, place.url), { ...request, headers: { ...request.headers, ...headers } })
const Plain = globalThis.WebSocket
globalThis.WebSocket = class extends Plain {
  constructor(address) {
    super(address, { headers })
  }
}

const { Connection } = await import("../../app/static/realtime/connection.js")
const { BoardStore } = await import("../../app/static/boards/store.js")
const { Outbox } = await import("../../app/static/boards/outbox.js")
const { Post } = await import("../../app/static/boards/post.js")
const { Sync } = await import("../../app/static/boards/sync.js")

const { board, seat, principal, epoch, csrfToken, zone } = place
const store = new BoardStore({ seat, rights: {}, private: false, generation: 0, zones: new Set([zone]), named: false })
const outbox = await Outbox.open({ principal, board })
const connection = new Connection({ ticketUrl: `${place.url}/w/${place.workshop}/tickets/`, csrfToken })
const post = new Post({ board, seat, epoch, csrfToken, urls: { ops: `${place.url}/boards/${board}/ops/`, snapshot: `${place.url}/boards/${board}/snapshot/` } }, connection)
const sync = new Sync(post, store, outbox)
const refused = []
sync.addEventListener("refused", ({ detail }) => refused.push(detail.op))
sync.addEventListener("trouble", ({ detail }) => refused.push(detail))
sync.start(connection)
connection.open()

function shown() {
  const texts = [...store.shown.elements.values()].filter((each) => !each.deleted).map(({ text }) => text).sort()
  return { texts, waiting: outbox.entries.length, connected: connection.state === "connected", epoch: post.epoch, refused }
}

let notes = 0
const orders = {
  write({ id, text }) {
    notes += 1
    return sync.propose({ k: "el.add", id, type: "note", zone, z: `V${place.name}${notes}`, p: { x: 30, y: 30 }, t: text })
  },
  wake: () => connection.probe(),
  async wait({ until }) {
    const due = Date.now() + PATIENCE
    const there = () => Object.entries(until).every(([name, value]) => JSON.stringify(shown()[name]) === JSON.stringify(value))
    while (!there() && Date.now() < due) await pause(20)
  },
}

for await (const line of createInterface({ input: stdin })) {
  const order = JSON.parse(line)
  await orders[order.do](order)
  stdout.write(`${JSON.stringify(shown())}\n`)
}
exit(0)
