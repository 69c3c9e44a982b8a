/**
 * What lies where on the plane: a box for everything hands can take, what lies in each group and
 * frame, where lines end, and the order in which people read. Follows the store; draws nothing.
 */
import { EMPTY, HEAD, REACH, beside, groupBox, sizeIn } from "../geometry.js"
import { EVERYONE } from "../reducer.js"
import { Grid, holds } from "./grid.js"
import { byTurn, isTaken, readingOrder } from "./reading.js"
import { onEdge, strokeBox } from "./strokes.js"

/** @typedef {import("../reducer.js").Element} Note */
/** @typedef {import("../reducer.js").End} End */
/** @typedef {import("./view.js").Box} Box */
/** @typedef {import("./view.js").Point} Point */
/** @typedef {{ id: string, box: Box, head?: number, title: string }} Ground a zone, in reading order among its like */
/** @typedef {{ ids: ReadonlySet<string>, by: Point }} Shift what is in a hand, and how far from where it lies */

/** Around the ends of a line, so that one that lies flat has a box as well. */
const AIR = 8

/** What lies on what, the lowest last, among what one can drop something on or write in. */
const LEVELS = ["note", "image", "text", "group", "shape", "frame"]

export class Scene {
  /** @type {Map<string, Set<string>>} group or frame → what lies in it */
  #inside = new Map()
  /** @type {Map<string, string>} element → its group or frame, as the scene knows it */
  #above = new Map()
  /** @type {Map<string, Set<string>>} element → the lines that end at it */
  #lines = new Map()
  /** @type {Map<string, string[]>} line → what it ends at */
  #tied = new Map()
  /** Groups whose notes lie in a pile, and those that are opened on this screen alone. @type {Set<string>} */
  #piles = new Set()
  /** @type {Set<string>} */
  #opened = new Set()
  /** @type {string[] | null} */
  #order = null
  /** @type {Map<string, number> | null} */
  #turns = null
  /** @type {Map<string, Note>} */
  #elements = new Map()
  grid = new Grid()

  /** @param {readonly Ground[]} grounds zones in reading order @param {import("../geometry.js").Size} size of new notes */
  constructor(grounds, size) {
    this.grounds = grounds
    this.size = size
    this.head = beside(size.width, HEAD)
    this.reach = beside(size.width, REACH)
    /** A group without notes. */
    this.empty = { width: beside(size.width, EMPTY.width), height: beside(size.width, EMPTY.height) }
  }

  get elements() {
    return this.#elements
  }

  /** Take what may have changed; answers what looks different for it, groups around a moved note and lines to it too.
   * @param {Map<string, Note>} elements @param {Iterable<string>} touched @returns {Set<string>} */
  take(elements, touched) {
    this.#elements = elements
    this.#order = this.#turns = null
    /** @type {Set<string>} */
    const fresh = new Set()
    for (const id of touched) {
      fresh.add(id)
      const before = this.#above.get(id)
      if (before !== undefined) fresh.add(before)
      const after = this.#file(id, elements.get(id))
      if (after !== null) fresh.add(after)
      this.#tie(id, elements.get(id))
    }
    for (const id of [...fresh]) for (const note of this.#pile(id)) fresh.add(note)
    // Lines lie where what they end at lies by then.
    const lines = [...fresh].flatMap((id) => [...(this.#lines.get(id) ?? [])])
    for (const id of fresh) if (!this.#tied.has(id)) this.#lay(id)
    for (const id of lines) fresh.add(id)
    for (const id of fresh) if (this.#tied.has(id)) this.#lay(id)
    return fresh
  }

  /** The width of the smallest note; that of a new one where there is none. */
  get least() {
    const notes = [...this.#elements.values()].filter(({ type, deleted }) => type === "note" && !deleted)
    return notes.reduce((least, { w }) => Math.min(least, w), this.size.width)
  }

  /** How large a new note is in a zone: as those that are there. @param {string} zone */
  sizeIn(zone) {
    return sizeIn(this.#elements.values(), zone, this.size)
  }

  /** What is there and can be taken: all but comments, which lie with what they are about. @param {string} id @returns {Note | undefined} */
  living(id) {
    const found = this.#elements.get(id)
    return found && isTaken(found) ? found : undefined
  }

  /** @param {string} id @returns {Box | undefined} */
  box(id) {
    return this.grid.box(id)
  }

  /** The boxes of those that are there. @param {Iterable<string>} ids @returns {Box[]} */
  boxes(ids) {
    return [...ids].map((id) => this.grid.box(id)).filter((box) => box !== undefined)
  }

  /** What lies in a group or frame itself, in order. @param {string} id @returns {string[]} */
  inside(id) {
    return [...(this.#inside.get(id) ?? [])].sort((one, other) => this.#compare(one, other))
  }

  /** What lies in a group or frame at any depth. @param {string} id @returns {string[]} */
  beneath(id) {
    return this.inside(id).flatMap((each) => [each, ...this.beneath(each)])
  }

  /** What something lies in, from the inside out. @param {string} id @returns {string[]} */
  above(id) {
    const above = this.#above.get(id)
    return above === undefined ? [] : [above, ...this.above(above)]
  }

  /** Everything as people read it: zone after zone, groups and frames with what lies in them, then what lies alone; of a pile its group. @returns {string[]} */
  get order() {
    this.#order ??= this.all.filter((id) => this.seenAt(id) === id)
    return this.#order
  }

  /** Each element's place in that order. @returns {ReadonlyMap<string, number>} */
  get turns() {
    this.#turns ??= new Map(this.order.map((id, turn) => [id, turn]))
    return this.#turns
  }

  /** The same with what lies in piles. @returns {string[]} */
  get all() {
    return readingOrder(this.#elements.values(), this.grounds)
  }

  /** Whether the notes of a group are to be seen as a pile here. @param {string} id */
  isPile(id) {
    const group = this.living(id)
    return Boolean(group?.folded) && !this.#opened.has(id) && Boolean(this.#inside.get(id)?.size)
  }

  /** Where something is seen: in a pile as its group, else as itself. @param {string} id */
  seenAt(id) {
    const above = this.#above.get(id)
    return above !== undefined && this.isPile(above) ? above : id
  }

  /** Whether something lies in a pile below its first note. @param {string} id */
  isCovered(id) {
    const at = this.seenAt(id)
    return at !== id && this.inside(at)[0] !== id
  }

  /** Open a folded group on this screen alone, or fold it here again; answers what looks different. @param {string} id @param {boolean} open */
  peek(id, open) {
    if (open) this.#opened.add(id)
    else this.#opened.delete(id)
    return this.take(this.#elements, [id])
  }

  /** What lies under a point and has a ground, the topmost first. @param {Point} point @returns {string[]} */
  under({ x, y }) {
    const found = [...this.grid.meeting([x, y, x + 1, y + 1])].map((id) => /** @type {Note} */ (this.living(id))).filter(({ type }) => LEVELS.includes(type))
    return found.sort((one, other) => LEVELS.indexOf(one.type) - LEVELS.indexOf(other.type) || (one.z < other.z ? 1 : -1)).map(({ id }) => id)
  }

  /** Whether it takes the room it lies in: something new goes beside it, but into frames and over lines. @param {string} id */
  fills(id) {
    return !["frame", "connector", "ink"].includes(this.living(id)?.type ?? "frame")
  }

  /** The zone a point belongs to: of those that hold it the smallest, else the one it is nearest to. @param {Point} point @returns {string} */
  zoneAt(point) {
    const holding = this.grounds.filter(({ box }) => holds(box, point)).sort((one, other) => area(one.box) - area(other.box))
    const nearest = holding[0] ?? [...this.grounds].sort((one, other) => distance(one.box, point) - distance(other.box, point))[0]
    return nearest?.id ?? ""
  }

  /** The group somebody drops on: the one whose ground holds the point. @param {Point} point @param {ReadonlySet<string>} without what is in the hand @returns {string | null} */
  groupAt(point, without) {
    const found = this.under(point).find((id) => !without.has(id) && this.living(id)?.type === "group")
    return found ?? null
  }

  /** The frame that something comes to lie in whose middle is there: of those that hold it the smallest. @param {Note} note @param {Point} middle @param {ReadonlySet<string>} without what is in the hand @returns {string | null} */
  frameAt(note, middle, without) {
    const size = (/** @type {string} */ id) => area(/** @type {Box} */ (this.box(id)))
    // A frame lies in larger ones alone.
    const own = note.type === "frame" ? note.w * note.h : 0
    const frames = this.under(middle).filter((id) => !without.has(id) && this.living(id)?.type === "frame" && this.mayJoin(note, id) && size(id) > own)
    return frames.sort((one, other) => size(one) - size(other))[0] ?? null
  }

  /** Whether something may lie in a group or frame: in groups notes alone, nothing in itself, and a public note never in what only its author sees. @param {Note} note @param {string | null} group */
  mayJoin(note, group) {
    const above = group === null ? undefined : this.living(group)
    if (!above || !(above.type === "frame" || (above.type === "group" && note.type === "note"))) return false
    if (above.id === note.id || this.above(above.id).includes(note.id)) return false
    return above.audience === EVERYONE || above.audience === note.audience
  }

  /** Where a line begins and ends: at the edge of what it is tied to. @param {Note} line @param {Shift} [shift] @returns {[Point, Point]} */
  ends({ id, start, end, x, y }, shift) {
    const [one, other] = [start, end].map((each) => this.#endBox(each ?? [x, y], id, shift))
    return one && other ? [onEdge(one, middleOf(other)), onEdge(other, middleOf(one))] : [{ x, y }, { x, y }]
  }

  /** The box of an end; a point goes along with its line. @param {End} end @param {string} line @param {Shift} [shift] @returns {Box} */
  #endBox(end, line, shift) {
    const found = typeof end === "string" ? this.#elements.get(end) : undefined
    const [x, y] = Array.isArray(end) ? end : [0, 0]
    const box = found ? (this.grid.box(this.seenAt(found.id)) ?? plain(found)) : /** @type {Box} */ ([x, y, x, y])
    return shift?.ids.has(typeof end === "string" ? end : line) ? shifted(box, shift.by) : box
  }

  /** Keep whether a group is a pile; answers what lies in it where it is one no longer, or from now on. @param {string} id */
  #pile(id) {
    const [was, is] = [this.#piles.has(id), this.isPile(id)]
    if (!this.living(id)?.folded) this.#opened.delete(id)
    if (was === is) return []
    if (is) this.#piles.add(id)
    else this.#piles.delete(id)
    return this.#inside.get(id) ?? []
  }

  /** Keep what something lies in. @param {string} id @param {Note | undefined} note @returns {string | null} */
  #file(id, note) {
    const before = this.#above.get(id)
    const after = note && isTaken(note) ? note.parent : null
    if (before !== undefined && before !== after) {
      this.#inside.get(before)?.delete(id)
      this.#above.delete(id)
    }
    if (after !== null) {
      this.#above.set(id, after)
      put(this.#inside, after, id)
    }
    return after
  }

  /** Keep what a line ends at. @param {string} id @param {Note | undefined} line */
  #tie(id, line) {
    for (const end of this.#tied.get(id) ?? []) this.#lines.get(end)?.delete(id)
    if (line?.type !== "connector") return
    const ends = line.deleted ? [] : [line.start, line.end].filter((end) => typeof end === "string")
    this.#tied.set(id, ends)
    for (const end of ends) put(this.#lines, end, id)
  }

  /** @param {string} id */
  #lay(id) {
    const found = this.living(id)
    if (!found || this.seenAt(id) !== id) return this.grid.remove(id)
    this.grid.put(id, this.#boxOf(found))
  }

  /** @param {Note} found @returns {Box} */
  #boxOf(found) {
    switch (found.type) {
      case "group": return this.#groupBox(found)
      case "ink": return strokeBox(found)
      case "connector": return lineBox(this.ends(found))
      default: return plain(found)
    }
  }

  /** A group reaches from above its title to below its notes. @param {Note} group @returns {Box} */
  #groupBox({ id, x, y }) {
    const notes = [...(this.#inside.get(id) ?? [])].map((each) => /** @type {Note} */ (this.#elements.get(each)))
    const box = groupBox({ x, y }, notes.map(plain), this.size.width)
    const [first] = this.isPile(id) ? this.inside(id).map((each) => /** @type {Note} */ (this.#elements.get(each))) : []
    if (!first) return box
    const [left, top] = [box[0] + this.reach, box[1] + this.head]
    return [box[0], box[1], left + first.w + 2 * this.reach, top + first.h + 2 * this.reach]
  }

  /** @param {string} one @param {string} other */
  #compare(one, other) {
    return byTurn(/** @type {Note} */ (this.#elements.get(one)), /** @type {Note} */ (this.#elements.get(other)))
  }
}

/** @param {Note} element @returns {Box} */
const plain = ({ x, y, w, h }) => [x, y, x + w, y + h]

/** @param {Box} box @returns {Point} */
const middleOf = ([left, top, right, bottom]) => ({ x: (left + right) / 2, y: (top + bottom) / 2 })

/** @param {Box} box @param {Point} by @returns {Box} */
const shifted = ([left, top, right, bottom], { x, y }) => [left + x, top + y, right + x, bottom + y]

/** @param {[Point, Point]} ends @returns {Box} */
const lineBox = ([one, other]) => [Math.min(one.x, other.x) - AIR, Math.min(one.y, other.y) - AIR, Math.max(one.x, other.x) + AIR, Math.max(one.y, other.y) + AIR]

/** @param {Map<string, Set<string>>} sets @param {string} key @param {string} id */
function put(sets, key, id) {
  const there = sets.get(key)
  if (there) there.add(id)
  else sets.set(key, new Set([id]))
}

/** @param {Box} box */
const area = ([left, top, right, bottom]) => (right - left) * (bottom - top)

/** @param {Box} box @param {Point} point */
function distance([left, top, right, bottom], { x, y }) {
  return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom))
}
