/** Where things come to lie in rows, one behind the other as one reads, so that nothing covers anything. Pure. */
import { NOTE, TITLE, freePlaces, gap, meets, sized } from "../geometry.js"

/** @typedef {import("../geometry.js").Box} Box */
/** @typedef {import("../geometry.js").Room} Room */
/** @typedef {import("../geometry.js").Size} Size */
/** @typedef {{ id: string, is: "note" | "holder" | "other", box: Box }} Thing `holder`: a group or frame with what lies in it */

/** The widths that notes take, from the largest: the twin of `WIDTHS` in `app/boards/engine/zone_sizes.py`. */
export const WIDTHS = [480, 456, 432, 400, 376, 352, 336, 320, 296, 280, 264, 240, 224, 200, 184, 160, 144, 120, 104, 88, 80, 72, 64, 56, 48, 40, 32, 24]
const MARGIN = 30
const EDGE = 10

/** The sizes that notes may have once they all have one: those that are there, and the usual ones that are smaller. @param {readonly Thing[]} things @returns {Size[]} */
export function sizesFor(things) {
  const there = things.filter(({ is }) => is === "note").map(({ box }) => box[2] - box[0])
  const most = there.length ? Math.max(...there) : NOTE.width
  return [...new Set([...there, ...WIDTHS.filter((width) => width <= most)])].sort((one, other) => other - one).map(sized)
}

/**
 * Groups and frames in rows, then all others in the grid of the zone, notes as large as there is room for all; null where there is none.
 * @param {(size: Size) => readonly Room[]} roomsFor where they may lie, the first in which all do
 * @param {readonly Thing[]} things in order @param {readonly Box[]} staying what stays where it is @returns {Map<string, Box> | null}
 */
export function inRows(roomsFor, things, staying) {
  for (const size of sizesFor(things)) {
    for (const room of roomsFor(size)) {
      const found = laid(room, things, staying, size)
      if (found) return found
    }
  }
  return null
}

/** @param {Room} room @param {readonly Thing[]} things @param {readonly Box[]} staying @param {Size} size @returns {Map<string, Box> | null} */
function laid(room, things, staying, size) {
  const holders = held(room, things.filter(({ is }) => is === "holder"), staying, gap(size))
  const others = holders && inGrid(room, things.filter(({ is }) => is !== "holder"), [...staying, ...holders.values()], size)
  return others && new Map([...holders, ...others])
}

/** Groups and frames, row by row, each row as high as its highest. @param {Room} room @param {readonly Thing[]} holders @param {readonly Box[]} staying @param {number} air @returns {Map<string, Box> | null} */
function held({ box: [left, top, right, bottom], inside, head = TITLE }, holders, staying, air) {
  const start = left + MARGIN
  const inTheWay = [...staying, ...(inside ? [inside] : [])]
  const found = new Map()
  let [x, y, high, next] = [start, top + head, 0, Infinity]
  for (const { id, box } of holders) {
    const [width, height] = [box[2] - box[0], box[3] - box[1]]
    if (start + width > right - EDGE) return null
    for (;;) {
      if (y + height > bottom - EDGE) return null
      const at = /** @type {Box} */ ([x, y, x + width, y + height])
      const other = x + width > right - EDGE ? null : inTheWay.find((each) => meets(each, at, air))
      if (other === undefined) {
        found.set(id, at)
        x += width + air
        high = Math.max(high, height)
        break
      }
      if (other) {
        x = other[2] + air
        next = Math.min(next, other[3] + air)
      } else [x, y, high, next] = [start, high ? y + high + air : next, 0, Infinity]
    }
  }
  return found
}

/** Notes of a size, each on the next free place; what is larger takes as much room as it has. @param {Room} room @param {readonly Thing[]} things @param {readonly Box[]} staying @param {Size} size @returns {Map<string, Box> | null} */
function inGrid({ box, inside, head }, things, staying, size) {
  const air = Math.floor(gap(size) / 2)
  const large = [...staying]
  const found = new Map()
  let spots = freePlaces({ box, inside, ...(head !== undefined && { head }) }, size, staying)
  let at = 0
  if (spots.length < things.length) return null
  for (const { id, is, box: [left, top, right, bottom] } of things) {
    const { width, height } = is === "note" ? size : { width: right - left, height: bottom - top }
    const on = (/** @type {{ x: number, y: number }} */ { x, y }) => /** @type {Box} */ ([x, y, x + width, y + height])
    const fits = width <= size.width && height <= size.height
    while (!fits && at < spots.length && !isClear(on(/** @type {{ x: number, y: number }} */ (spots[at])), box, inside, large, air)) at += 1
    const spot = spots[at]
    if (!spot) return null
    const here = on(spot)
    found.set(id, here)
    at += 1
    if (fits) continue
    large.push(here)
    spots = spots.slice(at).filter(({ x, y }) => !meets(here, [x, y, x + size.width, y + size.height], air))
    at = 0
  }
  return found
}

/** @param {Box} here @param {Box} zone @param {Box | null} inside @param {readonly Box[]} lying @param {number} air */
const isClear = (here, zone, inside, lying, air) => here[2] <= zone[2] - EDGE && here[3] <= zone[3] - EDGE && !(inside && meets(inside, here, EDGE)) && !lying.some((each) => meets(each, here, air))
