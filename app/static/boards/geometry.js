/**
 * How large notes are, and where a zone has room for the next one, in whole board units. Pure.
 *
 * @typedef {[left: number, top: number, right: number, bottom: number]} Box
 * @typedef {{ box: Box, inside: Box | null, gap: number }} Room a zone as far as places go: `inside` is the ring within it
 */

export const BOARD = { width: 4800, height: 2700 }
/** @typedef {{ width: number, height: number }} Size */

/** The least size of a note; what lies around notes is measured beside one of it. */
export const NOTE = { width: 160, height: 120 }
/** Kept free for the title of a zone. */
export const TITLE = 100
const MARGIN = 30
const GAP = 20
const EDGE = 10
const LAYERS = 6
const SHIFT = 14

/** The size of a note that is so wide. @param {number} width @returns {Size} */
export const sized = (width) => ({ width, height: beside(width, NOTE.height) })

/** What measures `units` beside a note of the least size, beside one that is so wide. @param {number} width @param {number} units */
export const beside = (width, units) => Math.floor((units * width) / NOTE.width)

/** The zones of a view as rooms. @param {Iterable<[string, { box: Box, inside: Box | null }]>} zones @param {Size} size of new notes @returns {Record<string, Room>} */
export const roomsOf = (zones, size) => Object.fromEntries([...zones].map(([id, { box, inside }]) => [id, { box, inside, gap: gap(size) }]))

/** Between two notes. @param {Size} size */
export const gap = ({ width }) => beside(width, GAP)

/**
 * The first clear place of a zone as one reads from the wanted one on, then from its start: the twin of `next_place` in
 * `app/boards/engine/room.py`. Where there is none, things lie on each other in layers.
 * @param {Room} room @param {Size} size @param {readonly Box[]} lying @param {{ x: number, y: number }} [wanted] @returns {{ x: number, y: number }}
 */
export function nextPlace({ box, inside, gap }, size, lying, wanted = { x: 0, y: 0 }) {
  const obstacles = [...lying, ...(inside ? [inside] : [])].sort((one, other) => one[0] - other[0])
  const first = box[1] + TITLE
  const rows = [...new Set([first, wanted.y, ...obstacles.map((each) => each[3] + gap)])].filter((y) => y >= first).sort((one, other) => one - other)
  const tries = [...rows.filter((y) => y >= wanted.y).map((y) => ({ x: y === wanted.y ? wanted.x : 0, y })), ...rows.filter((y) => y <= wanted.y).map((y) => ({ x: 0, y }))]
  for (const from of tries) {
    const x = inRow(box, size, { obstacles, gap, from })
    if (x !== null) return { x, y: from.y }
  }
  const corners = new Set(lying.map(([x, y]) => `${x} ${y}`))
  const spots = layered(box, size, { inside, gap })
  const shows = (/** @type {{ x: number, y: number }} */ { x, y }) => !corners.has(`${x} ${y}`)
  return [...(wanted.x || wanted.y ? [wanted] : []), ...spots].find(shows) ?? spots[lying.length % spots.length] ?? { x: box[0], y: box[1] }
}

/** Where the first gap of a row is that is wide enough; obstacles come from the left. @param {Box} zone @param {Size} size @param {{ obstacles: readonly Box[], gap: number, from: { x: number, y: number } }} row */
function inRow([left, , right, bottom], { width, height }, { obstacles, gap, from }) {
  if (from.y >= bottom - height - EDGE) return null
  const air = Math.floor(gap / 2)
  let x = Math.max(left + MARGIN, from.x)
  for (const each of obstacles) {
    if (x + width <= each[0] - air || x >= right) break
    if (each[1] - air < from.y + height && from.y < each[3] + air) x = Math.max(x, each[2] + gap)
  }
  return x < right - width - EDGE ? x : null
}

/** Every spot of the grid of a zone, row by row, layer upon layer. @param {Box} zone @param {Size} size @param {{ inside: Box | null, gap: number }} within */
function layered([left, top, right, bottom], { width, height }, { inside, gap }) {
  const spots = []
  for (let layer = 0; layer < LAYERS; layer += 1) {
    const shift = layer * Math.floor((gap * SHIFT) / GAP)
    for (let y = top + TITLE + shift; y < bottom - height - EDGE; y += height + gap) {
      for (let x = left + MARGIN + shift; x < right - width - EDGE; x += width + gap) {
        if (!inside || !meets([x, y, x + width, y + height], inside, EDGE)) spots.push({ x, y })
      }
    }
  }
  return spots
}

/** Whether two boxes lie on each other, or nearer than `air`. @param {Box} one @param {Box} other */
export const meets = (one, other, air = 0) => one[0] < other[2] + air && other[0] < one[2] + air && one[1] < other[3] + air && other[1] < one[3] + air

/** Whether something takes the room it lies in. What is drawn goes over others, and frames have them inside. @param {{ type: string, deleted?: boolean }} element */
export const isSolid = ({ type, deleted }) => !deleted && ["note", "group", "text", "shape", "image"].includes(type)

/** Where an element lies. @param {{ x: number, y: number, w: number, h: number }} element @returns {Box} */
export const boxOf = ({ x, y, w, h }) => [x, y, x + w, y + h]
