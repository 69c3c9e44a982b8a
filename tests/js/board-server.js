/**
 * A server in memory that keeps the protocol of boards: a log, cursors, refusals, frames by
 * audience. Tests make it lose answers, frames and connections, as networks do.
 */
import "../../app/static/boards/arranging.js"
import { decide, isRefusal } from "../../app/static/boards/decide.js"
import { emptyBoard, replay } from "../../app/static/boards/reducer.js"

export class BoardServer {
  epoch = "epoch-1"
  rows = []
  authors = []
  cursors = new Map()
  outcomes = new Map()
  pages = new Set()
  board = emptyBoard()
  stage = { writing: "open", frozen: false, generation: 0 }
  /** Rows a greeting is answered with; more are to be fetched. */
  most = 100
  /** Whether rows say whose op they were: of what they do not, it is known that it was taken and not where. */
  named = true
  /** Whether words wait for a facilitator, for they came late. */
  late = false

  /** A page of a seat, with the socket it would have. */
  page(seat) {
    return new Page(this, seat)
  }

  context(seat) {
    return { seat, rights: {}, private: this.stage.writing === "private", generation: this.stage.generation, zones: new Set(["gaps"]), named: false, rooms: { gaps: { box: [0, 0, 2000, 1000], inside: null } } }
  }

  answer(page, event, message) {
    if (event === "bye") return null
    // Well-formed JSON escapes nothing but half letters.
    if (/\\ud[89a-f]/.test(JSON.stringify(message))) return { x: "bad-message", say: "bad-message" }
    if (event === "since") return message.e === this.epoch ? this.frame(page.seat, message.since) : { x: "epoch" }
    if (event === "ops") return message.e === this.epoch ? this.take(page.seat, message) : { x: "epoch" }
    const known = message.since >= 0 && message.e === this.epoch
    const frame = !known ? { fetch: "snapshot" } : this.rows.length - message.since > this.most ? { fetch: "ops" } : { frame: this.frame(page.seat, message.since) }
    const last = this.cursors.get(message.c) ?? 0
    const refused = [...this.outcomes].filter(([key, each]) => key.startsWith(`${message.c} `) && each.x && each.n >= (message.n ?? Infinity)).map(([, each]) => each)
    return { e: this.epoch, last_n: last, refused, rules: { ...this.stage }, ...frame }
  }

  take(seat, { c, ops }) {
    const answers = []
    for (const op of ops) {
      const last = this.cursors.get(c) ?? 0
      if (op.n > last + 1) return { a: answers, resume: last + 1 }
      if (op.n === last + 1) {
        this.cursors.set(c, op.n)
        const outcome = decide(this.board, this.context(seat), op)
        if (isRefusal(outcome)) this.outcomes.set(`${c} ${op.n}`, { n: op.n, x: outcome.code, say: outcome.code })
        else this.outcomes.set(`${c} ${op.n}`, { n: op.n, s: this.write(outcome, seat) })
      }
      const outcome = this.outcomes.get(`${c} ${op.n}`)
      const late = this.late && op.t !== undefined && !outcome.x ? { late: true } : {}
      answers.push({ ...(outcome.s && op.n <= last && !this.named ? { n: op.n, s: this.rows.length, about: true } : outcome), ...late })
    }
    return { a: answers }
  }

  /** Append events and tell every page that may see them. */
  write(events, seat = null, { tell = true } = {}) {
    const start = this.rows.length
    for (const event of events) {
      this.rows.push({ ...event, s: this.rows.length + 1 })
      this.authors.push(seat)
      this.board = replay(this.board, [this.rows.at(-1)], seat)
    }
    if (tell) for (const page of this.pages) page.hear(this.frame(page.seat, start))
    return this.rows.length
  }

  frame(seat, from) {
    const ev = this.rows.slice(from).filter(({ aud = "*" }) => aud === "*" || aud === seat)
    return { b: "board", e: this.epoch, from, to: this.rows.length, ev: structuredClone(ev) }
  }

  snapshot(seat) {
    const seen = [...this.board.elements.values()].filter((note) => !note.deleted && ["*", seat].includes(note.audience))
    const mine = seen.filter((note) => note.author === seat && note.audience === "*").map(({ id }) => id)
    const ev = seen.map(({ id, author, audience, generation, deleted, named, ...r }) => ({
      k: "el.put", id, r, ...(audience !== "*" && { by: author, aud: audience, pm: generation }), ...(deleted && named && {}),
    }))
    return { b: "board", e: this.epoch, from: 0, to: this.rows.length, ev: structuredClone(ev), mine }
  }

  /** A backup is restored: the log is shorter, and tells so. */
  restore(length) {
    this.epoch = "epoch-2"
    this.rows = this.rows.slice(0, length)
    this.board = replay(emptyBoard(), this.rows)
    this.cursors.clear()
    this.outcomes.clear()
  }
}

/** A page's connection, as `realtime/connection.js` looks to a board. */
export class Page extends EventTarget {
  state = "connected"
  /** Events whose answers get lost, though the server did what they say. */
  deaf = new Set()
  mute = false
  sent = []

  constructor(server, seat) {
    super()
    this.server = server
    this.seat = seat
    server.pages.add(this)
  }

  async emit(event, message) {
    if (this.state !== "connected") throw new Error("not connected")
    this.sent.push([event, message])
    await null
    const answer = this.server.answer(this, event, structuredClone(message))
    await null
    if (this.deaf.delete(event)) throw new Error("no answer came")
    return answer
  }

  hear(frame) {
    if (this.state === "connected" && !this.mute && frame.ev.length) this.dispatchEvent(new CustomEvent("message:frame", { detail: frame }))
  }

  lose() {
    this.state = "lost"
    this.dispatchEvent(new CustomEvent("lost"))
  }

  open() {
    this.state = "connected"
    this.dispatchEvent(new CustomEvent("open"))
  }
}
