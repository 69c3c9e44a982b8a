/**
 * How messages of one board reach the server: over the page's socket while it stands,
 * else by HTTP, where the same handlers answer. Knows nothing of what they say.
 *
 * Every answer is a value, a refusal `{x, say}` or null when nobody answered.
 */
import { request } from "../realtime/request.js"

/**
 * @typedef {{ board: string, seat?: string, epoch?: string, urls: { ops: string, snapshot: string }, csrfToken: string, only?: "public" }} Place
 *   `only`: a page that shows what all may see is told nothing else, not even its own seat's hidden notes
 */
/** @typedef {EventTarget & { state: string, emit: (event: string, message: object) => Promise<any> }} Connection */

/** The version of the protocol this page speaks (`engine/versions.py`). */
const SPOKEN = 1

export class Post {
  /** Given up as soon as the socket opens: what was asked by HTTP before may wait on a line that is dead. */
  #unanswered = new AbortController()
  #place
  #connection

  /** @param {Place} place @param {Connection} connection */
  constructor(place, connection) {
    this.#place = { ...place }
    this.#connection = connection
    connection.addEventListener("open", () => {
      this.#unanswered.abort()
      this.#unanswered = new AbortController()
    })
  }

  get connected() {
    return this.#connection.state === "connected"
  }

  get board() {
    return this.#place.board
  }

  /** Which life of the board's log we speak of; another one begins when a backup is restored. Empty on a page that does not show the board. */
  get epoch() {
    return this.#place.epoch ?? ""
  }

  set epoch(epoch) {
    this.#place.epoch = epoch
  }

  /** Open the board. @param {{ client: string, since: number, n?: number }} greeting @returns {Promise<any>} */
  hello({ client, since, n }) {
    const { board: b, epoch: e, only } = this.#place
    return this.#emit("hello", { b, c: client, since, e, proto: SPOKEN, ...(n !== undefined && { n }), ...(only && { only }) })
  }

  /** Close it; whether that is heard does not matter. */
  bye() {
    void this.#emit("bye", { b: this.#place.board })
  }

  /** @param {string} client @param {object[]} ops @returns {Promise<any>} */
  async ops(client, ops) {
    const { board: b, seat, epoch: e, urls } = this.#place
    const batch = { b, as: seat, c: client, e, ops }
    if (this.connected) return this.#emit("ops", batch)
    return this.#http(urls.ops, { method: "POST", body: JSON.stringify(batch) })
  }

  /** What was written behind a row; by HTTP also where that is much, at once if one was told so. @param {number} since @param {boolean} [much] @returns {Promise<any>} */
  async since(since, much = false) {
    const { board: b, epoch: e, only, urls } = this.#place
    const answer = this.connected && !much ? await this.#emit("since", { b, e, since, ...(only && { only }) }) : null
    if (answer && answer.x !== "too-far-behind") return answer
    return this.#http(`${urls.ops}?since=${since}&e=${e}&only=${only ?? ""}`)
  }

  /** The whole board. @returns {Promise<any>} */
  snapshot() {
    return this.#http(this.#place.urls.snapshot)
  }

  /** @param {string} event @param {object} message @returns {Promise<any>} */
  #emit(event, message) {
    return this.#connection.emit(event, message).catch(() => null)
  }

  /** @param {string} address @param {RequestInit} [init] @returns {Promise<any>} */
  async #http(address, init = {}) {
    const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": this.#place.csrfToken }
    return request(address, { ...init, headers, unanswered: this.#unanswered.signal }, read).catch(() => null)
  }
}

const TOO_MANY = 429
const SOON = 1

/** What the house answers; where that was too much for it, after how many milliseconds it may be asked again. @param {Response} answer */
async function read(answer) {
  if (answer.status !== TOO_MANY) return answer.json()
  const said = await answer.json().catch(() => ({}))
  return { ...said, x: "slow-down", after: 1_000 * (Number(answer.headers.get("Retry-After")) || SOON) }
}
