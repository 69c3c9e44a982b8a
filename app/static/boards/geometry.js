/**
 * Where the next note of a zone goes, in whole board units: the twin of
 * `app/canvases/placing.py`, which says why. Pure.
 *
 * @typedef {[left: number, top: number, right: number, bottom: number]} Box
 */

export const BOARD = { width: 4800, height: 2700 }
/** @typedef {{ width: number, height: number }} Size */

/** The least size of a note; what lies around notes is measured beside one of it. */
export const NOTE = { width: 160, height: 120 }
/** Kept free for the title of a zone. */
export const TITLE = 100
const MARGIN = 30
const GAP = 20
const EDGE = 10
const LAYERS = 6
const SHIFT = 14

/** The size of a note that is so wide. @param {number} width @returns {Size} */
export const sized = (width) => ({ width, height: beside(width, NOTE.height) })

/** What measures `units` beside a note of the least size, beside one that is so wide. @param {number} width @param {number} units */
export const beside = (width, units) => Math.floor((units * width) / NOTE.width)

/** Between two notes. @param {Size} size */
export const gap = ({ width }) => beside(width, GAP)

/** The top left corner of note number `index`, from 0. `inside` is the ring within, if any.
 * @param {Box} zone @param {number} index @param {Size} size @param {Box | null} [inside] */
export function place(zone, index, size, inside = null) {
  const [left, top, right, bottom] = zone
  const { width, height } = size
  const spots = []
  for (let layer = 0; layer < LAYERS; layer += 1) {
    const shift = layer * beside(width, SHIFT)
    for (let y = top + TITLE + shift; y < bottom - height - EDGE; y += height + gap(size)) {
      for (let x = left + MARGIN + shift; x < right - width - EDGE; x += width + gap(size)) {
        if (!inside || !touches([x, y, x + width, y + height], inside)) spots.push({ x, y })
      }
    }
  }
  return spots[index % spots.length] ?? { x: left, y: top }
}

/** @param {Box} note @param {Box} box */
function touches([x, y, end, foot], [left, top, right, bottom]) {
  return x - EDGE < right && end + EDGE > left && y - EDGE < bottom && foot + EDGE > top
}
