/** In which order things are laid when somebody tidies up, and the turns they have then in the list. Pure. */
import { between } from "../order.js"

/** @typedef {import("../reducer.js").Element} Note */
/** @typedef {"group" | "colour" | "votes" | "author" | "time"} Order */
/** @typedef {{ inside: (id: string) => readonly string[], colours: readonly string[], dots: ReadonlyMap<string, number>, nameOf: (note: Note) => string, language: string }} Known what the page knows of notes: `nameOf` whose they are, where all see that */

export const isHolder = (/** @type {{ type: string }} */ { type }) => type === "group" || type === "frame"

/** Groups and frames first, then what lies alone; of those that are alike each keeps its turn. @param {readonly Note[]} notes in the order they have @param {Order} order @param {Known} known @returns {Note[]} */
export function sorted(notes, order, known) {
  const ranks = new Map(notes.map((note) => [note.id, rankOf(note, order, known)]))
  const rank = (/** @type {Note} */ { id }) => ranks.get(id) ?? 0
  return [...notes].sort((one, other) => Number(isHolder(other)) - Number(isHolder(one)) || compared(rank(one), rank(other), known.language))
}

/** @param {Note} note @param {Order} order @param {Known} known @returns {number | string} */
function rankOf(note, order, { inside, colours, dots, nameOf }) {
  switch (order) {
    // The groups with most in them first.
    case "group": return isHolder(note) ? -inside(note.id).length : 0
    case "colour": return colours.indexOf(note.colour ?? "")
    case "votes": return -[note.id, ...inside(note.id)].reduce((sum, id) => sum + (dots.get(id) ?? 0), 0)
    case "author": return nameOf(note)
    // New ones come last in the list.
    case "time": return 0
  }
}

/** Numbers by size, names as their language has them, and what has none last. @param {number | string} one @param {number | string} other @param {string} language */
function compared(one, other, language) {
  if (typeof one === "number" && typeof other === "number") return one - other
  return Number(one === "") - Number(other === "") || String(one).localeCompare(String(other), language)
}

/** The turn of each in this order: they share out those they have, so that nothing else in the list changes its place.
 * @param {readonly { id: string, z: string }[]} notes in their new order @param {() => string} jitter @returns {Map<string, string>} */
export function turnsOf(notes, jitter) {
  const there = notes.map(({ z }) => z).sort((one, other) => (one < other ? -1 : Number(one > other)))
  /** @type {string | null} */
  let before = null
  return new Map(notes.map(({ id }, index) => {
    const own = there[index] ?? ""
    // Of two that have the same turn neither comes first for sure.
    before = before !== null && own <= before ? between(before, there.find((each) => each > (before ?? "")) ?? null, jitter()) : own
    return /** @type {const} */ ([id, before])
  }))
}
