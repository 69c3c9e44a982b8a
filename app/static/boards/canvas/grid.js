/**
 * Which boxes meet a box, quickly: a uniform grid of cells, each with the ids that touch it.
 * What is drawn is found by asking it, so that 5,000 notes cost no more than those in sight.
 *
 * @typedef {import("./view.js").Box} Box
 */

const CELL = 480

/** More cells than a whole board has: what is larger is asked one by one. */
const MOST_CELLS = 400

export class Grid {
  /** @type {Map<string, Set<string>>} */
  #cells = new Map()
  /** @type {Map<string, Box>} */
  #boxes = new Map()

  /** @param {string} id @returns {Box | undefined} */
  box(id) {
    return this.#boxes.get(id)
  }

  get size() {
    return this.#boxes.size
  }

  /** @returns {Iterable<string>} */
  get ids() {
    return this.#boxes.keys()
  }

  /** @param {string} id @param {Box} box */
  put(id, box) {
    const before = this.#boxes.get(id)
    if (before && before.every((edge, index) => edge === box[index])) return
    this.remove(id)
    this.#boxes.set(id, box)
    for (const key of cells(box)) {
      const cell = this.#cells.get(key)
      if (cell) cell.add(id)
      else this.#cells.set(key, new Set([id]))
    }
  }

  /** @param {string} id */
  remove(id) {
    const box = this.#boxes.get(id)
    if (!box) return
    this.#boxes.delete(id)
    for (const key of cells(box)) {
      const cell = this.#cells.get(key)
      cell?.delete(id)
      if (cell?.size === 0) this.#cells.delete(key)
    }
  }

  /** Ids whose boxes meet this one. @param {Box} box @returns {Set<string>} */
  meeting(box) {
    const found = new Set()
    for (const id of this.#near(box)) {
      const other = this.#boxes.get(id)
      if (other && meets(other, box)) found.add(id)
    }
    return found
  }

  /** @param {Box} box @returns {Iterable<string>} */
  *#near([left, top, right, bottom]) {
    if (((right - left) / CELL + 1) * ((bottom - top) / CELL + 1) > MOST_CELLS) return yield* this.#boxes.keys()
    for (const key of cells([left, top, right, bottom])) yield* this.#cells.get(key) ?? []
  }
}

/** @param {Box} one @param {Box} other */
export const meets = (one, other) => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]

/** Whether a box lies in another whole. @param {Box} outer @param {Box} inner */
export const contains = (outer, inner) => outer[0] <= inner[0] && outer[1] <= inner[1] && inner[2] <= outer[2] && inner[3] <= outer[3]

/** @param {Box} box @param {{ x: number, y: number }} point */
export const holds = ([left, top, right, bottom], { x, y }) => left <= x && x < right && top <= y && y < bottom

/** The smallest box around all. @param {Iterable<Box>} boxes @returns {Box | null} */
export function around(boxes) {
  /** @type {Box | null} */
  let all = null
  for (const box of boxes) {
    all = all ? [Math.min(all[0], box[0]), Math.min(all[1], box[1]), Math.max(all[2], box[2]), Math.max(all[3], box[3])] : box
  }
  return all
}

/** @param {Box} box @returns {Iterable<string>} */
function* cells([left, top, right, bottom]) {
  for (let row = Math.floor(top / CELL); row * CELL < bottom; row += 1) {
    for (let column = Math.floor(left / CELL); column * CELL < right; column += 1) yield `${column} ${row}`
  }
}
