/**
 * One page's socket, which comes back by itself.
 *
 *     connecting ─▶ connected ⇄ lost        refused is final: the page says why, `open()` tries anew
 *
 * Fires `open`, `lost`, `refused` (detail `{x, say?}`) and `message:<name>` (detail: the message)
 * for every event the server tells, `message:lag` among them: frames were left out, ask for what is
 * missing. Draws nothing.
 */
import { io } from "../vendor/socket.io-4.8.4.esm.min.js"
import { pause } from "./backoff.js"
import { fetchTicket } from "./ticket.js"

/** @typedef {"connecting" | "connected" | "lost" | "refused"} State */
/** @typedef {{ x: string, say?: string }} Refusal */

const PROBE_PATIENCE = 3_000
const CONNECT_PATIENCE = 10_000
const ACK_PATIENCE = 10_000
const BAD_TICKETS = 5
/** Milliseconds; a ticket is good for a minute from when the page was made. */
const YOUNG = 40_000
/** Refusals of a server that is not well. @type {Set<string | undefined>} */
const LATER = new Set(["unavailable", "broken", undefined])

export class Connection extends EventTarget {
  /** @type {State} */
  #state = "connecting"
  #attempt = 0
  #badTickets = 0
  #probing = false
  /** Since when the page is lost, and its place among all who are. */
  #loss = { since: 0, place: 0 }
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer
  /** What went over it since the page was opened, in bytes before anything is compressed. */
  traffic = { received: 0, sent: 0 }
  #listening = new AbortController()
  /** What happened before somebody listened. @type {CustomEvent[] | null} */
  #held = null
  #socket = io({ transports: ["websocket"], autoConnect: false, reconnection: false, forceNew: true })
  #page

  /** @param {{ ticketUrl: string, csrfToken: string, ticket?: string }} page where tickets come from, and the one it came with, as its data attributes say
   * @param {{ held?: boolean }} [options] `held`: what happens is told after `release()` */
  constructor(page, { held = false } = {}) {
    super()
    this.#page = page
    if (held) this.#held = []
    this.#socket.on("connect", () => this.#opened())
    this.#socket.on("disconnect", () => this.#state === "connected" && this.#lose())
    this.#socket.on("connect_error", (error) => this.#failed(/** @type {{ data?: Refusal }} */ (error).data))
    this.#socket.io.on("open", () => {
      const { engine } = this.#socket.io
      engine.on("packet", ({ data }) => (this.traffic.received += data?.length ?? 0))
      engine.on("packetCreate", ({ data }) => (this.traffic.sent += data?.length ?? 0))
    })
    this.#socket.onAny((name, message) => this.#heard(name, message))
    const { signal } = this.#listening
    const awake = () => globalThis.document?.visibilityState !== "hidden" && this.probe()
    globalThis.document?.addEventListener("visibilitychange", awake, { signal })
    for (const name of ["pageshow", "online"]) globalThis.addEventListener?.(name, awake, { signal })
  }

  /** @returns {State} */
  get state() {
    return this.#state
  }

  /** Connect now, whatever was before. */
  open() {
    this.#badTickets = 0
    if (this.#state !== "connected") void this.#connect()
  }

  /** Tell from now on what happens, and what has happened. */
  release() {
    const held = this.#held ?? []
    this.#held = null
    for (const event of held) this.dispatchEvent(event)
  }

  /** Leave for good. */
  close() {
    this.#listening.abort()
    this.#state = "lost"
    this.#rest()
  }

  /**
   * Send an event and wait for its acknowledgement, which may be a refusal `{x, say}`.
   * @param {string} event
   * @param {unknown} [message]
   * @param {{ patience?: number }} [options] milliseconds
   * @returns {Promise<unknown>} rejected when it did not come in time: the event may have arrived or not
   */
  emit(event, message = null, { patience = ACK_PATIENCE } = {}) {
    if (this.#state !== "connected") return Promise.reject(new Error("not connected"))
    return this.#socket.timeout(patience).emitWithAck(event, message)
  }

  /** Say what nobody answers; what cannot go at this moment is not missed. @param {string} event @param {unknown} message */
  tell(event, message) {
    if (this.#state === "connected") this.#socket.volatile.emit(event, message)
  }

  /** Find out whether the socket is alive: phones put it to sleep without telling. If not, connect again at once. */
  async probe() {
    if (this.#state === "lost") return this.#connect()
    if (this.#state !== "connected" || this.#probing) return
    this.#probing = true
    try {
      await this.emit("ping", null, { patience: PROBE_PATIENCE })
    } catch {
      if (this.#state === "connected") this.#lose({ retry: 0 })
    } finally {
      this.#probing = false
    }
  }

  async #connect() {
    const attempt = this.#rest()
    const answer = await this.#ticket()
    if (attempt !== this.#attempt) return
    if (answer.refusal) return this.#refuse(answer.refusal)
    if (!answer.ticket) return this.#lose()
    this.#timer = setTimeout(() => this.#lose(), CONNECT_PATIENCE)
    this.#socket.auth = { ticket: answer.ticket }
    this.#socket.connect()
  }

  /** What the page came with, once and while it is young; over a weak line another is a second away. */
  #ticket() {
    const { ticket } = this.#page
    delete this.#page.ticket
    return ticket && performance.now() < YOUNG ? { ticket, refusal: undefined } : fetchTicket(this.#page)
  }

  /** Stop whatever is under way. Returns the number of the attempt that may begin. */
  #rest() {
    clearTimeout(this.#timer)
    this.#socket.disconnect()
    return ++this.#attempt
  }

  #opened() {
    clearTimeout(this.#timer)
    this.#badTickets = 0
    this.#enter("connected", "open")
  }

  /** @param {{ retry?: number }} [when] milliseconds until the next try, else when the page's turn comes */
  #lose({ retry } = {}) {
    const before = this.#state
    if (before !== "lost") this.#loss = { since: performance.now(), place: Math.random() }
    const { since, place } = this.#loss
    const wait = retry ?? pause({ hidden: globalThis.document?.hidden ?? false, place, gone: performance.now() - since })
    this.#state = "lost"
    this.#rest()
    this.#timer = setTimeout(() => this.#connect(), wait)
    if (before !== "lost") this.#enter("lost", "lost")
  }

  /** @param {Refusal | undefined} refusal */
  #failed(refusal) {
    const isFinal = refusal?.x === "bad-ticket" ? ++this.#badTickets >= BAD_TICKETS : !LATER.has(refusal?.x)
    if (refusal && isFinal) this.#refuse(refusal)
    else this.#lose()
  }

  /** @param {Refusal} refusal */
  #refuse(refusal) {
    this.#state = "refused"
    this.#rest()
    this.#enter("refused", "refused", refusal)
  }

  /** @param {string} name @param {unknown} message */
  #heard(name, message) {
    if (name === "closed") this.#refuse(/** @type {Refusal} */ (message))
    else this.#tell(new CustomEvent(`message:${name}`, { detail: message }))
  }

  /** @param {State} state @param {string} event @param {unknown} [detail] */
  #enter(state, event, detail) {
    this.#state = state
    this.#tell(new CustomEvent(event, { detail }))
  }

  /** @param {CustomEvent} event */
  #tell(event) {
    if (this.#held) this.#held.push(event)
    else this.dispatchEvent(event)
  }
}
