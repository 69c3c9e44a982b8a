/** Words that come from elsewhere, in lines or cells: what each note of them would say. Pure. */

/** Notes one paste makes; beyond that nobody reads them. */
export const MOST_AT_ONCE = 500

/** What lists begin their lines with. */
const BULLET = /^(?:[-–—•*·▪◦‣]|\d{1,3}[.)])\s+/

/** Each line as a note says it: without bullets, numbers and blank lines. @param {string} words @returns {string[]} */
export function linesOf(words) {
  return rowsOf(words).map((row) => row.filter(Boolean).join(" · ").replace(BULLET, "")).filter(Boolean)
}

/** The cells of a table, row by row, as spreadsheets copy them; null where there is only one column. @param {string} words @returns {string[][] | null} */
export function cellsOf(words) {
  const rows = rowsOf(words).filter((row) => row.some(Boolean))
  return rows.some((row) => row.filter(Boolean).length > 1) ? rows : null
}

/** A cell that a spreadsheet has put in quotes, for the line breaks, tabs or quotes in it, up to where the cell ends. */
const QUOTED = /"((?:[^"]|"")*)"(?=\t|\n|$)/y
const PLAIN = /[^\t\n]*/y

/** Rows of cells: in quotes as spreadsheets copy them, else divided by tabs and line breaks. Only a cell that needs them has quotes. @param {string} words @returns {string[][]} */
function rowsOf(words) {
  const text = words.replace(/\r\n?|[\u2028\u2029]/g, "\n")
  /** @type {string[][]} */
  const rows = [[]]
  for (let at = 0; at <= text.length; at += 1) {
    QUOTED.lastIndex = PLAIN.lastIndex = at
    const quoted = QUOTED.exec(text)
    const isCell = quoted !== null && /[\t\n"]/.test(quoted[1] ?? "")
    const found = isCell ? quoted[0] : (PLAIN.exec(text)?.[0] ?? "")
    rows.at(-1)?.push((isCell ? (quoted[1] ?? "").replaceAll('""', '"') : found).trim())
    at += found.length
    if (text[at] === "\n") rows.push([])
  }
  return rows
}
