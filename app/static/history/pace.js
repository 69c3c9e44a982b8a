/** How fast a board goes through its past. Pure. */

/** As often a second something may change before eyes at most, and how long each picture stays for who wants little motion. */
const OFTEN = 100
const CALM = 2_000
/** A change stays so long at most: a short past is not drawn out. */
const SLOW = 1_000

/** @param {number} rows of the whole log @param {number} seconds all of it is to take @param {{ calm: boolean }} how whether there is to be little motion
 * @returns {{ every: number, by: number }} milliseconds between two pictures, and rows from one to the next */
export function pace(rows, seconds, { calm }) {
  const each = Math.min(SLOW, (seconds * 1_000) / Math.max(1, rows))
  const every = Math.max(calm ? CALM : OFTEN, each)
  return { every: Math.round(every), by: Math.max(1, Math.round(every / each)) }
}

/** The nearest of these places before one, and behind it; the ends where there is none. @param {number[]} marks in order @param {number} at @param {number} end */
export function around(marks, at, end) {
  return { before: marks.filter((mark) => mark < at).at(-1) ?? 0, behind: marks.find((mark) => mark > at) ?? end }
}
