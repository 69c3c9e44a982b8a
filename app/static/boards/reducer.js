/**
 * What a board is after an event: the twin of `app/boards/engine/apply.py`. Never
 * refuses; an event about something this reader never saw changes nothing but `seq`.
 * Pure: nothing given is changed. No rounding, no division, no sorting of text: there
 * the languages differ.
 *
 * @typedef {{id: string, type: string, zone: string, parent: string | null, z: string, x: number, y: number,
 *   w: number, h: number, colour: string | null, lang: string | null, dir: string, text: string,
 *   author: string | null, named: boolean, audience: string, generation: number, deleted: boolean}} Element
 * @typedef {{seq: number, elements: Map<string, Element>, living: number}} Board
 * @typedef {Record<string, any> & {k: string, id: string, s?: number}} BoardEvent
 */

export const EVERYONE = "*"

/** @returns {Board} */
export const emptyBoard = () => ({ seq: 0, elements: new Map(), living: 0 })

/**
 * The board after `event`; an event of our own that is still in flight has no `s` yet.
 * @param {Board} board @param {BoardEvent} event @param {string | null} [seat] who wrote it, where the reader knows
 * @returns {Board}
 */
export function apply(board, event, seat = null) {
  return replay(board, [event], seat)
}

/**
 * The board after many events, with one copy instead of many.
 * @param {Board} board @param {Iterable<BoardEvent>} events @param {string | null} [seat]
 * @returns {Board}
 */
export function replay(board, events, seat = null) {
  const elements = new Map(board.elements)
  let { living, seq } = board
  for (const event of events) {
    const before = elements.get(event.id)
    const after = element(before, event, seat)
    seq = event.s ?? seq
    if (!after) continue
    living += Number(!after.deleted) - Number(before !== undefined && !before.deleted)
    elements.set(event.id, after)
  }
  return { seq, elements, living }
}

/** @param {Element | undefined} before @param {BoardEvent} event @param {string | null} seat
 * @returns {Element | undefined} */
function element(before, event, seat) {
  if (event.k === "el.add") return whole(event, event.by ?? seat)
  // A reveal names nobody: who knew the author still does.
  if (event.k === "el.put") return whole(event, event.by ?? before?.author ?? null)
  if (!before) return undefined
  switch (event.k) {
    case "el.set": return { ...before, ...event.p }
    case "el.move": {
      const { zone, z, x, y } = event
      return { ...before, parent: event.parent ?? null, zone, z, x, y }
    }
    case "el.del": return { ...before, deleted: true }
    case "txt.put": return { ...before, text: event.t }
    default: return undefined
  }
}

/** @param {BoardEvent} event @param {string | null} author @returns {Element} */
function whole({ id, r, by, aud = EVERYONE, pm = 0, nm = false }, author) {
  return {
    parent: null, colour: null, lang: null, dir: "auto", ...r,
    id, author, named: nm || (by !== undefined && aud === EVERYONE), audience: aud, generation: pm, deleted: false,
  }
}
