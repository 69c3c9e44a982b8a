/** The other people on a board, as the frames of presence add up: a value of the moment, without network or page. */

/** @typedef {{ name: string, x?: number, y?: number, typing?: string, at: number }} Other `name` is empty where names are not shown; `at` is when their cursor moved last */
/** @typedef {[string, number?]} Pair a note, and whom it is about where that may be known */
/** @typedef {{ b: string, all?: true, you?: number, n?: number, hz?: number, who?: [number, string, string][], gone?: number[], at?: number[][], w?: Pair[], s?: Pair[], u?: Pair[], l?: number[][], r?: [feeling: string, x: number, y: number][] }} Frame */

/** Milliseconds after which a cursor that was not heard of counts as gone; the server says so sooner. */
const STALE = 15_000
const FIRST_RATE = 5

export class Others {
  /** Everybody else, by seat; by a number of the moment where names are not shown. @type {Map<string, Other>} */
  here = new Map()
  /** Notes that others write on, with the names that may be known. @type {Map<string, string[]>} */
  writers = new Map()
  /** Notes that others chose, with the names that may be known. @type {Map<string, string[]>} */
  chosen = new Map()
  /** How many have the board open, oneself included. */
  people = 0
  /** How many times a second one may speak. */
  rate = FIRST_RATE
  /** @type {Map<number, { seat: string, name: string }>} */
  #who = new Map()
  /** @type {Map<number, { x: number, y: number, at: number }>} */
  #cursors = new Map()
  /** @type {Pair[]} */
  #writing = []
  /** @type {Map<string, Pair>} */
  #choosing = new Map()
  /** One's own number. */
  own = 0

  /** @param {Omit<Frame, "b">} frame @param {number} now */
  take(frame, now) {
    if (frame.all) this.#forgetAll()
    this.own = frame.you ?? this.own
    this.rate = frame.hz ?? this.rate
    this.people = frame.n ?? this.people
    for (const [number, seat, name] of frame.who ?? []) this.#who.set(number, { seat, name })
    for (const number of frame.gone ?? []) {
      this.#who.delete(number)
      this.#cursors.delete(number)
    }
    for (const [number = 0, x, y] of frame.at ?? []) {
      if (x === undefined || y === undefined) this.#cursors.delete(number)
      else this.#cursors.set(number, { x, y, at: now })
    }
    this.#writing = frame.w ?? this.#writing
    for (const pair of frame.u ?? []) this.#choosing.delete(String(pair))
    for (const pair of frame.s ?? []) this.#choosing.set(String(pair), pair)
    this.#reckon(now)
  }

  #forgetAll() {
    this.#who.clear()
    this.#cursors.clear()
    this.#writing = []
    this.#choosing.clear()
  }

  /** @param {number} now */
  #reckon(now) {
    this.here = new Map()
    this.writers = new Map()
    const numbers = new Set([...this.#who.keys(), ...this.#cursors.keys()])
    numbers.delete(this.own)
    for (const number of numbers) {
      const { seat, name } = this.#who.get(number) ?? { seat: String(number), name: "" }
      const cursor = this.#cursors.get(number)
      this.here.set(seat, { name, at: 0, ...(cursor && now - cursor.at < STALE && cursor) })
    }
    for (const [note, number] of this.#writing) {
      if (number !== undefined && number === this.own) continue
      const who = number === undefined ? undefined : this.#who.get(number)
      const other = who && this.here.get(who.seat)
      if (other) other.typing = note
      this.writers.set(note, [...(this.writers.get(note) ?? []), ...(who ? [who.name] : [])])
    }
    this.chosen = new Map()
    for (const [note, number] of this.#choosing.values()) {
      if (number !== undefined && number === this.own) continue
      const who = number === undefined ? undefined : this.#who.get(number)
      this.chosen.set(note, [...(this.chosen.get(note) ?? []), ...(who ? [who.name] : [])])
    }
  }
}
