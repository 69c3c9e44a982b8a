/**
 * Brings what this browser wrote to the server, and what others wrote here. Longer than most
 * files: greeting, sending and what becomes of what was sent are one conversation.
 *
 * Ops go one batch at a time, in order; a batch whose answer did not come is sent again,
 * and the server knows it by client and number. Frames cover `(from, to]`; one that comes
 * too early is held, and if what is between does not follow soon, we ask.
 *
 * Fires `state` with `{waiting, safeAt, connected, lasting}`, `rules` with what the server
 * says may be done, `refused` with `{op, say}` for one op, and `trouble` with `{say}` when
 * the server turns the page itself away.
 */
import { Inbox } from "./inbox.js"

/** @typedef {import("./outbox.js").Entry} Entry */
/** @typedef {{ n: number, s?: number, x?: string, say?: string }} Outcome */
/** @typedef {{ x: string, say?: string }} Refusal */

const MOST_OPS = 50
const RETRY = 1_000
const HTTP_AFTER = 6_000
const POLL = 2_000
const ADOPT_EVERY = 10_000
const AGAIN = new Set(["busy", "slow-down", "too-fast", "unavailable", "broken"])

export class Sync extends EventTarget {
  #sending = false
  #greeted = false
  /** @type {Date | null} */
  #safeAt = null
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #later
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #poll
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #adopting
  #listening = new AbortController()
  #post
  #store
  #outbox
  #inbox

  /** @param {import("./post.js").Post} post @param {import("./store.js").BoardStore} store @param {import("./outbox.js").Outbox} outbox */
  constructor(post, store, outbox) {
    super()
    this.#post = post
    this.#store = store
    this.#outbox = outbox
    this.#inbox = new Inbox(post, store, { reached: () => this.#tell(), renewed: () => void this.#renew() })
  }

  /** Say hello now and after every break; show what an earlier page left in the queue. @param {EventTarget} connection */
  start(connection) {
    for (const entry of this.#outbox.entries) this.#store.propose({ ...entry })
    const { signal } = this.#listening
    connection.addEventListener("open", () => void this.#hello(), { signal })
    connection.addEventListener("lost", () => this.#lost(), { signal })
    connection.addEventListener("message:frame", (event) => this.#inbox.take(/** @type {CustomEvent} */ (event).detail), { signal })
    connection.addEventListener("message:lag", () => void this.#inbox.ask(), { signal })
    this.#adopting = setInterval(() => void this.#adopt(), ADOPT_EVERY)
    if (this.#post.connected) void this.#hello()
    else this.#lost()
  }

  stop() {
    if (this.#post.connected) this.#post.bye()
    this.#listening.abort()
    this.#inbox.close()
    for (const timer of [this.#later, this.#poll, this.#adopting]) clearTimeout(timer)
    void this.#outbox.close()
  }

  /** Keep an op, show it, send it. Resolves once it lies safe on this device. @param {Entry["op"]} op */
  async propose(op) {
    const entry = await this.#outbox.add({ v: 1, base: Math.max(0, this.#store.seq), ...op })
    this.#store.propose({ ...entry })
    this.#tell()
    void this.#send()
  }

  /** Look after the words of pages that vanished. */
  async #adopt() {
    const entries = await this.#outbox.adopt()
    for (const entry of entries) this.#store.propose({ ...entry })
    if (entries.length) void this.#send()
  }

  /** @returns {Promise<void>} */
  async #hello() {
    clearTimeout(this.#poll)
    const answer = await this.#post.hello({ client: this.#outbox.client, since: this.#store.seq, n: this.#outbox.entries[0]?.n })
    if (!answer) return // the connection comes back and greets again
    if (answer.x) return AGAIN.has(answer.x) ? this.#retry(() => this.#hello()) : this.#trouble(answer)
    if (answer.e !== this.#post.epoch) return this.#renew(answer.e)
    this.#greeted = true
    this.dispatchEvent(new CustomEvent("rules", { detail: answer.rules }))
    const dealt = this.#outbox.entries.filter(({ n }) => n <= answer.last_n)
    for (const refusal of answer.refused) this.#turnedAway(refusal)
    for (const { n } of dealt) this.#safe(n, answer.frame?.to ?? 0)
    await this.#inbox.welcome(answer)
    this.#tell()
    void this.#send()
  }

  /** @returns {Promise<void>} */
  async #send() {
    if (this.#sending || (!this.#greeted && this.#post.connected)) return
    this.#sending = true
    try {
      while (this.#outbox.entries.length && !this.#listening.signal.aborted) {
        const ops = this.#outbox.entries.slice(0, MOST_OPS).map(({ n, op }) => ({ n, ...op }))
        const answer = await this.#post.ops(this.#outbox.client, ops)
        if (!answer || AGAIN.has(answer.x)) return this.#retry(() => this.#send())
        if (answer.x === "epoch") return void this.#hello()
        if (answer.x) return this.#trouble(answer)
        this.#settle(answer.a)
        // The server waits for a number that is not here any more: what is here gets numbers it can take.
        if (answer.resume !== undefined && answer.resume !== this.#outbox.entries[0]?.n) await this.#renumber()
      }
    } finally {
      this.#sending = false
    }
  }

  /** @param {Outcome[]} outcomes */
  #settle(outcomes) {
    for (const outcome of outcomes) {
      if (outcome.s === undefined) this.#turnedAway(outcome)
      else this.#safe(outcome.n, outcome.s)
    }
    this.#safeAt = new Date()
    this.#tell()
  }

  /** @param {number} n @param {number} seq */
  #safe(n, seq) {
    this.#store.settle(n, seq)
    void this.#outbox.settle(n)
  }

  /** One op was refused: its words are offered back, unless it is a note that is there already. @param {Outcome} outcome */
  #turnedAway({ n, x, say }) {
    const op = this.#outbox.entries.find((each) => each.n === n)?.op
    this.#store.refuse(n)
    void this.#outbox.settle(n)
    const there = op?.k === "el.add" && x === "bad-target" && this.#store.has(op.id)
    if (op && !there) this.dispatchEvent(new CustomEvent("refused", { detail: { op, say } }))
  }

  /** The log began anew from a backup: take the board as it is and send what waits once more. @param {string} [epoch] */
  async #renew(epoch) {
    if (epoch) this.#post.epoch = epoch
    await this.#inbox.reload()
    await this.#renumber()
    if (this.#post.connected) void this.#hello()
  }

  async #renumber() {
    await this.#outbox.renew()
    this.#store.renumber(this.#outbox.entries)
  }

  /** @param {Refusal} refusal */
  #trouble(refusal) {
    this.dispatchEvent(new CustomEvent("trouble", { detail: refusal }))
  }

  #lost() {
    this.#greeted = false
    clearTimeout(this.#poll)
    this.#poll = setTimeout(() => void this.#byHttp(), HTTP_AFTER)
    this.#tell()
  }

  /** The socket does not come: the same by HTTP, until it does. */
  async #byHttp() {
    if (this.#post.connected || this.#listening.signal.aborted) return
    if (await this.#inbox.ask()) void this.#send()
    this.#poll = setTimeout(() => void this.#byHttp(), POLL)
  }

  /** @param {() => unknown} deed */
  #retry(deed) {
    clearTimeout(this.#later)
    this.#later = setTimeout(deed, RETRY)
  }

  #tell() {
    const { connected } = this.#post
    const waiting = this.#outbox.entries.length
    if (!waiting && connected && this.#greeted) this.#safeAt = new Date()
    this.dispatchEvent(new CustomEvent("state", { detail: { waiting, connected, safeAt: this.#safeAt, lasting: this.#outbox.lasting } }))
  }
}
