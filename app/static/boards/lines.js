/** Words that come from elsewhere, in lines or cells: what each note of them would say. Pure. */

/** Notes one paste makes; beyond that nobody reads them. */
export const MOST_AT_ONCE = 500

/** What lists begin their lines with. */
const BULLET = /^(?:[-–—•*·▪◦‣]|\d{1,3}[.)])\s+/

/** Each line as a note says it: without bullets, numbers and blank lines. @param {string} words @returns {string[]} */
export function linesOf(words) {
  return split(words).map((line) => line.split("\t").map((cell) => cell.trim()).filter(Boolean).join(" · ").replace(BULLET, "")).filter(Boolean)
}

/** The cells of a table, row by row, as spreadsheets copy them; null where there is only one column. @param {string} words @returns {string[][] | null} */
export function cellsOf(words) {
  const rows = split(words).filter((line) => line.trim()).map((line) => line.split("\t").map((cell) => cell.trim()))
  return rows.some((row) => row.filter(Boolean).length > 1) ? rows : null
}

/** @param {string} words */
const split = (words) => words.split(/\r\n?|\n|\u2028|\u2029/)
