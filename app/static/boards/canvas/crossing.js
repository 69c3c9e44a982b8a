/** Which strokes somebody comes over who goes from one place to another. Pure. */

/** @typedef {import("./view.js").Point} Point */
/** @typedef {import("../reducer.js").Element} Note */

/** @param {import("./scene.js").Scene} scene @param {Point} from @param {Point} to @param {number} reach board units around that way @returns {string[]} */
export function crossed(scene, from, to, reach) {
  const box = /** @type {import("./view.js").Box} */ ([Math.min(from.x, to.x) - reach, Math.min(from.y, to.y) - reach, Math.max(from.x, to.x) + reach, Math.max(from.y, to.y) + reach])
  return [...scene.grid.meeting(box)].filter((id) => {
    const ink = scene.living(id)
    return ink?.type === "ink" && comesOver(ink, from, to, reach + (ink.pen ?? 0) / 2)
  })
}

/** @param {Note} ink @param {Point} from @param {Point} to @param {number} reach */
function comesOver({ x, y, pts = [], pressure }, from, to, reach) {
  const size = pressure ? 3 : 2
  let before = { x: x + (pts[0] ?? 0), y: y + (pts[1] ?? 0) }
  if (distance(before, from, to) <= reach) return true
  for (let index = size; index + size <= pts.length; index += size) {
    const at = { x: before.x + (pts[index] ?? 0), y: before.y + (pts[index + 1] ?? 0) }
    if (apart([before, at], [from, to]) <= reach) return true
    before = at
  }
  return false
}

/** How far two ways are apart, each straight from one place to another. @param {[Point, Point]} one @param {[Point, Point]} other */
function apart(one, other) {
  if (turns(one, other[0]) * turns(one, other[1]) < 0 && turns(other, one[0]) * turns(other, one[1]) < 0) return 0
  return Math.min(distance(one[0], ...other), distance(one[1], ...other), distance(other[0], ...one), distance(other[1], ...one))
}

/** On which side of a way a place is. @param {[Point, Point]} way @param {Point} at */
const turns = ([from, to], at) => Math.sign((to.x - from.x) * (at.y - from.y) - (to.y - from.y) * (at.x - from.x))

/** How far a place is from a way. @param {Point} at @param {Point} from @param {Point} to */
function distance(at, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const long = dx * dx + dy * dy
  const part = long ? Math.max(0, Math.min(1, ((at.x - from.x) * dx + (at.y - from.y) * dy) / long)) : 0
  return Math.hypot(at.x - from.x - part * dx, at.y - from.y - part * dy)
}
