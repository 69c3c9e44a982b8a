/**
 * Dots on their way to the server, kept on the device until it has answered.
 *
 * Each is shown at once and lies in IndexedDB before it is sent, with an id of its own, so that a
 * dead spot, a reload or a second tab loses none and gives none twice. They go out in their order. Named
 * by the principal, so that on a shared device nobody finds another's.
 *
 * Fires `change`, `settled` (detail: the server's answer), `refused` (detail: a sentence that says why) and `late`
 * (detail: the dot), where its vote was closed before it came; one that is taken back behind that is `forgotten`.
 */
import { newId } from "../boards/outbox.js"
import { Device, Unusable } from "../device.js"
import { t } from "../later.js"
import { request } from "../realtime/request.js"

/** @typedef {{ key?: number, kept?: boolean, at?: number, board: string, round: string, id: string, element: string | null }} Waiting `element` is null for a dot that is taken back; what is not `kept` yet is not sent; given `at` that moment of this page */

const PATIENCE = 10_000
const PAUSE = { least: 1_500, most: 15_000 }
/** What may be well in a moment. */
export const LATER = new Set(["frozen", "unavailable", "too-many", "stale-form", "not-signed-in"])

export class Ballots extends EventTarget {
  /** @type {Waiting[]} */
  waiting = []
  #sending = false
  #ended = false
  #pause = PAUSE.least
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer
  /** What the server has dealt with and this device could not forget. @type {Set<number | undefined>} */
  #done = new Set()
  #device
  #board
  /** @type {BroadcastChannel | null} */
  #tabs

  /** @param {Device} device @param {string} board @param {string} principal */
  constructor(device, board, principal) {
    super()
    this.#device = device
    this.#board = board
    this.#tabs = "BroadcastChannel" in globalThis ? new BroadcastChannel(`votes-${principal}-${board}`) : null
    this.#tabs?.addEventListener("message", () => void this.#heard())
  }

  /** What waits on this device for a board. @param {{ principal: string, board: string, signal: AbortSignal }} place */
  static async open({ principal, board, signal }) {
    const ballots = new Ballots(database(principal), board, principal)
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
    try {
      for (let [entry] = this.waiting; entry?.kept; [entry] = this.waiting) {
        const answer = await post(entry)
        if (!answer || LATER.has(answer.x ?? "")) return this.#again()
        this.#pause = PAUSE.least
        // Before it waits no more: between the two it would be seen nowhere.
        if (!answer.x) this.dispatchEvent(new CustomEvent("settled", { detail: answer }))
        await this.#settle(entry)
        if (answer.x) this.#tellRefusal(entry, answer)
      }
    } finally {
      this.#sending = false
    }
  }

  /** @param {Waiting} entry @param {{ x?: string, say?: string }} answer */
  #tellRefusal(entry, { x, say }) {
    if (x === "vote-closed" && entry.element !== null) this.dispatchEvent(new CustomEvent("late", { detail: entry }))
    // A dot that was never there, or is gone already, need not be taken back.
    else if (x === "no-such-ballot") this.dispatchEvent(new CustomEvent("forgotten", { detail: entry }))
    else this.dispatchEvent(new CustomEvent("refused", { detail: say }))
  }

  #again() {
    // Whatever page they are on, what waits is sent from there (`elsewhere.js`).
    if (this.#ended) return
    this.#timer = setTimeout(() => void this.send(), this.#pause)
    this.#pause = Math.min(this.#pause * 2, PAUSE.most)
  }

  /** Show a dot, keep it, send it. What cannot be kept is taken away again, and said. @param {{ round: string, id: string, element: string | null }} dot */
  async #add(dot) {
    /** @type {Waiting} */
    const entry = { ...dot, board: this.#board, at: performance.now() }
    this.waiting.push(entry)
    this.dispatchEvent(new Event("change"))
    try {
      entry.key = await this.#device.use((db) => db.add("ballots", { ...dot, board: this.#board }))
    } catch (why) {
      // Where the browser keeps nothing it waits as long as the page.
      if (!(why instanceof Unusable)) return this.#giveUp(entry)
    }
    entry.kept = true
    this.#told()
    void this.send()
  }

  /** @param {Waiting} entry */
  #giveUp(entry) {
    this.waiting = this.waiting.filter((other) => other !== entry)
    this.#told()
    const say = entry.element === null ? t("This device could not keep that you took the dot back. Free some room on it, and try again.") : t("This device could not keep the dot. Free some room on it, and try again.")
    this.dispatchEvent(new CustomEvent("refused", { detail: say }))
  }

  /** @param {Waiting} entry */
  async #settle(entry) {
    const { key } = entry
    this.waiting = this.waiting.filter((other) => other !== entry)
    if (key !== undefined) {
      this.#done.add(key)
      // What stays lying is sent once more by a later page, and known.
      await this.#device.use((db) => db.delete("ballots", key)).catch(() => {})
    }
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
    if (this.#sending) return
    /** @type {Waiting[]} */
    const lying = await this.#device.use((db) => db.getAllFromIndex("ballots", "board", this.#board)).catch(() => [])
    if (this.#sending) return
    const here = this.waiting.filter(({ key }) => key === undefined)
    this.waiting = [...lying.filter(({ key }) => !this.#done.has(key)).map((entry) => ({ ...entry, kept: true })), ...here]
  }

  #close() {
    this.#ended = true
    clearTimeout(this.#timer)
    this.#tabs?.close()
    this.#tabs = null
  }
}

/** @param {Waiting} entry @returns {Promise<{ id?: string, element?: string | null, left?: number | null, x?: string, say?: string } | null>} */
export async function post({ round, id, element }) {
  const csrfToken = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=csrf-token]"))?.content ?? ""
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": csrfToken }
  const [address, body] = element === null ? [`ballots/${id}/withdrawal/`, {}] : ["ballots/", { id, element }]
  return request(`/votes/${round}/${address}`, { method: "POST", headers, body: JSON.stringify(body), begin: PATIENCE }).catch(() => null)
}

/** The dots of somebody on this device. @param {string} principal */
export const database = (principal) => new Device(`baraza-votes-${principal}`, (db) => {
  db.createObjectStore("ballots", { keyPath: "key", autoIncrement: true }).createIndex("board", "board")
})
