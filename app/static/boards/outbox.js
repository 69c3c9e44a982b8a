/**
 * What this browser has to tell the server, kept on the device until it is safe there.
 *
 * An op gets its number and lies in IndexedDB before anything is sent, so a reload, a
 * sleeping phone or a dead battery loses nothing. Each page has a client id of its own, and
 * nobody else ever numbers under it. Pages look after what others left behind by sending it
 * as it is, with its client and its number: should the other page only have slept, both
 * send the same, which the server knows, and what it writes next gets numbers nobody took.
 * The database is named by the principal: on a shared device nobody finds another's words.
 *
 * Works over plain http: no `crypto.randomUUID`, no `navigator.locks`.
 */
import { Device, Unusable, lookedAfter } from "../device.js"

/** @typedef {{ k: string, [name: string]: any }} Op */
/** @typedef {{ client: string, n: number, op: Op }} Entry */
/** @typedef {{ client: string, board: string, seen: number }} Client a queue, and when a page was last seen to look after it */

/** So many ops wait on a page, and no more are begun. */
export const MOST_WAITING = 2_000
const BEAT = 3_000

export class Outbox {
  /** @type {Entry[]} */
  #entries = []
  #client = newId()
  #next = 1
  #closed = false
  /** Resolves once all that was to be kept before is, or cannot be. */
  #turn = Promise.resolve()
  /** The handle under which everything here lies on the device. @type {any} */
  #db
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #beat
  #device
  #board

  /** @param {Device} device @param {string} board */
  constructor(device, board) {
    this.#device = device
    this.#board = board
  }

  /**
   * The queue of this page for a board, with what others have left behind.
   * @param {{ principal: string, board: string }} place
   */
  static async open({ principal, board }) {
    const outbox = new Outbox(database(principal), board)
    // What cannot be read now is tried again by and by.
    await outbox.adopt().catch(() => {})
    outbox.#beat = setInterval(() => void outbox.#tick(), BEAT)
    return outbox
  }

  /** The id under which this page numbers its ops. */
  get client() {
    return this.#client
  }

  /** What waits, in order. @returns {readonly Entry[]} */
  get entries() {
    return this.#entries
  }

  get full() {
    return this.#entries.length >= MOST_WAITING
  }

  /** True where what waits survives the page. */
  get lasting() {
    return this.#device.lasting
  }

  /** Keep ops and number them, all or none; they may be sent once this resolves. @param {...Op} kept @returns {Promise<Entry[]>} */
  add(...kept) {
    const entries = this.#numbered(kept)
    const written = this.#write((ops, clients) => [...entries.map((entry) => ops.put(this.#row(entry))), clients.put(this.#held(this.#client))])
    // A device may take what came later sooner; it is sent in its order.
    const turn = Promise.all([written, this.#turn]).then(() => this.#take(entries))
    this.#turn = turn.then(() => {}, () => {})
    return turn
  }

  /** @param {Entry[]} entries that lie on the device @returns {Promise<Entry[]>} them, as they are called by now */
  async #take(entries) {
    let taken = entries
    while (taken[0] && taken[0].client !== this.#client) {
      // The queue began anew meanwhile: nobody would look after the old one.
      const before = taken
      taken = this.#numbered(before.map(({ op }) => op))
      const now = taken
      await this.#write((ops, clients) => [
        ...before.map(({ client, n }) => ops.delete([this.#board, client, n])), ...now.map((entry) => ops.put(this.#row(entry))), clients.put(this.#held(this.#client)),
      ])
    }
    this.#entries.push(...taken)
    return taken
  }

  /** @param {Op[]} ops @returns {Entry[]} */
  #numbered(ops) {
    return ops.map((op) => ({ client: this.#client, n: this.#next++, op }))
  }

  /** @param {Entry} entry */
  #row(entry) {
    return { ...entry, board: this.#board }
  }

  /** Forget ops of a client that the server has dealt with. @param {string} client @param {readonly number[]} numbers */
  async settle(client, numbers) {
    const done = new Set(numbers)
    this.#entries = this.#entries.filter((entry) => entry.client !== client || !done.has(entry.n))
    // What stays lying is sent once more by a later page, and known.
    await this.#write((ops) => numbers.map((n) => ops.delete([this.#board, client, n]))).catch(() => {})
  }

  /** Begin anew under another client id, with what waits numbered from 1: the server no longer knows the old one. */
  async renew() {
    const before = this.#entries
    const old = this.#client
    this.#client = newId()
    this.#entries = before.map(({ op }, index) => ({ client: this.#client, n: index + 1, op }))
    this.#next = before.length + 1
    await this.#write((ops, clients) => [
      ...before.map(({ client, n }) => ops.delete([this.#board, client, n])),
      ...this.#entries.map((entry) => ops.put(this.#row(entry))),
      clients.delete(old),
      clients.put(this.#held(this.#client)),
    ])
  }

  /**
   * Look after what other pages left behind, and say that this one lives.
   * @returns {Promise<Entry[]>} what was not here before
   */
  async adopt() {
    /** @type {Entry[]} */
    const adopted = []
    await this.#write(async (ops, clients) => {
      adopted.length = 0
      for (const { client, seen } of await clients.index("board").getAll(this.#board)) {
        if (client === this.#client || lookedAfter(seen)) continue
        const left = await ops.getAll(queueOf(this.#board, client))
        await (left.length ? clients.put(this.#held(client)) : clients.delete(client))
        for (const { n, op } of left) {
          if (typeof op?.k === "string") adopted.push({ client, n, op })
          // Nobody can read what that was; it keeps nothing else from being sent.
          else void ops.delete([this.#board, client, n])
        }
      }
      return [clients.put(this.#held(this.#client))]
    })
    const fresh = adopted.filter((each) => !this.#entries.some(({ client, n }) => client === each.client && n === each.n))
    this.#entries.push(...fresh)
    return fresh
  }

  /** Leave what waits to whoever opens the board next. @returns {Promise<void>} */
  close() {
    clearInterval(this.#beat)
    this.#closed = true
    return this.#tick()
  }

  /** Say that somebody looks after what waits here, so that no other does. */
  #tick() {
    // A device without room says nothing: then another page may send the same, which the server knows.
    return this.#write((_, clients) => [...this.#queues].map((client) => clients.put(this.#held(client)))).then(() => {}, () => {})
  }

  /** The clients whose queues this page looks after. */
  get #queues() {
    return new Set([this.#client, ...this.#entries.map(({ client }) => client)])
  }

  /** @param {string} client @returns {Client} */
  #held(client) {
    return { client, board: this.#board, seen: this.#closed ? 0 : Date.now() }
  }

  /** Where the browser keeps nothing, or nothing any more, what waits lives as long as the page, or until it does again. @param {(ops: any, clients: any) => Promise<unknown>[] | Promise<Promise<unknown>[]>} change */
  async #write(change) {
    try {
      await this.#device.use((db) => this.#writeTo(db, change))
    } catch (why) {
      if (!(why instanceof Unusable)) throw why
    }
  }

  /** @param {any} db @param {(ops: any, clients: any) => Promise<unknown>[] | Promise<Promise<unknown>[]>} change */
  async #writeTo(db, change) {
    const tx = db.transaction(["ops", "clients"], "readwrite")
    const [ops, clients] = [tx.objectStore("ops"), tx.objectStore("clients")]
    // Under another handle than before nobody knows what lies there.
    const again = db === this.#db ? [] : [...this.#entries.map((entry) => ops.put(this.#row(entry))), ...[...this.#queues].map((client) => clients.put(this.#held(client)))]
    const asked = await change(ops, clients)
    // At once: what waits to be told that all is well is given up with a page that goes.
    tx.commit()
    await Promise.all([...again, ...asked, tx.done])
    this.#db = db
  }
}

/** An id of 128 random bits in base64url. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")
}

/** The ops of one client for one board, by number. @param {string} board @param {string} client */
const queueOf = (board, client) => IDBKeyRange.bound([board, client], [board, client, []])

/** @param {string} principal */
const database = (principal) => new Device(`baraza-${principal}`, (db) => {
  db.createObjectStore("ops", { keyPath: ["board", "client", "n"] })
  db.createObjectStore("clients", { keyPath: "client" }).createIndex("board", "board")
})
