/** Where there is room on the plane: places for new notes, and for those that join a group. Pure. */
import { TITLE, freePlaces, gap } from "../geometry.js"
import { meets } from "./grid.js"

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./view.js").Point} Point */
/** @typedef {import("./view.js").Box} Box */
/** @typedef {import("../geometry.js").Size} Size */
/** @typedef {import("../reducer.js").Element} Note */

/** How finely a free place is looked for, and how much air it has. */
const STEP = 40
const AIR = 8

/** The free place of a zone that is nearest to `near`, in the rows of the zone if any is free there; `near` itself where there is none.
 * @param {Scene} scene @param {string} zone @param {Size} size @param {Point} near
 * @param {{ without?: ReadonlySet<string>, taken?: readonly Box[], exact?: boolean }} [but] what does not count, and what will lie there; `exact`: `near` itself where it is free, in a row or not @returns {Point} */
export const freePlace = (scene, zone, size, near, but = {}) => findPlace(scene, zone, size, near, but) ?? near

/** The same, null where no place is free. @param {Scene} scene @param {string} zone @param {Size} size @param {Point} near
 * @param {{ without?: ReadonlySet<string>, taken?: readonly Box[], exact?: boolean }} but @returns {Point | null} */
export function findPlace(scene, zone, { width, height }, near, { without = new Set(), taken = [], exact = false }) {
  const { box: ground = /** @type {Box} */ ([0, 0, 0, 0]), head = TITLE } = scene.grounds.find(({ id }) => id === zone) ?? {}
  const [left, top, right, bottom] = ground
  const inner = scene.grounds.filter(({ id, box }) => id !== zone && box[0] > left && box[1] > top && box[2] < right && box[3] < bottom).map(({ box }) => box)
  const lying = [...scene.grid.meeting(ground)].filter((id) => !without.has(id) && scene.fills(id))
  const far = (/** @type {Point} */ { x, y }) => Math.hypot(x - near.x, y - near.y)
  const isFree = (/** @type {Point} */ { x, y }) => {
    const box = /** @type {Box} */ ([x - AIR, y - AIR, x + width + AIR, y + height + AIR])
    if (x < left || y < top + (exact ? 50 : head) || x + width > right || y + height > bottom) return false
    return !inner.some((ring) => meets(ring, box)) && !taken.some((each) => meets(each, box)) && [...scene.grid.meeting(box)].every((id) => without.has(id) || !scene.fills(id))
  }
  if (exact && isFree(near)) return { x: near.x, y: near.y }
  // What is larger than a note keeps to no rows: a place of its size may be far away.
  const [first] = width > scene.size.width ? [] : freePlaces({ box: ground, inside: null, head }, { width, height }, [...inner, ...scene.boxes(lying), ...taken]).sort((one, other) => far(one) - far(other))
  if (first) return first
  /** @type {Point[]} */
  const spots = [{ x: near.x, y: near.y }]
  for (let y = top + head; y + height <= bottom - 10; y += STEP) {
    for (let x = left + 20; x + width <= right - 10; x += STEP) spots.push({ x, y })
  }
  return spots.sort((one, other) => far(one) - far(other)).find(isFree) ?? null
}

/** Places under a group's title for notes that come into it, one behind the other. @param {Scene} scene @param {string} group @param {readonly Note[]} notes @returns {Point[]} */
export function slots(scene, group, notes) {
  const joining = new Set(notes.map(({ id }) => id))
  const taken = scene.boxes(scene.inside(group).filter((id) => !joining.has(id)))
  return notes.map((note) => {
    const spot = nextSlot(scene, scene.box(group) ?? [0, 0, 0, 0], sizeOf(note), taken)
    taken.push(boxOf(note, spot))
    return spot
  })
}

/** @param {Scene} scene @param {Box} box of the group @param {Size} size @param {readonly Box[]} taken @returns {Point} */
function nextSlot(scene, [left, top, right], size, taken) {
  const origin = { x: left + scene.reach, y: top + scene.head }
  const tile = largest([size, ...taken.map((each) => ({ width: each[2] - each[0], height: each[3] - each[1] }))])
  const columns = Math.min(4, Math.max(2, Math.round((right - left) / (tile.width + gap(tile)))))
  for (let index = 0; index <= taken.length + columns; index += 1) {
    const spot = cell(origin, tile, columns, index)
    if (!taken.some((each) => meets(each, [spot.x, spot.y, spot.x + size.width, spot.y + size.height]))) return spot
  }
  return cell(origin, tile, columns, taken.length)
}

/** What the largest of these needs. @param {readonly Size[]} sizes @returns {Size} */
export const largest = (sizes) => ({ width: Math.max(...sizes.map(({ width }) => width)), height: Math.max(...sizes.map(({ height }) => height)) })

/** @param {Note} note @returns {Size} */
export const sizeOf = ({ w, h }) => ({ width: w, height: h })

/** Where a note lies once it is there. @param {Note} note @param {Point} at @returns {Box} */
export const boxOf = ({ w, h }, { x, y }) => [x, y, x + w, y + h]

/** @param {Point} origin @param {Size} tile @param {number} columns @param {number} index @returns {Point} */
export const cell = ({ x, y }, tile, columns, index) => ({ x: x + (index % columns) * (tile.width + gap(tile)), y: y + Math.floor(index / columns) * (tile.height + gap(tile)) })
