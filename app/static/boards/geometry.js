/**
 * How large notes are, and where a zone has room for the next one, in whole board units. Pure.
 *
 * @typedef {[left: number, top: number, right: number, bottom: number]} Box
 * @typedef {{ box: Box, inside: Box | null, head?: number, usual?: number }} Room a zone as far as places go: `inside` is the ring within it, `head` what is kept free at its top, `usual` how wide notes begin
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

/** The zones of a view as rooms. @param {Iterable<[string, Room]>} zones @param {Size} size of new notes @returns {Record<string, Room>} */
export const roomsOf = (zones, { width: usual }) => Object.fromEntries([...zones].map(([id, { box, inside, head }]) => [id, { box, inside, head, usual }]))

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

/** What a group's title and canopy take above its notes, how far the canopy reaches beyond them, and an empty group: beside notes of the least size. */
export const HEAD = 38
export const REACH = 6
export const EMPTY = { width: 340, height: 120 }

/** @typedef {{ id: string, type: string, parent: string | null, x: number, y: number, w: number, h: number }} Lying */

/** Where these lie: a group from above its title to below those of its notes that are among them. The twin of `places_of` in `app/boards/engine/places.py`.
 * @param {readonly Lying[]} elements @param {number} [usual] how wide notes begin @returns {Map<string, Box>} */
export function boxesOf(elements, usual = NOTE.width) {
  /** @type {Map<string, Box[]>} */
  const inside = new Map()
  for (const each of elements) if (each.parent) inside.set(each.parent, [...(inside.get(each.parent) ?? []), boxOf(each)])
  return new Map(elements.map((each) => [each.id, each.type === "group" ? groupBox(each, inside.get(each.id) ?? [], usual) : boxOf(each)]))
}

/** Where a group lies with these notes in it. @param {{ x: number, y: number }} group @param {readonly Box[]} notes @param {number} usual @returns {Box} */
export function groupBox({ x, y }, notes, usual) {
  if (notes.length === 0) return boxOf({ x, y, w: beside(usual, EMPTY.width), h: beside(usual, EMPTY.height) })
  const edge = (/** @type {0 | 1 | 2 | 3} */ side) => notes.map((each) => each[side])
  const reach = beside(usual, REACH)
  return [Math.min(...edge(0)) - reach, Math.min(...edge(1)) - beside(usual, HEAD), Math.max(...edge(2)) + reach, Math.max(...edge(3)) + reach]
}

/** Where an element lies by itself. @param {{ x: number, y: number, w: number, h: number }} element @returns {Box} */
export const boxOf = ({ x, y, w, h }) => [x, y, x + w, y + h]
