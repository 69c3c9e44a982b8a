/**
 * What lies where on the plane: a box for every living note and group, the notes of each
 * group, and the order in which people read. Follows the store; draws nothing.
 */
import { beside } from "../geometry.js"
import { EVERYONE } from "../reducer.js"
import { Grid, around, holds } from "./grid.js"

/** @typedef {import("../reducer.js").Element} Note */
/** @typedef {import("./view.js").Box} Box */
/** @typedef {import("./view.js").Point} Point */
/** @typedef {{ id: string, box: Box, title: string }} Ground a zone, in reading order among its like */

/** What a group's title and canopy take above its notes, how far the canopy reaches beyond them, and an empty group: beside notes of the least size. */
const HEAD = 38
const REACH = 6
const EMPTY = { width: 340, height: 120 }

export class Scene {
  /** @type {Map<string, Set<string>>} group → its notes */
  #inside = new Map()
  /** @type {Map<string, string>} note → its group, as the scene knows it */
  #above = new Map()
  /** @type {string[] | null} */
  #order = null
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

  /** Take what may have changed; answers what looks different for it, groups around a moved note too.
   * @param {Map<string, Note>} elements @param {Iterable<string>} touched @returns {Set<string>} */
  take(elements, touched) {
    this.#elements = elements
    this.#order = null
    const fresh = new Set()
    for (const id of touched) {
      fresh.add(id)
      const before = this.#above.get(id)
      if (before !== undefined) fresh.add(before)
      const after = this.#file(id, elements.get(id))
      if (after !== null) fresh.add(after)
    }
    for (const id of fresh) this.#lay(id)
    return fresh
  }

  /** The width of the smallest note; that of a new one where there is none. */
  get least() {
    const notes = [...this.#elements.values()].filter(({ type, deleted }) => type === "note" && !deleted)
    return notes.reduce((least, { w }) => Math.min(least, w), this.size.width)
  }

  /** A living note, group or image: what hands can take. What else lies there is drawn by `drawings.js`. @param {string} id @returns {Note | undefined} */
  living(id) {
    const found = this.#elements.get(id)
    return found && drawn(found) ? found : undefined
  }

  /** @param {string} id @returns {Box | undefined} */
  box(id) {
    return this.grid.box(id)
  }

  /** The boxes of those that are there. @param {Iterable<string>} ids @returns {Box[]} */
  boxes(ids) {
    return [...ids].map((id) => this.grid.box(id)).filter((box) => box !== undefined)
  }

  /** The notes of a group, in order. @param {string} id @returns {string[]} */
  inside(id) {
    return [...(this.#inside.get(id) ?? [])].sort((one, other) => this.#compare(one, other))
  }

  /** Everything as people read it: zone after zone, groups with their notes, then the notes that lie alone. @returns {string[]} */
  get order() {
    this.#order ??= readingOrder(this.#elements.values(), this.grounds)
    return this.#order
  }

  /** What lies under a point, the topmost first. @param {Point} point @returns {string[]} */
  under({ x, y }) {
    const found = [...this.grid.meeting([x, y, x + 1, y + 1])].map((id) => /** @type {Note} */ (this.living(id)))
    return found.sort((one, other) => rank(one) - rank(other) || (one.z < other.z ? 1 : -1)).map(({ id }) => id)
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

  /** Whether a note may lie in a group: a public one never in one that only its author sees. @param {Note} note @param {string | null} group */
  mayJoin(note, group) {
    const above = group === null ? undefined : this.living(group)
    return note.type === "note" && Boolean(above) && (above?.audience === EVERYONE || above?.audience === note.audience)
  }

  /** Where something lies that is let go of outside of groups: still in its frame, if that reaches there. @param {Note} note @param {Point} middle @returns {string | null} */
  frameOf({ parent }, middle) {
    const frame = this.#elements.get(parent ?? "")
    if (frame?.type !== "frame" || frame.deleted) return null
    return holds([frame.x, frame.y, frame.x + frame.w, frame.y + frame.h], middle) ? frame.id : null
  }

  /** Keep which group a note lies in. @param {string} id @param {Note | undefined} note @returns {string | null} */
  #file(id, note) {
    const before = this.#above.get(id)
    const after = note && !note.deleted ? note.parent : null
    if (before !== undefined && before !== after) {
      this.#inside.get(before)?.delete(id)
      this.#above.delete(id)
    }
    if (after !== null) {
      this.#above.set(id, after)
      const inside = this.#inside.get(after)
      if (inside) inside.add(id)
      else this.#inside.set(after, new Set([id]))
    }
    return after
  }

  /** @param {string} id */
  #lay(id) {
    const found = this.living(id)
    if (!found) return this.grid.remove(id)
    this.grid.put(id, found.type === "group" ? this.#groupBox(found) : [found.x, found.y, found.x + found.w, found.y + found.h])
  }

  /** A group reaches from above its title to below its notes. @param {Note} group @returns {Box} */
  #groupBox({ id, x, y }) {
    const notes = [...(this.#inside.get(id) ?? [])].map((each) => /** @type {Note} */ (this.#elements.get(each)))
    const all = around(notes.map((note) => [note.x, note.y, note.x + note.w, note.y + note.h]))
    if (!all) return [x, y, x + this.empty.width, y + this.empty.height]
    return [all[0] - this.reach, all[1] - this.head, all[2] + this.reach, all[3] + this.reach]
  }

  /** @param {string} one @param {string} other */
  #compare(one, other) {
    return byOrder(/** @type {Note} */ (this.#elements.get(one)), /** @type {Note} */ (this.#elements.get(other)))
  }
}

/** Living elements as people read them. @param {Iterable<Note>} elements @param {readonly { id: string }[]} grounds @returns {string[]} */
export function readingOrder(elements, grounds) {
  /** @type {Map<string, Note[]>} zone or group → what lies in it */
  const lying = new Map()
  const living = [...elements].filter(drawn)
  const groups = new Set(living.filter(({ type }) => type === "group").map(({ id }) => id))
  for (const element of living) {
    // A note whose group is not to be seen lies in none.
    const place = element.parent !== null && groups.has(element.parent) ? element.parent : element.zone
    const there = lying.get(place)
    if (there) there.push(element)
    else lying.set(place, [element])
  }
  /** @param {string} place @returns {Note[]} */
  const sorted = (place) => (lying.get(place) ?? []).sort(byOrder)
  return grounds.flatMap(({ id }) => {
    const all = sorted(id)
    const grouped = all.filter((each) => each.type === "group").flatMap((group) => [group, ...sorted(group.id)])
    return [...grouped, ...all.filter((each) => each.type !== "group")].map((each) => each.id)
  })
}

/** @param {Note} one @param {Note} other */
const byOrder = (one, other) => (one.z === other.z ? (one.id < other.id ? -1 : 1) : one.z < other.z ? -1 : 1)

/** @param {Note} element */
const drawn = ({ type, deleted }) => !deleted && ["note", "group", "image"].includes(type)

/** @param {Note} element notes lie on groups */
const rank = ({ type }) => Number(type === "group")

/** @param {Box} box */
const area = ([left, top, right, bottom]) => (right - left) * (bottom - top)

/** @param {Box} box @param {Point} point */
function distance([left, top, right, bottom], { x, y }) {
  return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom))
}
