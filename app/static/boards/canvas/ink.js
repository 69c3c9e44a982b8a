/** A stroke as it goes to the house: in pieces, each point by how far it is from the one before. Pure. */

/** @typedef {import("../gesture.js").Op} Op */
/** @typedef {{ x: number, y: number, pressure: number }} Dot of a stroke; pressure from 0 to 1 */

/** What one op may have of a stroke and a stroke of points, whole points each, and how far one may be from the one before. */
const MOST_AT_ONCE = 798
const MOST = 7_998
const FARTHEST = 999
const PRESSED = 255

/** The ops that draw a stroke: the first adds it, the others let it go on. @param {Op} op what adds it, without its points @param {readonly number[]} points @returns {Op[]} */
export function strokeOps(op, points) {
  const pts = points.slice(0, MOST)
  /** @type {Op[]} */
  const ops = [{ ...op, p: { ...op.p, pts: pts.slice(0, MOST_AT_ONCE), ...(pts.length <= MOST_AT_ONCE && { final: true }) } }]
  for (let at = MOST_AT_ONCE; at < pts.length; at += MOST_AT_ONCE) {
    ops.push({ k: "ink.add", id: op.id, at, pts: pts.slice(at, at + MOST_AT_ONCE), ...(at + MOST_AT_ONCE >= pts.length && { final: true }) })
  }
  return ops
}

/** Each point by how far it is from the one before; a far one in steps. @param {readonly Dot[]} dots @param {boolean} pressure @returns {number[]} */
export function deltas(dots, pressure) {
  /** @type {number[]} */
  const pts = []
  let [x, y] = [Math.round(dots[0]?.x ?? 0), Math.round(dots[0]?.y ?? 0)]
  for (const dot of dots) {
    const [dx, dy] = [Math.round(dot.x) - x, Math.round(dot.y) - y]
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(dx), Math.abs(dy)) / FARTHEST))
    for (let step = 1; step <= steps; step += 1) {
      const piece = (/** @type {number} */ way) => Math.round((way * step) / steps) - Math.round((way * (step - 1)) / steps)
      pts.push(piece(dx), piece(dy), ...(pressure ? [Math.round(dot.pressure * PRESSED)] : []))
    }
    x += dx
    y += dy
  }
  return pts
}
