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
import { openDB } from "../vendor/idb-8.0.4.js"

/** @typedef {{ k: string, [name: string]: any }} Op */
/** @typedef {{ client: string, n: number, op: Op }} Entry */
/** @typedef {{ client: string, board: string, seen: number }} Client a queue, and when a page was last seen to look after it */

/** So many ops wait on a page, and no more are begun. */
export const MOST_WAITING = 2_000
const BEAT = 3_000
const GONE = 10_000

export class Outbox {
  /** @type {Entry[]} */
  #entries = []
  #client = newId()
  #next = 1
  #closed = false
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #beat
  #db
  #board

  /** @param {any} db null where the browser keeps nothing @param {string} board */
  constructor(db, board) {
    this.#db = db
    this.#board = board
  }

  /**
   * The queue of this page for a board, with what others have left behind.
   * @param {{ principal: string, board: string }} place
   */
  static async open({ principal, board }) {
    const outbox = new Outbox(await database(principal), board)
    await outbox.adopt().catch(() => outbox.#giveUp())
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
    return this.#db !== null
  }

  /** Keep ops and number them, all or none; they may be sent once this resolves. @param {...Op} kept @returns {Promise<Entry[]>} */
  async add(...kept) {
    const entries = kept.map((op) => ({ client: this.#client, n: this.#next++, op }))
    await this.#write((ops, clients) => [...entries.map((entry) => ops.put({ ...entry, board: this.#board })), clients.put(this.#held(this.#client))])
    this.#entries.push(...entries)
    return entries
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
      ...this.#entries.map((entry) => ops.put({ ...entry, board: this.#board })),
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
      for (const { client, seen } of await clients.index("board").getAll(this.#board)) {
        if (client === this.#client || seen >= Date.now() - GONE) continue
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
    const held = new Set([this.#client, ...this.#entries.map(({ client }) => client)])
    // A device without room says nothing: then another page may send the same, which the server knows.
    return this.#write((_, clients) => [...held].map((client) => clients.put(this.#held(client)))).then(() => {}, () => {})
  }

  /** What lies on this device cannot be read or written: what waits lives as long as the page. */
  #giveUp() {
    this.#db = null
  }

  /** @param {string} client @returns {Client} */
  #held(client) {
    return { client, board: this.#board, seen: this.#closed ? 0 : Date.now() }
  }

  /** @param {(ops: any, clients: any) => Promise<unknown>[] | Promise<Promise<unknown>[]>} change */
  async #write(change) {
    if (!this.#db) return
    const tx = this.#db.transaction(["ops", "clients"], "readwrite")
    const asked = await change(tx.objectStore("ops"), tx.objectStore("clients"))
    // At once: what waits to be told that all is well is given up with a page that goes.
    tx.commit()
    await Promise.all([...asked, tx.done])
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
async function database(principal) {
  try {
    return await openDB(`baraza-${principal}`, 1, {
      upgrade(/** @type {any} */ db) {
        db.createObjectStore("ops", { keyPath: ["board", "client", "n"] })
        db.createObjectStore("clients", { keyPath: "client" }).createIndex("board", "board")
      },
    })
  } catch {
    // Private windows of some browsers keep nothing; what waits then lives as long as the page.
    return null
  }
}
