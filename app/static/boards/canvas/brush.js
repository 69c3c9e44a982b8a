/** A stroke as wide as the hand pressed: the line around it, as one path to be filled. Pure. */

/** @typedef {import("./ink.js").Dot} Dot */
/** @typedef {import("./view.js").Point} Point */
/** @typedef {{ at: Point, r: number }} Width how far the line reaches to both sides of a dot */

/** How wide a stroke is beside its pen, without any pressure and with all of it; in the middle it is as wide as the pen. */
const [THIN, WIDE] = [0.3, 1.7]
/** How much a dot keeps of the pressure before it: a hand presses evenly, a sensor does not tell it so. */
const STEADY = 0.6
/** The cosine of a turn that is a corner. */
const CORNER = 0.5
const PRESSED = 255

/** The dots of a stroke that was drawn with pressure. @param {import("../reducer.js").Element} ink @returns {Dot[]} */
export function dotsOf({ x, y, pts = [] }) {
  const dots = []
  let at = { x, y }
  for (let index = 0; index + 3 <= pts.length; index += 3) {
    at = { x: at.x + (pts[index] ?? 0), y: at.y + (pts[index + 1] ?? 0) }
    dots.push({ ...at, pressure: (pts[index + 2] ?? 0) / PRESSED })
  }
  return dots
}

/** The line around a stroke; where the hand turned at once it ends, and another begins. @param {readonly Dot[]} dots @param {number} pen @returns {string} */
export const brushPath = (dots, pen) => pieces(widths(dots, pen)).map(outline).join("")

/** Along one side, around the end, and back along the other. @param {Width[]} dots */
function outline(dots) {
  const [first, second] = dots
  const last = dots.at(-1)
  if (!first || !last) return ""
  if (!second) return circle(first)
  const there = dots.map((dot, index) => beside(dots, index, dot.r))
  const back = dots.map((dot, index) => beside(dots, index, -dot.r)).reverse()
  return `M${said(there[0])}${curve(there)}A${round(last.r)} ${round(last.r)} 0 0 1 ${said(back[0])}${curve(back)}A${round(first.r)} ${round(first.r)} 0 0 1 ${said(there[0])}Z`
}

/** Each dot with how far it reaches; what lies on the one before is not another. @param {readonly Dot[]} dots @param {number} pen */
function widths(dots, pen) {
  /** @type {Width[]} */
  const found = []
  let pressure = dots[0]?.pressure ?? 0
  for (const { x, y, pressure: now } of dots) {
    pressure = STEADY * pressure + (1 - STEADY) * now
    const last = found.at(-1)?.at
    if (!last || last.x !== x || last.y !== y) found.push({ at: { x, y }, r: (pen / 2) * (THIN + (WIDE - THIN) * pressure) })
  }
  return found
}

/** Cut at each corner, which belongs to both sides. @param {Width[]} dots @returns {Width[][]} */
function pieces(dots) {
  let piece = dots.slice(0, 1)
  const found = [piece]
  for (const [index, dot] of dots.entries()) {
    if (index === 0) continue
    piece.push(dot)
    const [before, after] = [dots[index - 1], dots[index + 1]]
    if (!before || !after) continue
    const [come, go] = [way(before.at, dot.at), way(dot.at, after.at)]
    if (come.x * go.x + come.y * go.y < CORNER) found.push((piece = [dot]))
  }
  return found
}

/** Which way one is from another, one unit far. @param {Point} from @param {Point} to @returns {Point} */
function way(from, to) {
  const far = Math.hypot(to.x - from.x, to.y - from.y)
  return far ? { x: (to.x - from.x) / far, y: (to.y - from.y) / far } : { x: 0, y: 0 }
}

/** The point so far beside one of these. @param {Width[]} dots @param {number} index @param {number} far @returns {Point} */
function beside(dots, index, far) {
  const { at } = /** @type {Width} */ (dots[index])
  const ahead = way(dots[index - 1]?.at ?? at, dots[index + 1]?.at ?? at)
  return { x: at.x + ahead.y * far, y: at.y - ahead.x * far }
}

/** Along these from the first to the last, bent at each. @param {Point[]} points */
function curve(points) {
  const bends = points.slice(1, -1).map((point, index) => {
    const next = /** @type {Point} */ (points[index + 2])
    return `Q${said(point)} ${said(index === points.length - 3 ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 })}`
  })
  return bends.join("") || `L${said(points.at(-1))}`
}

/** @param {Width} dot */
function circle({ at: { x, y }, r }) {
  const wide = round(r)
  return `M${round(x - r)} ${round(y)}a${wide} ${wide} 0 1 1 ${round(2 * r)} 0a${wide} ${wide} 0 1 1 ${round(-2 * r)} 0Z`
}

/** @param {Point} [point] */
const said = (point) => `${round(point?.x ?? 0)} ${round(point?.y ?? 0)}`

/** @param {number} value */
const round = (value) => Math.round(value * 10) / 10
