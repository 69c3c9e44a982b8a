/**
 * Where the next note of a zone goes, in whole board units: the twin of
 * `app/canvases/placing.py`, which says why. Pure.
 *
 * @typedef {[left: number, top: number, right: number, bottom: number]} Box
 */

export const BOARD = { width: 4800, height: 2700 }
export const NOTE = { width: 160, height: 120 }
const TITLE = 100
const MARGIN = 30
const GAP = 20
const EDGE = 10
const LAYERS = 6
const SHIFT = 14

/** The top left corner of note number `index`, from 0. `inside` is the ring within, if any.
 * @param {Box} zone @param {number} index @param {Box | null} [inside] */
export function place(zone, index, inside = null) {
  const [left, top, right, bottom] = zone
  const spots = []
  for (let layer = 0; layer < LAYERS; layer += 1) {
    for (let y = top + TITLE + layer * SHIFT; y < bottom - NOTE.height - EDGE; y += NOTE.height + GAP) {
      for (let x = left + MARGIN + layer * SHIFT; x < right - NOTE.width - EDGE; x += NOTE.width + GAP) {
        if (!inside || !touches(x, y, inside)) spots.push({ x, y })
      }
    }
  }
  return spots[index % spots.length] ?? { x: left, y: top }
}

/** @param {number} x @param {number} y @param {Box} box */
function touches(x, y, [left, top, right, bottom]) {
  return x - EDGE < right && x + NOTE.width + EDGE > left && y - EDGE < bottom && y + NOTE.height + EDGE > top
}
