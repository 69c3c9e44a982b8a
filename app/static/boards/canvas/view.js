/**
 * How the plane lies on the screen. A view is where the plane's origin is, in CSS pixels
 * from the corner of the canvas, and how many pixels one board unit takes. Pure: every
 * function answers a new view. The plane is the same for everybody and never mirrored.
 *
 * @typedef {{ x: number, y: number }} Point
 * @typedef {{ width: number, height: number }} Size
 * @typedef {[left: number, top: number, right: number, bottom: number]} Box
 * @typedef {{ x: number, y: number, zoom: number }} View
 */

import { BOARD } from "../geometry.js"

export const LEAST_ZOOM = 0.06
export const MOST_ZOOM = 3
export const STEP = 1.25

/** Pixels of the board that stay in sight, wherever it is pushed. */
const KEPT = 120

/** @type {Box} */
export const WHOLE = [0, 0, BOARD.width, BOARD.height]

/** A point of the screen, in board units. @param {View} view @param {Point} point @returns {Point} */
export const toBoard = (view, { x, y }) => ({ x: (x - view.x) / view.zoom, y: (y - view.y) / view.zoom })

/** A point of the board, in pixels. @param {View} view @param {Point} point @returns {Point} */
export const toScreen = (view, { x, y }) => ({ x: x * view.zoom + view.x, y: y * view.zoom + view.y })

/** What of the board is in sight, with `margin` pixels around. @param {View} view @param {Size} size @param {number} [margin] @returns {Box} */
export function sight(view, size, margin = 0) {
  const start = toBoard(view, { x: -margin, y: -margin })
  const end = toBoard(view, { x: size.width + margin, y: size.height + margin })
  return [start.x, start.y, end.x, end.y]
}

/** @param {View} view @param {number} dx @param {number} dy @param {Size} size @returns {View} */
export const pan = (view, dx, dy, size) => held({ ...view, x: view.x + dx, y: view.y + dy }, size)

/** Closer or further away; what is under `at` stays there. @param {View} view @param {number} zoom @param {Point} at @param {Size} size @returns {View} */
export function zoomTo(view, zoom, at, size) {
  const under = toBoard(view, at)
  const to = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, zoom))
  return held({ x: at.x - under.x * to, y: at.y - under.y * to, zoom: to }, size)
}

/** All of a box in sight, in the middle, as large as it may be. @param {Box} box @param {Size} size @param {{ air?: number, most?: number }} [how] @returns {View} */
export function fit([left, top, right, bottom], size, { air = 24, most = 1 } = {}) {
  const wide = (size.width - 2 * air) / Math.max(1, right - left)
  const high = (size.height - 2 * air) / Math.max(1, bottom - top)
  const zoom = Math.min(most, MOST_ZOOM, Math.max(LEAST_ZOOM, Math.min(wide, high)))
  return { zoom, x: (size.width - (left + right) * zoom) / 2, y: (size.height - (top + bottom) * zoom) / 2 }
}

/** The view moved so that it shows no ground beside the board where there is board to show. @param {View} view @param {Size} size @returns {View} */
export function filled({ x, y, zoom }, { width, height }) {
  const within = (/** @type {number} */ at, /** @type {number} */ length, /** @type {number} */ room) => (length < room ? (room - length) / 2 : Math.min(0, Math.max(room - length, at)))
  return { zoom, x: within(x, BOARD.width * zoom, width), y: within(y, BOARD.height * zoom, height) }
}

/** Whether two views show the same. @param {View} one @param {View} other */
export const isSame = (one, other) => Math.abs(one.x - other.x) < 1 && Math.abs(one.y - other.y) < 1 && Math.abs(one.zoom / other.zoom - 1) < 1e-3

/** The view moved as little as brings a box into sight; the same view where it is. @param {View} view @param {Box} box @param {Size} size @param {number} [air] @returns {View} */
export function reveal(view, [left, top, right, bottom], size, air = 24) {
  const start = toScreen(view, { x: left, y: top })
  const end = toScreen(view, { x: right, y: bottom })
  const dx = shift(start.x, end.x, size.width, air)
  const dy = shift(start.y, end.y, size.height, air)
  return dx || dy ? { ...view, x: view.x + dx, y: view.y + dy } : view
}

/** How far a stretch has to go to lie within `[air, length - air]`; what is too long begins there. @param {number} from @param {number} to @param {number} length @param {number} air */
function shift(from, to, length, air) {
  if (from < air || to - from > length - 2 * air) return air - from
  return to > length - air ? length - air - to : 0
}

/** Never so far that nothing of the board is left. @param {View} view @param {Size} size @returns {View} */
export function held(view, size) {
  const kept = (/** @type {number} */ at, /** @type {number} */ length, /** @type {number} */ room) => Math.min(room - KEPT, Math.max(KEPT - length, at))
  return { zoom: view.zoom, x: kept(view.x, BOARD.width * view.zoom, size.width), y: kept(view.y, BOARD.height * view.zoom, size.height) }
}
