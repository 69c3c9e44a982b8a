/**
 * Brings what this browser wrote to the server, and what others wrote here: greets, says what
 * became of what was sent (`sending.js`), and takes what is told (`inbox.js`). Frames cover
 * `(from, to]`; one that comes too early is held, and if what is between does not follow soon, we ask.
 *
 * Fires `state` with `{waiting, safeAt, connected, lasting, full, why}`, `rules` with what the server
 * says may be done, `refused` with `{id, op, say}` for one op, `late` with `{id, op, outcome}` for one that waits for a facilitator or stays with its author, `restored` with `{before, wrote}` when the
 * board came back from a backup (`restored.js`), and `trouble` with `{say}` when the server turns the page away.
 */
import { Inbox } from "./inbox.js"
import { newId } from "./outbox.js"
import { promise } from "./reach.js"
import { AGAIN, RETRY, Sending } from "./sending.js"

/** @typedef {import("./outbox.js").Entry} Entry */
/** @typedef {Pick<Entry, "client" | "n">} Name */
/** @typedef {import("./sending.js").Outcome} Outcome */
/** @typedef {import("./sending.js").Refusal} Refusal */

const HTTP_AFTER = 6_000
const POLL = 2_000
const ADOPT_EVERY = 10_000

export class Sync extends EventTarget {
  #started = false
  #greeted = false
  /** @type {Date | null} */
  #safeAt = null
  /** The greeting that is tried again. @type {ReturnType<typeof setTimeout> | undefined} */
  #later
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #poll
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #adopting
  /** @type {Map<string, string>} */
  #late = new Map()
  /** @type {Set<string>} groups and frames that were refused: of what should lie in them nothing more is said */
  #notMade = new Set()
  /** What is shown and does not lie on this device yet, by a name of its own. @type {import("./store.js").Entry[]} */
  #keeping = []
  #shown = 0
  /** @type {Set<string>} what this page wrote in */
  #wrote = new Set()
  #listening = new AbortController()
  #post
  #store
  #outbox
  #inbox
  #sending

  /** @param {import("./post.js").Post} post @param {import("./store.js").BoardStore} store @param {import("./outbox.js").Outbox} outbox */
  constructor(post, store, outbox) {
    super()
    this.#post = post
    this.#store = store
    this.#outbox = outbox
    this.#inbox = new Inbox(post, store, { reached: () => this.#tell(), renewed: () => void this.#renew(), restored: (before) => this.#restored(before) })
    this.#sending = new Sending(post, outbox, {
      ready: () => this.#greeted || !post.connected,
      greet: () => void this.#hello(),
      renumber: () => this.#renumber(),
      told: () => this.#tell(),
      trouble: (refusal) => this.#trouble(refusal),
      settled: (client, outcomes) => this.#settle(client, outcomes),
      turnedAway: (client, outcome) => this.#turnedAway(client, outcome),
    })
  }

  /** Say hello now and after every break; show what an earlier page left in the queue. @param {EventTarget} connection */
  start(connection) {
    this.#started = true
    this.#store.propose(...this.#outbox.entries.map(shown))
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
    // The next page of the same board may have greeted already: whoever never did takes no leave.
    if (this.#started && this.#post.connected) this.#post.bye()
    this.#listening.abort()
    this.#inbox.close()
    this.#sending.close()
    for (const timer of [this.#later, this.#poll, this.#adopting]) clearTimeout(timer)
    void this.#outbox.close()
  }

  /**
   * Show the ops of a deed at once, keep them, then send them: all or none, for half a deed is worse than a few too many.
   * Resolves once they lie safe on this device; rejects where that keeps no more, and shows them no longer. @param {...Entry["op"]} deed
   */
  async propose(...deed) {
    if (this.#outbox.full) throw new Error("as much waits as may")
    const base = Math.max(0, this.#store.seq)
    const ops = deed.map((op) => ({ v: 1, base, ...promise(this.#store.context, op), ...this.#keptAs(op), ...op }))
    const made = ops.map((op) => ({ n: `shown ${++this.#shown}`, op }))
    this.#keeping.push(...made)
    this.#store.propose(...made)
    this.#tell()
    await this.#keep(made)
    this.#tell()
    void this.#sending.send()
  }

  /** @param {import("./store.js").Entry[]} made */
  async #keep(made) {
    try {
      const entries = await this.#outbox.add(...made.map(({ op }) => op))
      this.#store.kept(entries.flatMap((entry, index) => (made[index] ? [{ shown: made[index].n, kept: name(entry) }] : [])))
    } catch (why) {
      this.#store.withdraw(made.map(({ n }) => n))
      this.#tell()
      throw why
    } finally {
      this.#keeping = this.#keeping.filter((each) => !made.includes(each))
    }
  }

  /** Words composed for a reveal say as which hidden note they are kept, should they come after it. @param {Entry["op"]} op */
  #keptAs({ k, id, pm }) {
    if (k.startsWith("txt")) this.#wrote.add(id)
    if (!pm || !k.startsWith("txt")) return {}
    const l = this.#late.get(id) ?? `e_${newId()}`
    this.#late.set(id, l)
    return { l }
  }

  /** Look after the words of pages that vanished. */
  async #adopt() {
    const entries = await this.#outbox.adopt().catch(() => [])
    this.#store.propose(...entries.map(shown))
    if (entries.length === 0) return
    this.#tell()
    void this.#sending.send()
  }

  /** @returns {Promise<void>} */
  async #hello() {
    clearTimeout(this.#poll)
    const { client } = this.#outbox
    const own = () => this.#outbox.entries.filter((entry) => entry.client === client)
    const answer = await this.#post.hello({ client, since: this.#store.seq, n: own()[0]?.n })
    if (this.#listening.signal.aborted) return
    // Where the line broke it greets when it comes back; where it stands, the greeting got lost on its way.
    if (!answer) return this.#post.connected ? this.#retry() : undefined
    if (answer.x === "reload") this.dispatchEvent(new CustomEvent("outdated", { detail: answer }))
    if (answer.x) return AGAIN.has(answer.x) ? this.#retry() : this.#trouble(answer)
    if (answer.e !== this.#post.epoch) return this.#renew(answer.e)
    this.#greeted = true
    this.dispatchEvent(new CustomEvent("rules", { detail: answer.rules }))
    for (const refusal of answer.refused) this.#turnedAway(client, refusal)
    const seq = answer.frame?.to ?? 0
    // Whether words that may have come late wait for a facilitator is learned by sending them once more.
    this.#safe(client, own().flatMap(({ n, op }) => (n <= answer.last_n && !mayBeLate(op, answer.rules) ? { n, seq, about: true } : [])))
    // A page that shows the board sends while it catches up; one that does not know it yet first learns what is there.
    const known = this.#inbox.isHere
    const caughtUp = this.#inbox.welcome(answer)
    if (known) void this.#sending.send()
    await caughtUp
    this.#tell()
    void this.#sending.send()
  }

  /** @param {string} client @param {Outcome[]} outcomes */
  #settle(client, outcomes) {
    for (const outcome of outcomes) {
      const { n, late, left, beside } = outcome
      const op = (late || left || beside) && this.#outbox.entries.find((each) => each.client === client && each.n === n)?.op
      if (op) this.dispatchEvent(new CustomEvent("late", { detail: { id: name({ client, n }), op, outcome } }))
    }
    this.#safe(client, outcomes.flatMap(({ n, s, about }) => (s === undefined ? [] : { n, seq: s, about })))
    const refused = outcomes.filter(({ s }) => s === undefined)
    for (const outcome of refused) this.#turnedAway(client, outcome)
    // What was refused is safe with nobody but its author.
    this.#safeAt = refused.length ? null : new Date()
    this.#tell()
  }

  /** @param {string} client @param {{ n: number, seq: number, about?: boolean }[]} kept */
  #safe(client, kept) {
    this.#store.settle(...kept.map((each) => ({ ...each, n: name({ client, n: each.n }) })))
    void this.#outbox.settle(client, kept.map(({ n }) => n))
  }

  /** One op was refused: its words are offered back, unless it is a note that is there already. @param {string} client @param {Outcome} outcome */
  #turnedAway(client, { n, x, say }) {
    const op = this.#outbox.entries.find((each) => each.client === client && each.n === n)?.op
    this.#store.refuse(name({ client, n }))
    void this.#outbox.settle(client, [n])
    const there = op?.k === "el.add" && x === "bad-target" && this.#store.has(op.id)
    if (!op || there) return
    if (op.k === "el.add") this.#notMade.add(op.id)
    if (op.k === "el.move" && this.#notMade.has(op.parent)) return
    const { zone, text } = this.#store.shown.elements.get(op.id) ?? {}
    this.dispatchEvent(new CustomEvent("refused", { detail: { id: name({ client, n }), op: { zone, ...op }, say, ...(op.k === "el.move" && { note: text ?? "" }) } }))
  }

  /** The log began anew from a backup: take the board as it is and send what waits once more. @param {string} [epoch] */
  async #renew(epoch) {
    if (epoch) this.#post.epoch = epoch
    await this.#inbox.reload()
    if (this.#post.connected) void this.#hello()
  }

  /** @param {import("./store.js").Board["elements"]} before */
  async #restored(before) {
    await this.#renumber()
    this.dispatchEvent(new CustomEvent("restored", { detail: { before, wrote: new Set(this.#wrote) } }))
  }

  async #renumber() {
    await this.#outbox.renew()
    const { entries } = this.#outbox
    // What came to lie there a moment ago is among them.
    this.#store.renumber([...entries.map(shown), ...this.#keeping.filter(({ op }) => !entries.some((entry) => entry.op === op))])
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
    if (await this.#inbox.ask()) void this.#sending.send()
    // Meanwhile the socket may have come and gone, and begun this anew.
    clearTimeout(this.#poll)
    this.#poll = setTimeout(() => void this.#byHttp(), POLL)
  }

  #retry() {
    this.#tell()
    clearTimeout(this.#later)
    this.#later = setTimeout(() => void this.#hello(), RETRY)
  }

  #tell() {
    this.#store.full = this.#outbox.full
    const { connected } = this.#post
    // A note somebody writes in makes many steps: what is told is how many notes wait.
    const waiting = this.#store.waiting.size
    if (!waiting && connected && this.#greeted) this.#safeAt = new Date()
    this.dispatchEvent(new CustomEvent("state", { detail: { waiting, connected, safeAt: this.#safeAt, lasting: this.#outbox.lasting, full: this.#outbox.full, why: this.#sending.why } }))
  }
}

/** How the store knows an entry. @param {Name} entry */
const name = ({ client, n }) => `${client} ${n}`

/** @param {Entry} entry */
const shown = (entry) => ({ n: name(entry), op: entry.op })

/** Whether writing may have closed, or its reveal have come, before an op did. @param {Entry["op"]} op @param {{ writing?: string, frozen?: boolean, opening?: number, generation: number }} rules */
const mayBeLate = ({ t, o, pm }, { writing, frozen, opening, generation }) => t !== undefined && (pm ? pm <= generation : Boolean(o) && (frozen || writing !== "open" || opening !== o))
