/**
 * The log of a board in stretches, fetched once each, and what leads from one moment to another: the rows
 * between them, or where one goes back or far the board before a stretch and its rows. Knows no page.
 *
 * @typedef {import("../boards/reducer.js").BoardEvent} BoardEvent
 * @typedef {{ from: number, to: number, base: BoardEvent[] | null, ev: BoardEvent[], times: [number, string][] }} Stretch
 * @typedef {{ whole: boolean, from: number, to: number, ev: BoardEvent[] }} Way `whole`: the board is made from this alone
 */

/** Stretches of which the board before them is kept: it is as large as the board. */
const BASES = 2

export class Reel {
  /** @type {Map<number, Promise<Stretch>>} */
  #known = new Map()
  /** @type {number[]} stretches that are known with the board before them, the last one asked for at the end */
  #whole = []
  #ask
  #end
  #span

  /** @param {(since: number, whole: boolean) => Promise<Stretch>} ask @param {{ end: number, span: number }} size the last row, and how many are told at once */
  constructor(ask, { end, span }) {
    this.#ask = ask
    this.#end = end
    this.#span = span
  }

  /** What leads from a moment to another one; none is before the first. @param {number} from @param {number} to @returns {Promise<Way>} */
  async way(from, to) {
    const [first, last] = [this.#begin(from + 1), this.#begin(to)]
    const along = from >= 0 && from <= to && last - first <= this.#span
    const between = along ? [...new Set([first, last])].filter((since) => since < to) : [last]
    const stretches = await Promise.all(between.map((since) => this.#stretch(since, !along)))
    const ev = stretches.flatMap((each) => each.ev).filter(({ s = 0 }) => s <= to && (!along || s > from))
    return { whole: !along, from, to, ev: along ? ev : [...(stretches[0]?.base ?? []), ...ev] }
  }

  /** By the clock when a row was written; nothing before the first. @param {number} row */
  async time(row) {
    const { times } = await this.#stretch(this.#begin(row), false)
    return times.filter(([since]) => since <= row).at(-1)?.[1] ?? ""
  }

  /** The next row behind this one of which there is something to see; the last where there is none. @param {number} row @returns {Promise<number>} */
  async next(row) {
    for (let since = this.#begin(row + 1); since < this.#end; since += this.#span) {
      const found = (await this.#stretch(since, false)).ev.find(({ s = 0 }) => s > row)
      if (found) return Math.min(found.s ?? 0, this.#end)
    }
    return this.#end
  }

  /** The last row before this one at which something else was to be seen; the beginning where there is none. @param {number} row @returns {Promise<number>} */
  async before(row) {
    for (let since = this.#begin(row - 1); since >= 0 && row > 1; since -= this.#span) {
      const found = (await this.#stretch(since, false)).ev.filter(({ s = 0 }) => s < row).at(-1)
      if (found) return found.s ?? 0
    }
    return 0
  }

  /** Behind which row the stretch begins that holds this one. @param {number} row */
  #begin(row) {
    return Math.max(0, Math.floor((Math.min(row, this.#end) - 1) / this.#span) * this.#span)
  }

  /** @param {number} since @param {boolean} whole with the board before it? @returns {Promise<Stretch>} */
  async #stretch(since, whole) {
    const known = this.#known.get(since)
    if (known && (!whole || since === 0 || (await known.catch(() => null))?.base)) {
      if (this.#whole.includes(since)) this.#keep(since)
      return known
    }
    const asked = this.#ask(since, whole && since > 0)
    this.#known.set(since, asked)
    // What did not come is asked for anew.
    asked.catch(() => this.#known.get(since) === asked && this.#known.delete(since))
    if (whole && since > 0) this.#keep(since)
    return asked
  }

  /** Keep the board before this stretch, and of the others that of the last ones. @param {number} since */
  #keep(since) {
    this.#whole = [...this.#whole.filter((each) => each !== since), since]
    for (const each of this.#whole.splice(0, this.#whole.length - BASES)) {
      const bare = this.#known.get(each)?.then((stretch) => ({ ...stretch, base: null }))
      if (!bare) continue
      this.#known.set(each, bare)
      bare.catch(() => this.#known.get(each) === bare && this.#known.delete(each))
    }
  }
}
