/** Which notes lie wholly under others: nobody sees them, so they need no paper. Pure. */

/** @typedef {import("./view.js").Box} Box */
/** @typedef {{ id: string, box: Box, covers: boolean }} Sheet `covers`: nothing is seen through it */

/** What round corners leave open, in board units. */
const CORNER = 2
/**
 * Those of which nothing is seen within a box: one lies just where they lie, or many lie over them. What is
 * covered but for less than a cell may count as seen, never the other way round.
 * @param {readonly Sheet[]} sheets the lowest first @param {Box} within @param {number} cell how fine one looks, in board units @returns {Set<string>}
 */
export function covered(sheets, within, cell) {
  const cells = new Cells(within, cell)
  /** @type {Set<string>} */
  const found = new Set()
  const above = new Set()
  for (let at = sheets.length - 1; at >= 0; at -= 1) {
    const { id, box, covers } = /** @type {Sheet} */ (sheets[at])
    const place = String(box)
    if (above.has(place) || cells.hide(box)) found.add(id)
    else if (covers) {
      above.add(place)
      cells.cover(box)
    }
  }
  return found
}

/** What is looked at, cell by cell: whether something lies on all of it. */
class Cells {
  #columns
  #rows
  #cell
  #left
  #top
  #dark

  /** @param {Box} within @param {number} cell */
  constructor([left, top, right, bottom], cell) {
    this.#left = left
    this.#top = top
    this.#cell = cell
    this.#columns = Math.ceil((right - left) / cell)
    this.#rows = Math.ceil((bottom - top) / cell)
    this.#dark = new Uint8Array(this.#columns * this.#rows)
  }

  /** Whether nothing of a box is seen. @param {Box} box */
  hide([left, top, right, bottom]) {
    const [first, last] = [this.#across(left, Math.floor), this.#across(right, Math.ceil)]
    const end = this.#down(bottom, Math.ceil)
    for (let row = this.#down(top, Math.floor); row < end; row += 1) {
      for (let column = first; column < last; column += 1) if (!this.#dark[row * this.#columns + column]) return false
    }
    return true
  }

  /** Something lies there that nothing is seen through. @param {Box} box */
  cover([left, top, right, bottom]) {
    const [first, last] = [this.#across(left + CORNER, Math.ceil), this.#across(right - CORNER, Math.floor)]
    const end = this.#down(bottom - CORNER, Math.floor)
    for (let row = this.#down(top + CORNER, Math.ceil); row < end; row += 1) {
      if (first < last) this.#dark.fill(1, row * this.#columns + first, row * this.#columns + last)
    }
  }

  /** @param {number} x @param {(cells: number) => number} round */
  #across(x, round) {
    return Math.min(this.#columns, Math.max(0, round((x - this.#left) / this.#cell)))
  }

  /** @param {number} y @param {(cells: number) => number} round */
  #down(y, round) {
    return Math.min(this.#rows, Math.max(0, round((y - this.#top) / this.#cell)))
  }
}
