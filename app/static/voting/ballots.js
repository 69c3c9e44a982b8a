/**
 * Dots on their way to the server, kept on the device until it has answered.
 *
 * Each lies in IndexedDB before it is sent, with an id of its own, so that a dead spot, a
 * reload or a second tab loses none and gives none twice. They go out in their order. Named
 * by the principal, so that on a shared device nobody finds another's.
 *
 * Fires `change`, `settled` (detail: the server's answer) and `refused` (detail: its sentence).
 */
import { openDB } from "../vendor/idb-8.0.4.js"
import { newId } from "../boards/outbox.js"

/** @typedef {{ key: number, board: string, round: string, id: string, element: string | null }} Waiting `element` is null for a dot that is taken back */

const PATIENCE = 10_000
const PAUSE = { least: 1_500, most: 15_000 }
/** What may be well in a moment. */
const LATER = new Set(["frozen", "unavailable", "too-many", "stale-form", "not-signed-in"])

export class Ballots extends EventTarget {
  /** @type {Waiting[]} */
  waiting = []
  #sending = false
  #pause = PAUSE.least
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer
  #db
  #board
  #tabs

  /** @param {any} db null where the browser keeps nothing @param {string} board @param {string} principal */
  constructor(db, board, principal) {
    super()
    this.#db = db
    this.#board = board
    this.#tabs = "BroadcastChannel" in globalThis ? new BroadcastChannel(`votes-${principal}-${board}`) : null
    this.#tabs?.addEventListener("message", () => void this.#heard())
  }

  /** What waits on this device for a board. @param {{ principal: string, board: string, signal: AbortSignal }} place */
  static async open({ principal, board, signal }) {
    const ballots = new Ballots(await database(principal), board, principal)
    await ballots.#read()
    globalThis.addEventListener("online", () => void ballots.send(), { signal })
    signal.addEventListener("abort", () => ballots.#close())
    return ballots
  }

  /** Give a dot. @param {string} round @param {string} element */
  give(round, element) {
    return this.#add({ round, id: newId(), element })
  }

  /** Take a dot back. @param {string} round @param {string} id */
  take(round, id) {
    return this.#add({ round, id, element: null })
  }

  /** Send what waits, one after another; what nobody answers is sent again later. */
  async send() {
    if (this.#sending) return
    clearTimeout(this.#timer)
    this.#sending = true
    for (let entry = this.waiting[0]; entry; entry = this.waiting[0]) {
      const answer = await post(entry)
      if (!answer || LATER.has(answer.x ?? "")) {
        this.#timer = setTimeout(() => void this.send(), this.#pause)
        this.#pause = Math.min(this.#pause * 2, PAUSE.most)
        break
      }
      this.#pause = PAUSE.least
      await this.#settle(entry)
      if (!answer.x) this.dispatchEvent(new CustomEvent("settled", { detail: answer }))
      // A dot that was never there, or is gone already, need not be taken back.
      else if (answer.x !== "no-such-ballot") this.dispatchEvent(new CustomEvent("refused", { detail: answer.say }))
    }
    this.#sending = false
  }

  /** @param {{ round: string, id: string, element: string | null }} dot */
  async #add(dot) {
    const entry = { ...dot, board: this.#board }
    const key = this.#db ? await this.#db.add("ballots", entry) : Date.now() + Math.random()
    this.waiting.push({ ...entry, key })
    this.#told()
    void this.send()
  }

  /** @param {Waiting} entry */
  async #settle({ key }) {
    if (this.#db) await this.#db.delete("ballots", key)
    this.waiting = this.waiting.filter((other) => other.key !== key)
    this.#told()
  }

  #told() {
    this.#tabs?.postMessage("changed")
    this.dispatchEvent(new Event("change"))
  }

  /** Another tab gave, took back or sent something. */
  async #heard() {
    await this.#read()
    this.dispatchEvent(new Event("elsewhere"))
  }

  async #read() {
    if (this.#db && !this.#sending) this.waiting = await this.#db.getAllFromIndex("ballots", "board", this.#board)
  }

  #close() {
    clearTimeout(this.#timer)
    this.#tabs?.close()
  }
}

/** @param {Waiting} entry @returns {Promise<{ id?: string, element?: string | null, left?: number | null, x?: string, say?: string } | null>} */
async function post({ round, id, element }) {
  const csrfToken = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=csrf-token]"))?.content ?? ""
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": csrfToken }
  const [address, body] = element === null ? [`ballots/${id}/withdrawal/`, {}] : ["ballots/", { id, element }]
  const request = { method: "POST", headers, body: JSON.stringify(body), signal: AbortSignal.timeout?.(PATIENCE) }
  return fetch(`/votes/${round}/${address}`, request).then((answer) => answer.json()).catch(() => null)
}

/** @param {string} principal */
async function database(principal) {
  try {
    return await openDB(`baraza-votes-${principal}`, 1, {
      upgrade(/** @type {any} */ db) {
        db.createObjectStore("ballots", { keyPath: "key", autoIncrement: true }).createIndex("board", "board")
      },
    })
  } catch {
    return null
  }
}
