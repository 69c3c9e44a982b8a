/**
 * What this browser has to tell the server, kept on the device until it is safe there.
 *
 * An op gets its number and lies in IndexedDB before anything is sent, so a reload, a
 * sleeping phone or a dead battery loses nothing. Each page has a client id of its own;
 * a page that opens the board takes over the queue of one that is gone, and pages that
 * are open look after those that vanish later. The database is named by the principal: on
 * a shared device nobody finds another's words.
 *
 * Works over plain http: no `crypto.randomUUID`, no `navigator.locks`.
 */
import { openDB } from "../vendor/idb-8.0.4.js"

/** @typedef {{ k: string, [name: string]: any }} Op */
/** @typedef {{ n: number, op: Op }} Entry */
/** @typedef {{ client: string, board: string, page: string, next: number, seen: number }} Client */

const BEAT = 3_000
const GONE = 10_000

export class Outbox {
  /** @type {Entry[]} */
  #entries = []
  #page = newId()
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #beat
  #db
  #client

  /** @param {any} db null where the browser keeps nothing @param {Client} client */
  constructor(db, client) {
    this.#db = db
    this.#client = { ...client, page: this.#page }
  }

  /**
   * The queue of this page for a board: its own from before a reload, else one that was left behind, else a new one.
   * @param {{ principal: string, board: string }} place
   */
  static async open({ principal, board }) {
    const db = await database(principal)
    const outbox = new Outbox(db, (await leftBehind(db, board)) ?? fresh(board))
    await outbox.#take()
    return outbox
  }

  /** The id under which the server counts this page's ops. */
  get client() {
    return this.#client.client
  }

  /** What waits, in order. @returns {readonly Entry[]} */
  get entries() {
    return this.#entries
  }

  /** True where what waits survives the page. */
  get lasting() {
    return this.#db !== null
  }

  /** Keep an op and number it; it may be sent once this resolves. @param {Op} op @returns {Promise<Entry>} */
  async add(op) {
    const entry = { n: this.#client.next++, op }
    await this.#write(async (/** @type {any} */ tx) => {
      await tx.objectStore("ops").put({ ...entry, board: this.#client.board, client: this.client })
      await tx.objectStore("clients").put(this.#client)
    })
    this.#entries.push(entry)
    return entry
  }

  /** Forget an op the server has dealt with. @param {number} n */
  async settle(n) {
    this.#entries = this.#entries.filter((entry) => entry.n !== n)
    await this.#write((/** @type {any} */ tx) => tx.objectStore("ops").delete([this.#client.board, this.client, n]))
  }

  /** Begin anew under another client id, with what waits numbered from 1: the server no longer knows the old one. */
  async renew() {
    const waiting = this.#entries
    const before = this.#client
    this.#client = { ...fresh(before.board), page: this.#page, next: waiting.length + 1 }
    this.#entries = waiting.map(({ op }, index) => ({ n: index + 1, op }))
    await this.#write(async (/** @type {any} */ tx) => {
      for (const { n } of waiting) await tx.objectStore("ops").delete([before.board, before.client, n])
      await tx.objectStore("clients").delete(before.client)
      for (const entry of this.#entries) {
        await tx.objectStore("ops").put({ ...entry, board: before.board, client: this.client })
      }
      await tx.objectStore("clients").put(this.#client)
    })
  }

  /**
   * Take over what other pages left behind. It gets our numbers: an op the server has had
   * already does no harm a second time.
   * @returns {Promise<Entry[]>}
   */
  async adopt() {
    /** @type {Entry[]} */
    const adopted = []
    await this.#write(async (/** @type {any} */ tx) => {
      const [ops, clients] = [tx.objectStore("ops"), tx.objectStore("clients")]
      const { board } = this.#client
      for (const { client, seen } of await clients.index("board").getAll(board)) {
        if (client === this.client || seen >= Date.now() - GONE) continue
        for (const { n, op } of await ops.getAll(queueOf(board, client))) {
          adopted.push({ n: this.#client.next++, op })
          await ops.delete([board, client, n])
        }
        await clients.delete(client)
      }
      for (const entry of adopted) await ops.put({ ...entry, board, client: this.client })
      await clients.put(this.#client)
    })
    this.#entries.push(...adopted)
    return adopted
  }

  /** Leave the queue to whoever opens the board next. @returns {Promise<void>} */
  close() {
    clearInterval(this.#beat)
    this.#client = { ...this.#client, seen: 0 }
    return this.#write((/** @type {any} */ tx) => tx.objectStore("clients").put(this.#client))
  }

  async #take() {
    if (!this.#db) return
    const kept = await this.#db.getAll("ops", queueOf(this.#client.board, this.client))
    this.#entries = kept.map((/** @type {any} */ { n, op }) => ({ n, op }))
    const last = this.#entries.at(-1)
    this.#client = { ...this.#client, next: Math.max(this.#client.next, (last?.n ?? 0) + 1) }
    await this.#tick()
    this.#beat = setInterval(() => void this.#tick(), BEAT)
  }

  /** Say that this page lives, so that no other takes its queue. */
  async #tick() {
    this.#client = { ...this.#client, seen: Date.now() }
    await this.#write((/** @type {any} */ tx) => tx.objectStore("clients").put(this.#client))
  }

  /** @param {(tx: any) => unknown} change */
  async #write(change) {
    if (!this.#db) return
    const tx = this.#db.transaction(["ops", "clients"], "readwrite")
    await change(tx)
    await tx.done
  }
}

/** An id of 128 random bits in base64url. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")
}

/** The ops of one client for one board, by number. @param {string} board @param {string} client */
const queueOf = (board, client) => IDBKeyRange.bound([board, client], [board, client, []])

/** @param {string} board @returns {Client} */
const fresh = (board) => ({ client: newId(), board, page: "", next: 1, seen: 0 })

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

/** A queue for this board whose page is gone, claimed in one transaction. @param {any} db @param {string} board */
async function leftBehind(db, board) {
  if (!db) return undefined
  const tx = db.transaction("clients", "readwrite")
  /** @type {Client[]} */
  const clients = await tx.store.index("board").getAll(board)
  const found = clients.find(({ seen }) => seen < Date.now() - GONE)
  if (found) await tx.store.put({ ...found, seen: Date.now() })
  await tx.done
  return found
}
