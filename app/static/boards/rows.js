/**
 * Which rows of the log wrote each property of an element since the board was loaded, and
 * which of those rows are this page's own: what undo may touch, and what it leaves alone. Pure.
 *
 * @typedef {import("./reducer.js").BoardEvent} BoardEvent
 */

/** What `el.move` writes: ends at points go along with a connector. */
const PLACE = ["parent", "zone", "z", "x", "y", "start", "end"]
const ALL = "*"
/** So many rows of one property may be anybody's until it is known whose they are: more than a page sends before it is told. */
const MOST = 100

export class Rows {
  /** @type {Map<string, number[]>} element and property → rows, in order */
  #written = new Map()
  /** @type {Set<number>} */
  #own = new Set()
  /** @type {Map<string, number>} element → the last row with which it made room for another, or had room again */
  #roomed = new Map()

  /** @param {Iterable<BoardEvent>} events */
  take(events) {
    for (const event of events) {
      if (event.mr) this.#roomed.set(event.id, event.s ?? 0)
      else for (const property of properties(event)) this.#add(`${event.id} ${property}`, event.s ?? 0)
    }
  }

  /** The last `count` rows up to `row` are this page's. @param {number} row @param {number} count */
  claim(row, count) {
    for (let each = row - count + 1; each <= row; each += 1) this.#own.add(each)
  }

  /** Whether a row is this page's own. @param {number} row */
  owns(row) {
    return this.#own.has(row)
  }

  /** Whether somebody else wrote this property behind row `since`. @param {string} id @param {string} property @param {number} since */
  others(id, property, since) {
    return [property, ALL].some((name) => (this.#written.get(`${id} ${name}`) ?? []).some((row) => row > since && !this.#own.has(row)))
  }

  /** Whether an element made room behind row `since`, or had room again: then it is elsewhere though nobody moved it. @param {string} id @param {number} since */
  roomed(id, since) {
    return (this.#roomed.get(id) ?? -1) > since
  }

  /** @param {string} key @param {number} row */
  #add(key, row) {
    const rows = this.#written.get(key) ?? []
    // Of many own rows one behind another the last says enough.
    if (rows.length && this.#own.has(rows.at(-1) ?? 0)) rows.pop()
    // Of others' rows the last one says it all.
    if (rows.length === MOST) rows.shift()
    rows.push(row)
    this.#written.set(key, rows)
  }
}

/** The elements an op names. @param {import("./decide.js").Op} op @returns {string[]} */
export const namedIn = ({ id, ids = [] }) => (id ? [...ids, id] : ids)

/** Which properties an event writes; each of its `fields` is one. @param {BoardEvent} event */
function properties({ k, p }) {
  switch (k) {
    case "el.set": return [...Object.keys(p), ...Object.keys(p.fields ?? {}).map((name) => `fields.${name}`)]
    case "el.move": return PLACE
    case "el.del": return ["deleted"]
    case "txt": case "txt.put": case "el.merge": return ["text"]
    case "el.lock": case "el.unlock": return ["locked"]
    case "ink.add": return ["pts"]
    default: return [ALL]
  }
}
