/**
 * What a board is after an event: the twin of `app/boards/engine/apply.py`. Never
 * refuses; an event about something this reader never saw changes nothing but `seq`.
 * Pure: nothing given is changed. No rounding, no division, no sorting of text: there
 * the languages differ.
 *
 * @typedef {{id: string, type: string, zone: string, parent: string | null, z: string, x: number, y: number,
 *   w: number, h: number, colour: string | null, lang: string | null, dir: string, text: string, gloss: string | null,
 *   author: string | null, named: boolean, audience: string, generation: number, deleted: boolean} & Beside} Element
 * @typedef {string | [number, number]} End an element, or a point
 * @typedef {Partial<{locked: boolean, fields: Record<string, number | string>, authors: Record<string, boolean>, size: string,
 *   form: string, start: End, end: End, arrow: string, pen: number, pts: number[], pressure: boolean, final: boolean,
 *   asset: string, about: string, resolved: boolean, folded: boolean, fit: number}>} Beside what only some types have; it is not there where it says nothing
 * @typedef {{seq: number, elements: Map<string, Element>, living: number}} Board
 * @typedef {Record<string, any> & {k: string, id: string, s?: number}} BoardEvent
 */

export const EVERYONE = "*"

/** What several people write at once, letter by letter: `live` of its kind, known before kinds are loaded. @param {string} type */
export const isLive = (type) => type === "note" || type === "text"
/** How the audience of an author and the facilitators begins (`app/boards/engine/audience.py`). */
export const INBOX = "m_"

/** @param {string | null} seat */
export const inboxOf = (seat) => INBOX + (seat ?? "").replace(/^s_/, "")

/** Whether something of this audience is there for a seat. @param {{ seat: string, leads?: boolean }} context @param {string} audience */
export const hears = ({ seat, leads }, audience) => [EVERYONE, seat, inboxOf(seat)].includes(audience) || Boolean(leads && audience.startsWith(INBOX))

/** The properties only some types have. */
export const BESIDE = ["locked", "fields", "authors", "size", "form", "start", "end", "arrow", "pen", "pts", "pressure", "final", "asset", "about", "resolved", "folded", "fit"]

/** What the words of a note share their paper with: set anew, it takes away how large they were set. */
export const FITTED = ["w", "h", "lang", "gloss", "fields"]

const FARTHEST = 1_000_000

/** The coordinate, as far as the plane reaches. @param {number} coordinate */
export const near = (coordinate) => Math.max(-FARTHEST, Math.min(FARTHEST, coordinate))

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
  return replayInto({ ...board, elements: new Map(board.elements) }, events, seat)
}

/**
 * The same on a board that nobody else holds, which becomes the one behind the events.
 * @param {Board} board @param {Iterable<BoardEvent>} events @param {string | null} [seat]
 * @returns {Board}
 */
export function replayInto(board, events, seat = null) {
  const { elements } = board
  for (const event of events) {
    const before = elements.get(event.id)
    const after = element(before, event, seat, elements)
    board.seq = event.s ?? board.seq
    if (!after) continue
    board.living += Number(!after.deleted) - Number(before !== undefined && !before.deleted)
    elements.set(event.id, after)
  }
  return board
}

/** @param {Element | undefined} before @param {BoardEvent} event @param {string | null} seat @param {ReadonlyMap<string, Element>} elements
 * @returns {Element | undefined} */
function element(before, event, seat, elements) {
  if (event.k === "el.add") return whole(event, event.by ?? seat)
  // A reveal names nobody: who knew the authors still does.
  if (event.k === "el.put") return whole(event, event.by ?? before?.author ?? null, before?.authors)
  if (!before) return undefined
  switch (event.k) {
    case "el.set": return bare({ ...before, ...(before.fit && FITTED.some((name) => name in event.p) && { fit: null }), ...event.p, ...(event.p.fields && { fields: valued({ ...before.fields, ...event.p.fields }) }) })
    case "el.move": return moved(before, event)
    case "el.del": return { ...before, deleted: true }
    case "el.lock": return { ...before, locked: true }
    case "el.unlock": return bare({ ...before, locked: null })
    case "ink.add": return bare({ ...before, pts: [...(before.pts ?? []).slice(0, event.at), ...event.pts], final: event.final || null })
    case "el.merge": return bare({ ...before, text: event.t, fit: null, authors: valued(authorsOf(before, event.ids, elements)) })
    case "txt":
    case "txt.put": return bare({ ...before, text: event.t, fit: event.fit ?? null })
    default: return undefined
  }
}

/** An element where it is now. A connector takes along the ends that are at points. @param {Element} before @param {BoardEvent} event @returns {Element} */
function moved(before, { parent = null, zone, z, x, y }) {
  const after = { ...before, parent, zone, z, x, y }
  if (before.type !== "connector") return after
  for (const name of /** @type {const} */ (["start", "end"])) {
    const at = before[name]
    if (Array.isArray(at)) after[name] = [near(at[0] + x - before.x), near(at[1] + y - before.y)]
  }
  return after
}

/** Who else wrote a note after others were folded into it, as far as one knows, and whether all may know.
 * @param {Element} into @param {string[]} ids @param {ReadonlyMap<string, Element>} elements */
function authorsOf(into, ids, elements) {
  /** @type {Record<string, boolean>} */
  const found = { ...into.authors }
  for (const note of ids.map((id) => elements.get(id))) {
    for (const [seat, named] of [[note?.author, note?.named], ...Object.entries(note?.authors ?? {})]) {
      if (typeof seat === "string" && seat !== into.author) found[seat] = found[seat] || Boolean(named)
    }
  }
  return found
}

/** @param {BoardEvent} event @param {string | null} author @param {Record<string, boolean>} [known] @returns {Element} */
function whole({ id, r, by, aud = EVERYONE, pm = 0, nm = false }, author, known) {
  return bare({
    parent: null, colour: null, lang: null, dir: "auto", gloss: null, ...r, authors: valued({ ...known, ...r.authors }),
    id, author, named: nm || (by !== undefined && aud === EVERYONE), audience: aud, generation: pm, deleted: false,
  })
}

/** What has a value; null where nothing has. @param {Record<string, any>} values */
function valued(values) {
  const there = Object.entries(values).filter(([, value]) => value !== null)
  return there.length ? Object.fromEntries(there) : null
}

/** Without what says nothing. @param {Record<string, any>} element @returns {Element} */
function bare(element) {
  for (const name of BESIDE) if (element[name] === null) delete element[name]
  return /** @type {Element} */ (element)
}
