/** In which order people read what lies on the plane. Pure. */

/** @typedef {import("../reducer.js").Element} Note */

/** Living elements as people read them. @param {Iterable<Note>} elements @param {readonly { id: string }[]} grounds @returns {string[]} */
export function readingOrder(elements, grounds) {
  /** @type {Map<string, Note[]>} zone, group or frame → what lies in it */
  const lying = new Map()
  const living = [...elements].filter(isTaken)
  const holders = new Set(living.filter(isHolder).map(({ id }) => id))
  for (const element of living) {
    // What lies in something that is not to be seen lies in none.
    const place = element.parent !== null && holders.has(element.parent) ? element.parent : element.zone
    const there = lying.get(place)
    if (there) there.push(element)
    else lying.set(place, [element])
  }
  /** @param {string} place @returns {string[]} */
  const within = (place) => (lying.get(place) ?? []).sort(byTurn).flatMap(({ id }) => (holders.has(id) ? [id, ...within(id)] : [id]))
  return grounds.flatMap(({ id }) => within(id))
}

/** Whether hands can take it. @param {Note} element */
export const isTaken = ({ type, deleted }) => !deleted && type !== "comment"

/** @param {Note} element */
const isHolder = ({ type }) => type === "group" || type === "frame"

/** Groups and frames first, strokes last, else in order. @param {Note} one @param {Note} other */
export const byTurn = (one, other) => turn(one) - turn(other) || (one.z === other.z ? (one.id < other.id ? -1 : 1) : one.z < other.z ? -1 : 1)

/** @param {Note} element */
const turn = (element) => (isHolder(element) ? 0 : element.type === "ink" ? 2 : 1)
