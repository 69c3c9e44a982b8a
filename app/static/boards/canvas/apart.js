/** How things come apart that lie on each other, where places mean something: each goes no further than it must. Pure. */
import { TITLE, meets } from "../geometry.js"

/** @typedef {import("../geometry.js").Box} Box */
/** @typedef {import("../geometry.js").Room} Room */

/** How finely a place is looked for, how much air it has, and what is kept free at the edge of a zone. */
const STEP = 20
const AIR = 8
const EDGE = 10

/** Where those come to lie that cover others, each on the free place nearest to where it is; those for which there is none stay.
 * @param {Room} room @param {readonly { id: string, box: Box }[]} things in order @param {readonly Box[]} staying @returns {Map<string, Box>} */
export function apart(room, things, staying) {
  const lying = [...staying]
  const covering = things.filter(({ box }) => {
    const covers = lying.some((each) => meets(each, box))
    if (!covers) lying.push(box)
    return covers
  })
  const found = new Map()
  for (const { id, box } of covering) {
    const place = nearest(room, box, lying)
    lying.push(place ?? box)
    if (place) found.set(id, place)
  }
  return found
}

/** @param {Room} room @param {Box} box @param {readonly Box[]} lying @returns {Box | null} */
function nearest({ box: [left, top, right, bottom], inside, head = TITLE }, [x, y, end, foot], lying) {
  const isFree = (/** @type {Box} */ here) => here[0] >= left + EDGE && here[1] >= top + head && here[2] <= right - EDGE && here[3] <= bottom - EDGE && !(inside && meets(inside, here, EDGE)) && !lying.some((each) => meets(each, here, AIR))
  const most = Math.ceil((right - left + bottom - top) / STEP)
  /** @type {Box | null} */
  let best = null
  let far = Infinity
  // Around where it lies in ever larger squares, until none further out can be nearer.
  for (let ring = 1; ring <= most && ring * STEP < far; ring += 1) {
    for (const [across, down] of around(ring)) {
      const [dx, dy] = [across * STEP, down * STEP]
      const here = /** @type {Box} */ ([x + dx, y + dy, end + dx, foot + dy])
      if (Math.hypot(dx, dy) >= far || !isFree(here)) continue
      best = here
      far = Math.hypot(dx, dy)
    }
  }
  return best
}

/** The steps of a square so far out, those further on in reading first. @param {number} ring @returns {Iterable<[number, number]>} */
function* around(ring) {
  for (let at = -ring; at <= ring; at += 1) {
    yield [at, ring]
    yield [at, -ring]
    if (Math.abs(at) === ring) continue
    yield [ring, at]
    yield [-ring, at]
  }
}
