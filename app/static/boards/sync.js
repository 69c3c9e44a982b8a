/**
 * Brings what this browser wrote to the server, and what others wrote here.
 *
 * Ops go one batch at a time, in order; a batch whose answer did not come is sent again,
 * and the server knows it by client and number. Frames cover `(from, to]`; where one is
 * missing we wait a moment, then ask. Without a socket the same ops go by HTTP.
 *
 * Fires `state` with `{waiting, safeAt, connected, lasting}`, `refused` with `{op, say}`
 * and `trouble` with `{say}` when the server turns the page itself away.
 */

/** @typedef {import("./store.js").BoardStore} BoardStore */
/** @typedef {import("./outbox.js").Outbox} Outbox */
/** @typedef {import("./outbox.js").Entry} Entry */
/** @typedef {{ board: string, seat: string, epoch: string, urls: { ops: string, snapshot: string }, csrfToken: string }} Place */
/** @typedef {{ x: string, say?: string }} Refusal */

const MOST_OPS = 50
const GAP_PATIENCE = 1_500
const RETRY = 1_000
const HTTP_AFTER = 6_000
const POLL = 2_000
const AGAIN = new Set(["busy", "slow-down", "too-fast", "unavailable", "broken"])

export class Sync extends EventTarget {
  #sending = false
  #greeted = false
  /** @type {Date | null} */
  #safeAt = null
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #gap
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #later
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #poll
  #listening = new AbortController()
  #place
  #store
  #outbox
  #connection

  /**
   * @param {Place} place @param {BoardStore} store @param {Outbox} outbox
   * @param {import("../realtime/connection.js").Connection} connection
   */
  constructor(place, store, outbox, connection) {
    super()
    this.#place = { ...place }
    this.#store = store
    this.#outbox = outbox
    this.#connection = connection
  }

  /** Say hello now and after every break; show what an earlier page left in the queue. */
  start() {
    for (const entry of this.#outbox.entries) this.#store.propose({ ...entry })
    const { signal } = this.#listening
    this.#connection.addEventListener("open", () => void this.#hello(), { signal })
    this.#connection.addEventListener("lost", () => this.#lost(), { signal })
    this.#connection.addEventListener("message:frame", (event) => this.#hear(/** @type {CustomEvent} */ (event).detail), { signal })
    this.#connection.addEventListener("message:lag", () => void this.#ask(), { signal })
    if (this.#connection.state === "connected") void this.#hello()
    else this.#poll = setTimeout(() => void this.#byHttp(), HTTP_AFTER)
    this.#tell()
  }

  stop() {
    this.#listening.abort()
    for (const timer of [this.#gap, this.#later, this.#poll]) clearTimeout(timer)
    this.#outbox.close()
  }

  /** Keep an op, show it, send it. Resolves once it lies safe on this device. @param {Entry["op"]} op */
  async propose(op) {
    const entry = await this.#outbox.add({ v: 1, base: Math.max(0, this.#store.seq), ...op })
    this.#store.propose({ ...entry })
    this.#tell()
    void this.#send()
  }

  async #hello() {
    clearTimeout(this.#poll)
    try {
      this.#take(await this.#connection.emit("hello", this.#greeting()))
    } catch {
      return // the connection comes back and greets again
    }
  }

  #greeting() {
    const { board: b, epoch: e } = this.#place
    const n = this.#outbox.entries[0]?.n
    return { b, c: this.#outbox.client, since: this.#store.seq, e, ...(n !== undefined && { n }) }
  }

  /** @param {any} answer */
  #take(answer) {
    if (answer.x === "epoch") return void this.#renew(answer)
    if (answer.x) return this.#refused(answer)
    if (answer.e && answer.e !== this.#place.epoch) return void this.#renew(answer)
    this.#greeted = true
    for (const refusal of answer.refused ?? []) this.#turnedAway(refusal)
    for (const { n } of [...this.#outbox.entries]) {
      if (n <= answer.last_n) this.#safe(n, answer.frame?.to ?? 0)
    }
    if (answer.fetch === "snapshot") void this.#reload()
    else if (answer.fetch === "ops") void this.#fetchRows()
    else this.#hear(answer.frame)
    if (answer.rules) this.dispatchEvent(new CustomEvent("rules", { detail: answer.rules }))
    this.#tell()
    void this.#send()
  }

  /** Load the board anew: too much was missed, or the database was restored. @returns {Promise<void>} */
  async #reload() {
    const answer = await fetch(this.#place.urls.snapshot, { headers: { Accept: "application/json" } }).catch(() => null)
    if (!answer?.ok) return void this.#retry(() => this.#reload())
    const snapshot = await answer.json()
    this.#place.epoch = snapshot.e
    this.#store.load(snapshot)
    this.#tell()
  }

  /** The server begins again from a backup: our ops get new numbers and are sent once more. @param {{ e?: string }} answer */
  async #renew(answer) {
    if (answer.e) this.#place.epoch = answer.e
    await this.#outbox.renew()
    await this.#reload()
    this.#store.renumber(this.#outbox.entries)
    void this.#hello()
  }

  /** @param {import("./store.js").Frame & { b?: string, e?: string }} frame */
  #hear(frame) {
    if (frame.b && frame.b !== this.#place.board) return
    if (frame.e && frame.e !== this.#place.epoch) return void this.#renew(frame)
    if (this.#store.confirm(frame)) {
      clearTimeout(this.#gap)
      this.#gap = undefined
      this.#tell()
    } else if (!this.#gap) {
      this.#gap = setTimeout(() => void this.#ask(), GAP_PATIENCE)
    }
  }

  /** Ask for what was missed. */
  async #ask() {
    this.#gap = undefined
    if (this.#store.seq < 0) return void this.#hello()
    const message = { b: this.#place.board, e: this.#place.epoch, since: this.#store.seq }
    const answer = /** @type {any} */ (await this.#connection.emit("since", message).catch(() => null))
    if (!answer) return
    if (answer.x === "too-far-behind" || answer.snapshot) return void this.#reload()
    if (answer.x === "epoch") return void this.#renew(answer)
    if (!answer.x) this.#hear(answer)
  }

  async #send() {
    if (this.#sending || !this.#outbox.entries.length || (!this.#greeted && this.#connection.state === "connected")) return
    this.#sending = true
    try {
      while (this.#outbox.entries.length) {
        const answer = await this.#deliver(this.#batch())
        if (!answer) break
        if (answer.x) return this.#batchRefused(answer)
        await this.#settle(answer.a ?? [])
        if (answer.resume) break
      }
    } finally {
      this.#sending = false
    }
  }

  #batch() {
    const ops = this.#outbox.entries.slice(0, MOST_OPS).map(({ n, op }) => ({ n, ...op }))
    return { b: this.#place.board, as: this.#place.seat, c: this.#outbox.client, e: this.#place.epoch, ops }
  }

  /** @param {object} batch @returns {Promise<any>} null when nobody answered */
  async #deliver(batch) {
    if (this.#connection.state === "connected") return this.#connection.emit("ops", batch).catch(() => null)
    return this.#http(this.#place.urls.ops, { method: "POST", body: JSON.stringify(batch) })
  }

  /** @param {{ n: number, s?: number, x?: string, say?: string }[]} outcomes */
  async #settle(outcomes) {
    for (const outcome of outcomes) {
      if (outcome.s !== undefined) this.#safe(outcome.n, outcome.s)
      else if (outcome.x === "gap") return
      else this.#turnedAway(outcome)
    }
    this.#safeAt = new Date()
    this.#tell()
  }

  /** @param {number} n @param {number} seq */
  #safe(n, seq) {
    this.#store.settle(n, seq)
    void this.#outbox.settle(n)
  }

  /** One op was refused: its words are offered back. @param {{ n: number, x?: string, say?: string, op?: object }} outcome */
  #turnedAway({ n, say, op }) {
    const entry = this.#outbox.entries.find((each) => each.n === n)
    this.#store.refuse(n)
    void this.#outbox.settle(n)
    if (entry ?? op) this.dispatchEvent(new CustomEvent("refused", { detail: { op: entry?.op ?? op, say } }))
  }

  /** @param {Refusal & { e?: string }} refusal */
  #batchRefused(refusal) {
    if (refusal.x === "epoch") void this.#renew(refusal)
    else if (AGAIN.has(refusal.x)) this.#retry(() => this.#send())
    else this.#refused(refusal)
  }

  /** @param {Refusal} refusal */
  #refused(refusal) {
    this.dispatchEvent(new CustomEvent("trouble", { detail: refusal }))
  }

  #lost() {
    this.#greeted = false
    this.#tell()
    this.#poll = setTimeout(() => void this.#byHttp(), HTTP_AFTER)
  }

  /** The socket does not come: the same by HTTP, until it does. */
  async #byHttp() {
    if (this.#connection.state === "connected" || this.#listening.signal.aborted) return
    if (await this.#fetchRows()) void this.#send()
    this.#poll = setTimeout(() => void this.#byHttp(), POLL)
  }

  /** Ask by HTTP for what was missed. @returns {Promise<boolean>} whether the server answered */
  async #fetchRows() {
    if (this.#store.seq < 0) return this.#reload().then(() => this.#store.seq >= 0)
    const answer = await this.#http(`${this.#place.urls.ops}?since=${this.#store.seq}&e=${this.#place.epoch}`, {})
    if (answer && !answer.x) this.#hear(answer)
    else if (answer?.x === "too-far-behind" || answer?.x === "epoch") await this.#reload()
    return answer !== null
  }

  /** @param {string} address @param {RequestInit} request @returns {Promise<any>} */
  async #http(address, request) {
    const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": this.#place.csrfToken }
    return fetch(address, { ...request, headers }).then((answer) => answer.json()).catch(() => null)
  }

  /** @param {() => unknown} deed */
  #retry(deed) {
    clearTimeout(this.#later)
    this.#later = setTimeout(deed, RETRY)
  }

  #tell() {
    const waiting = this.#outbox.entries.length
    if (!waiting && this.#connection.state === "connected") this.#safeAt = new Date()
    const connected = this.#connection.state === "connected"
    const detail = { waiting, connected, safeAt: this.#safeAt, lasting: this.#outbox.lasting }
    this.dispatchEvent(new CustomEvent("state", { detail }))
  }
}
