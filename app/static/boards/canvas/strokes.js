/** Lines and strokes as paths, in board units. Pure. */

/** @typedef {import("../reducer.js").Element} Note */
/** @typedef {import("./view.js").Point} Point */
/** @typedef {import("./view.js").Box} Box */

/** How wide a pen draws that says nothing of it. */
export const PEN = 4

/** How far an arrow's head reaches along its line and to each side, beside a line 3 wide. */
const HEAD = { long: 18, wide: 7 }

/** A stroke as it was drawn: each point says how far it is from the one before. @param {Note} ink @returns {string} */
export function strokePath({ x, y, pts = [], pressure }) {
  const size = pressure ? 3 : 2
  const steps = []
  for (let at = 0; at + size <= pts.length; at += size) steps.push(`${pts[at]} ${pts[at + 1]}`)
  const [first = "0 0", ...others] = steps
  // A stroke of one point is a dot.
  return `M${x} ${y}m${first}l${others.length ? others.join("l") : "0 0"}`
}

/** Around a stroke, with the width of its pen. @param {Note} ink @returns {Box} */
export function strokeBox({ x, y, pts = [], pressure, pen = PEN }) {
  const size = pressure ? 3 : 2
  let at = { x, y }
  /** @type {Box | null} */
  let all = null
  for (let index = 0; index + size <= pts.length; index += size) {
    at = { x: at.x + (pts[index] ?? 0), y: at.y + (pts[index + 1] ?? 0) }
    all = all ? [Math.min(all[0], at.x), Math.min(all[1], at.y), Math.max(all[2], at.x), Math.max(all[3], at.y)] : [at.x, at.y, at.x, at.y]
  }
  const [left, top, right, bottom] = all ?? [x, y, x, y]
  return [left - pen, top - pen, right + pen, bottom + pen]
}

/** Where a line from elsewhere meets a box, if it aims at its middle; that middle where it comes from within. @param {Box} box @param {Point} from @returns {Point} */
export function onEdge([left, top, right, bottom], from) {
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 }
  if (left === right && top === bottom) return middle
  const [dx, dy] = [from.x - middle.x, from.y - middle.y]
  const far = Math.max(Math.abs(dx) / Math.max(1, (right - left) / 2), Math.abs(dy) / Math.max(1, (bottom - top) / 2))
  return far <= 1 ? middle : { x: middle.x + dx / far, y: middle.y + dy / far }
}

/** The head of an arrow at `to`, coming from `from`. @param {Point} from @param {Point} to @returns {string} */
export function headPath(from, to) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length]
  const foot = { x: to.x - ux * HEAD.long, y: to.y - uy * HEAD.long }
  const side = (/** @type {number} */ way) => `${round(foot.x - uy * HEAD.wide * way)} ${round(foot.y + ux * HEAD.wide * way)}`
  return `M${side(1)}L${round(to.x)} ${round(to.y)}L${side(-1)}`
}

/** @param {Point} from @param {Point} to */
export const linePath = (from, to) => `M${round(from.x)} ${round(from.y)}L${round(to.x)} ${round(to.y)}`

/** @param {number} value */
const round = (value) => Math.round(value * 10) / 10
