/**
 * Which rows of the log wrote each property of an element since the board was loaded, and
 * which of those rows are this page's own: what undo may touch, and what it leaves alone. Pure.
 *
 * @typedef {import("./reducer.js").BoardEvent} BoardEvent
 */

const PLACE = ["parent", "zone", "z", "x", "y"]
const WHOLE = [...PLACE, "w", "h", "colour", "lang", "dir", "gloss", "text", "deleted"]

export class Rows {
  /** @type {Map<string, number[]>} element and property → rows, in order */
  #written = new Map()
  /** @type {Set<number>} */
  #own = new Set()

  /** @param {Iterable<BoardEvent>} events */
  take(events) {
    for (const event of events) for (const property of properties(event)) this.#add(`${event.id} ${property}`, event.s ?? 0)
  }

  /** The last `count` rows up to `row` are this page's. @param {number} row @param {number} count */
  claim(row, count) {
    for (let each = row - count + 1; each <= row; each += 1) this.#own.add(each)
  }

  /** Whether somebody else wrote this property behind row `since`. @param {string} id @param {string} property @param {number} since */
  others(id, property, since) {
    return (this.#written.get(`${id} ${property}`) ?? []).some((row) => row > since && !this.#own.has(row))
  }

  /** @param {string} key @param {number} row */
  #add(key, row) {
    const rows = this.#written.get(key) ?? []
    // Of many own rows one behind another the last says enough.
    if (rows.length && this.#own.has(rows.at(-1) ?? 0)) rows.pop()
    this.#written.set(key, [...rows, row])
  }
}

/** @param {BoardEvent} event */
function properties({ k, p }) {
  switch (k) {
    case "el.set": return Object.keys(p)
    case "el.move": return PLACE
    case "el.del": return ["deleted"]
    case "txt": case "txt.put": case "el.merge": return ["text"]
    case "el.lock": case "el.unlock": case "ink.add": return []
    default: return WHOLE
  }
}
