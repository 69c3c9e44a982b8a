/** Putting things in line, and evenly apart. Pure. */

/** @typedef {import("./view.js").Box} Box */
/** @typedef {import("./view.js").Point} Point */
/** @typedef {{ id: string, box: Box }} Laid */
/** @typedef {"left" | "centre" | "right" | "top" | "middle" | "bottom"} Line */

/** How far each has to go to lie in line with all: their edge on that side, or the middle of all. @param {readonly Laid[]} laid @param {Line} line @returns {Map<string, Point>} */
export function aligned(laid, line) {
  const across = ["left", "centre", "right"].includes(line)
  const [first, last] = across ? [0, 2] : [1, 3]
  const starts = laid.map(({ box }) => box[first] ?? 0)
  const ends = laid.map(({ box }) => box[last] ?? 0)
  const [start, end] = [Math.min(...starts), Math.max(...ends)]
  return new Map(laid.map(({ id, box }) => {
    const [from, to] = [box[first] ?? 0, box[last] ?? 0]
    const by = line === "left" || line === "top" ? start - from : line === "right" || line === "bottom" ? end - to : Math.round((start + end - from - to) / 2)
    return [id, across ? { x: by, y: 0 } : { x: 0, y: by }]
  }))
}

/** How far each has to go so that all are as far from their neighbours; the outermost stay. @param {readonly Laid[]} laid @param {"across" | "down"} way @returns {Map<string, Point>} */
export function spread(laid, way) {
  const [first, last] = way === "across" ? [0, 2] : [1, 3]
  const start = (/** @type {Laid} */ { box }) => box[first] ?? 0
  const end = (/** @type {Laid} */ { box }) => box[last] ?? 0
  const inTurn = [...laid].sort((one, other) => start(one) + end(one) - start(other) - end(other))
  const outer = inTurn.at(-1)
  if (inTurn.length < 3 || !inTurn[0] || !outer) return new Map()
  const taken = inTurn.reduce((sum, each) => sum + end(each) - start(each), 0)
  const gap = (end(outer) - start(inTurn[0]) - taken) / (inTurn.length - 1)
  let at = start(inTurn[0])
  return new Map(inTurn.map((each) => {
    const by = Math.round(at - start(each))
    at += end(each) - start(each) + gap
    return [each.id, way === "across" ? { x: by, y: 0 } : { x: 0, y: by }]
  }))
}
