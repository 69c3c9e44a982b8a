/**
 * How large notes are, and where a zone has room for the next one, in whole board units. Pure.
 *
 * @typedef {[left: number, top: number, right: number, bottom: number]} Box
 * @typedef {{ box: Box, inside: Box | null, head?: number }} Room a zone as far as places go: `inside` is the ring within it, `head` what is kept free at its top
 */

export const BOARD = { width: 4800, height: 2700 }
/** @typedef {{ width: number, height: number }} Size */

/** The least size of a note; what lies around notes is measured beside one of it. */
export const NOTE = { width: 160, height: 120 }
/** Kept free for the title of a zone, where nothing else is said. */
export const TITLE = 100
const MARGIN = 30
const GAP = 20
/** How wide a thing is for which gaps grow no more. */
const MOST = 480
const EDGE = 10
const LAYERS = 6
const SHIFT = 14

/** The size of a note that is so wide. @param {number} width @returns {Size} */
export const sized = (width) => ({ width, height: beside(width, NOTE.height) })

/** What measures `units` beside a note of the least size, beside one that is so wide. @param {number} width @param {number} units */
export const beside = (width, units) => Math.floor((units * width) / NOTE.width)

/** The zones of a view as rooms. @param {Iterable<[string, Room]>} zones @returns {Record<string, Room>} */
export const roomsOf = (zones) => Object.fromEntries([...zones].map(([id, { box, inside, head }]) => [id, { box, inside, head }]))

/** Between two things of a size. @param {Size} size */
export const gap = ({ width }) => beside(Math.min(MOST, width), GAP)

/**
 * The first free place of a zone as one reads from the wanted one on, then from its start: the twin of `next_place` in
 * `app/boards/engine/room.py`. Where there is none, things lie on each other in layers.
 * @param {Room} room @param {Size} size @param {readonly Box[]} lying @param {{ x: number, y: number }} [wanted] @returns {{ x: number, y: number }}
 */
export function nextPlace(room, size, lying, wanted = { x: 0, y: 0 }) {
  const free = freePlaces(room, size, lying)
  const clear = free.find(({ x, y }) => y > wanted.y || (y === wanted.y && x >= wanted.x)) ?? free[0]
  if (clear) return clear
  const corners = new Set(lying.map(([x, y]) => `${x} ${y}`))
  const spots = Array.from({ length: LAYERS }, (_, layer) => placesIn(room, size, layer)).flat()
  const shows = (/** @type {{ x: number, y: number }} */ { x, y }) => !corners.has(`${x} ${y}`)
  return [...(wanted.x || wanted.y ? [wanted] : []), ...spots].find(shows) ?? spots[lying.length % spots.length] ?? { x: room.box[0], y: room.box[1] }
}

/** The places of a zone on which nothing of this lies, in their order. @param {Room} room @param {Size} size @param {readonly Box[]} lying */
export function freePlaces(room, size, lying) {
  const { box: [left, top], head = TITLE } = room
  const air = Math.floor(gap(size) / 2)
  const taken = new Set()
  for (const each of lying) {
    for (const y of steps(top + head, [size.height, gap(size)], each[1] - air, each[3] + air)) {
      for (const x of steps(left + MARGIN, [size.width, gap(size)], each[0] - air, each[2] + air)) taken.add(`${x} ${y}`)
    }
  }
  return placesIn(room, size).filter(({ x, y }) => !taken.has(`${x} ${y}`))
}

/** Where things of a row begin that reach into a stretch of it. @param {number} begin @param {[length: number, gap: number]} row how long each is, and the gap behind it @param {number} start @param {number} end */
function steps(begin, [length, between], start, end) {
  const found = []
  const first = Math.max(0, Math.floor((start - begin - length) / (length + between)) + 1)
  for (let at = begin + first * (length + between); at < end; at += length + between) found.push(at)
  return found
}

/** The places of a zone, row by row, clear of the ring within; a layer beside the one below. @param {Room} room @param {Size} size */
function placesIn({ box: [left, top, right, bottom], inside, head = TITLE }, size, layer = 0) {
  const spots = []
  const { width, height } = size
  const shift = layer * Math.floor((gap(size) * SHIFT) / GAP)
  for (let y = top + head + shift; y < bottom - height - EDGE; y += height + gap(size)) {
    for (let x = left + MARGIN + shift; x < right - width - EDGE; x += width + gap(size)) {
      if (!inside || !meets([x, y, x + width, y + height], inside, EDGE)) spots.push({ x, y })
    }
  }
  return spots
}

/**
 * How large notes are in a zone now: the least of those that have a size of theirs in common, else as large as new ones.
 * @param {Iterable<{ type: string, zone: string, parent: string | null, deleted: boolean, w: number, h: number }>} elements @param {string} zone @param {Size} usual
 */
export function sizeIn(elements, zone, usual) {
  let least = Infinity
  for (const each of elements) {
    if (each.type === "note" && !each.deleted && each.zone === zone && each.parent === null && each.h === beside(each.w, NOTE.height)) least = Math.min(least, each.w)
  }
  return least < usual.width ? sized(least) : usual
}

/** Whether two boxes lie on each other, or nearer than `air`. @param {Box} one @param {Box} other */
export const meets = (one, other, air = 0) => one[0] < other[2] + air && other[0] < one[2] + air && one[1] < other[3] + air && other[1] < one[3] + air

/** Whether something takes the room it lies in. What is drawn goes over others, and frames have them inside. @param {{ type: string, deleted?: boolean }} element */
export const isSolid = ({ type, deleted }) => !deleted && ["note", "group", "text", "shape", "image"].includes(type)

/** Where an element lies. @param {{ x: number, y: number, w: number, h: number }} element @returns {Box} */
export const boxOf = ({ x, y, w, h }) => [x, y, x + w, y + h]
