/** How a box grows and shrinks by its handles. Pure. */
import { BOARD } from "../geometry.js"

/** @typedef {import("./view.js").Box} Box */
/** @typedef {import("./view.js").Point} Point */

/** The eight handles: which edges each moves, -1 the first, 1 the last. @type {Record<string, [number, number]>} */
export const HANDLES = { nw: [-1, -1], n: [0, -1], ne: [1, -1], w: [-1, 0], e: [1, 0], sw: [-1, 1], s: [0, 1], se: [1, 1] }

/** No box is smaller. */
export const LEAST = 40
const STEP = 1.25

/**
 * A box whose handle was moved so far.
 * @param {Box} box @param {string} handle @param {Point} by @param {{ even?: boolean, centred?: boolean }} how `even`: it keeps its proportions, `centred`: its middle @returns {Box}
 */
export function resized([left, top, right, bottom], handle, by, { even = false, centred = false }) {
  const [across, down] = HANDLES[handle] ?? [0, 0]
  const [width, height] = [right - left, bottom - top]
  const grown = centred ? 2 : 1
  let [wide, high] = [width + across * by.x * grown, height + down * by.y * grown]
  if (even) {
    const scale = Math.max(LEAST / Math.min(width, height), across && down ? Math.max(wide / width, high / height) : across ? wide / width : high / height)
    ;[wide, high] = [width * scale, height * scale]
  }
  return laid([left, top, right, bottom], { wide: bounded(wide, BOARD.width), high: bounded(high, BOARD.height) }, centred ? [0, 0] : [across, down])
}

/** A box a step larger, or smaller, around its middle; or with its further edge a step to one side alone. @param {Box} box @param {1 | -1 | number[]} way @returns {Box} */
export function stepped([left, top, right, bottom], way) {
  if (typeof way === "object") {
    const [across = 0, down = 0] = way
    return laid([left, top, right, bottom], { wide: bounded((right - left) * STEP ** across, BOARD.width), high: bounded((bottom - top) * STEP ** down, BOARD.height) }, [1, 1])
  }
  const scale = Math.max(STEP ** way, LEAST / Math.min(right - left, bottom - top))
  return laid([left, top, right, bottom], { wide: bounded((right - left) * scale, BOARD.width), high: bounded((bottom - top) * scale, BOARD.height) }, [0, 0])
}

/** Of this size, where its other edges stay. @param {Box} box @param {{ wide: number, high: number }} size @param {[number, number]} moved which edges move; 0: both @returns {Box} */
function laid([left, top, right, bottom], { wide, high }, [across, down]) {
  const x = across > 0 ? left : across < 0 ? right - wide : (left + right - wide) / 2
  const y = down > 0 ? top : down < 0 ? bottom - high : (top + bottom - high) / 2
  return [Math.round(x), Math.round(y), Math.round(x + wide), Math.round(y + high)]
}

/** @param {number} length @param {number} most */
const bounded = (length, most) => Math.min(most, Math.max(LEAST, length))
