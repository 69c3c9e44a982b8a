/**
 * How large the words of a note are set before anybody has measured them: guessed from how many there are, beside a
 * paper of 118. The twin of `app/boards/engine/fitting.py`, which says why; `tests/vectors/fitting.json` holds both. Pure.
 */

/** The sizes there are, the largest first. */
export const SIZES = [18, 15, 13, 11, 9]
const PAPER = 118
const AIR = { side: 18, above: 28 }
const [LINE, TALL_LINE] = [122, 140]
const TALL = /^(ar|hi|bn)(-|$)/
const [LETTER, WIDE_LETTER] = [10, 20]
const NARROW = /^[^\u2e80-\uffff]*$/
const WIDE = /[\u2e80-\ufaff\uff00-\uff60]|[\u{1f300}-\u{10ffff}]/u

/** The largest size at which these words may fit, else the least. @param {{ text: string, lang: string | null, w: number, h: number }} note @returns {number} */
export const guess = ({ text, ...paper }) => SIZES.find((size) => lines(text, size) <= roomFor(size, paper)) ?? 9

/** How many lines of this size a paper has room for; one at least. @param {number} size @param {{ lang: string | null, w: number, h: number }} paper */
export function roomFor(size, { lang, w, h }) {
  const high = Math.floor((PAPER * h) / w) - AIR.above
  return Math.max(1, Math.floor((100 * high) / (size * (TALL.test(lang ?? "") ? TALL_LINE : LINE))))
}

/** @param {string} text @param {number} size */
function lines(text, size) {
  let count = 0
  for (const part of text.split("\n")) count += Math.max(1, Math.ceil((lengthOf(part) * size) / (20 * (PAPER - AIR.side))))
  return count
}

/** @param {string} text */
function lengthOf(text) {
  if (NARROW.test(text)) return LETTER * text.length
  let length = 0
  for (const letter of text) length += WIDE.test(letter) ? WIDE_LETTER : LETTER
  return length
}
