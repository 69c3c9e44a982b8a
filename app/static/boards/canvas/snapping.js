/** Edges and middles of what is in the hand that come to lie in line with those of others. Pure. */

/** @typedef {import("./view.js").Box} Box */
/** @typedef {{ x: number, y: number }} Point */
/** @typedef {{ axis: "x" | "y", at: number, from: number, to: number }} Guide a line all of them touch, from end to end */

/** What lines up of a box, from its beginning to its end. @param {number} start @param {number} end */
const marks = (start, end) => [start, (start + end) / 2, end]

/**
 * How much further it goes so that it lies in line, with the lines it then touches.
 * @param {Box} box of all that is in the hand, where it is @param {readonly Box[]} others @param {number} reach board units within which it does
 * @returns {{ by: Point, guides: Guide[] }}
 */
export function snapped(box, others, reach) {
  const [x, y] = [nearest(marks(box[0], box[2]), others.map((each) => marks(each[0], each[2])), reach), nearest(marks(box[1], box[3]), others.map((each) => marks(each[1], each[3])), reach)]
  const by = { x: x ?? 0, y: y ?? 0 }
  const laid = /** @type {Box} */ ([box[0] + by.x, box[1] + by.y, box[2] + by.x, box[3] + by.y])
  return { by, guides: [...(x === null ? [] : guides("x", laid, others)), ...(y === null ? [] : guides("y", laid, others))] }
}

/** The least way from one of these to one of those; null if none is in reach. @param {number[]} own @param {number[][]} others @param {number} reach */
function nearest(own, others, reach) {
  /** @type {number | null} */
  let least = null
  for (const each of others.flat()) {
    for (const mark of own) if (Math.abs(each - mark) <= Math.abs(least ?? reach)) least = each - mark
  }
  return least
}

/** The lines a box lies on with others. @param {"x" | "y"} axis @param {Box} box @param {readonly Box[]} others @returns {Guide[]} */
function guides(axis, box, others) {
  const [start, end] = axis === "x" ? [0, 2] : [1, 3]
  const [from, to] = axis === "x" ? [1, 3] : [0, 2]
  const edge = (/** @type {Box} */ each, /** @type {number} */ side) => each[side] ?? 0
  return marks(edge(box, start), edge(box, end)).flatMap((at) => {
    const along = others.filter((each) => marks(edge(each, start), edge(each, end)).some((mark) => Math.abs(mark - at) < 0.5))
    if (along.length === 0) return []
    return [{ axis, at, from: Math.min(edge(box, from), ...along.map((each) => edge(each, from))), to: Math.max(edge(box, to), ...along.map((each) => edge(each, to))) }]
  })
}
