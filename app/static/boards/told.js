/**
 * What others did, in few words: how many things came, went and moved where, and how many
 * people that were, where that may be known. Names nobody. Pure.
 */
import { nt, t, together } from "../changes.js"
import { EVERYONE } from "./reducer.js"

/** @typedef {import("./reducer.js").Element} Note */
/** @typedef {{ k: string, id: string, before?: Note, after?: Note }} Piece an event of somebody else's, and its element before and after it */
/** @typedef {{ first?: Note, last?: Note, kinds: Set<string> }} Fate what became of an element in a while */

/** So many sentences are listened to; of what is beyond, only how much it is. */
const MOST = 3

/** @param {readonly Piece[]} pieces in their order @param {(zone: string) => string} title of a zone @param {"all" | "summary"} level @returns {string} */
export function told(pieces, title, level) {
  const news = sorted(fates(pieces))
  const count = [...news.values()].reduce((sum, notes) => sum + notes.length, 0)
  if (!count) return ""
  if (level === "summary") return nt("%(n)s change by others.", "%(n)s changes by others.", count)
  const said = [...news].map(([name, notes]) => ({ words: sentence(name, notes, title), notes }))
  const beyond = said.slice(MOST).reduce((sum, { notes }) => sum + notes.length, 0)
  const rest = beyond ? [nt("%(n)s more change by others.", "%(n)s more changes by others.", beyond)] : []
  return together([...said.slice(0, MOST).map(({ words }) => words), ...rest])
}

/** @param {readonly Piece[]} pieces @returns {Fate[]} of what all may see */
function fates(pieces) {
  /** @type {Map<string, Fate>} */
  const found = new Map()
  for (const { k, id, before, after } of pieces) {
    const fate = found.get(id) ?? { first: seen(before), kinds: new Set() }
    fate.last = seen(after)
    fate.kinds.add(k)
    found.set(id, fate)
  }
  return [...found.values()]
}

/** What everybody sees of it: nothing where it is hidden or gone. @param {Note | undefined} note */
const seen = (note) => (note && !note.deleted && note.audience === EVERYONE ? note : undefined)

/** What happened → to which elements; what weighs most comes first. @param {readonly Fate[]} found @returns {Map<string, Note[]>} */
function sorted(found) {
  /** @type {Map<string, Note[]>} */
  const news = new Map()
  for (const fate of found) {
    const [name, note] = happened(fate) ?? []
    if (name && note) news.set(name, [...(news.get(name) ?? []), note])
  }
  const order = ["add", "said", "group", "thing", "move", "gone", "words", "other"]
  const rank = (/** @type {string} */ name) => order.indexOf(name.split(" ")[0] ?? "")
  return new Map([...news].sort(([one], [other]) => rank(one) - rank(other)))
}

/** @param {Fate} fate @returns {[name: string, note: Note] | null} */
function happened({ first, last, kinds }) {
  if (first && !last) return ["gone", first]
  if (!last) return null
  if (!first) return [`${NEW[last.type] ?? "thing"}${last.type === "comment" ? "" : ` ${last.zone}`}`, last]
  if (first.zone !== last.zone) return [`move ${last.zone}`, last]
  if (first.text !== last.text) return ["words", last]
  // Writing that comes to the same words, a stroke that goes on: nothing to say.
  return [...kinds].every((kind) => QUIET.has(kind)) ? null : ["other", last]
}

const QUIET = new Set(["txt", "ink.add"])
/** @type {Record<string, string>} */
const NEW = { note: "add", group: "group", comment: "said" }

/** @param {string} name @param {readonly Note[]} notes @param {(zone: string) => string} title */
function sentence(name, notes, title) {
  const [what, place = ""] = name.split(" ")
  const n = notes.length
  const zone = title(place) || t("the board")
  switch (what) {
    case "add": return added(notes, zone)
    case "said": return nt("%(n)s new comment.", "%(n)s new comments.", n)
    case "group": return nt("%(n)s new group in %(zone)s.", "%(n)s new groups in %(zone)s.", n, { zone })
    case "thing": return nt("%(n)s new thing in %(zone)s.", "%(n)s new things in %(zone)s.", n, { zone })
    case "move": return nt("%(n)s thing moved to %(zone)s.", "%(n)s things moved to %(zone)s.", n, { zone })
    case "gone": return nt("%(n)s thing was taken away.", "%(n)s things were taken away.", n)
    case "words": return nt("%(n)s thing was written anew.", "%(n)s things were written anew.", n)
    default: return nt("%(n)s thing was changed.", "%(n)s things were changed.", n)
  }
}

/** New notes, and how many people that were, where each may be known. @param {readonly Note[]} notes @param {string} zone */
function added(notes, zone) {
  const people = new Set(notes.map(({ author, named }) => (named ? author : null)))
  if (people.has(null)) return nt("%(n)s new note in %(zone)s.", "%(n)s new notes in %(zone)s.", notes.length, { zone })
  const by = nt("by one person", "by %(n)s people", people.size)
  return nt("%(n)s new note in %(zone)s, %(by)s.", "%(n)s new notes in %(zone)s, %(by)s.", notes.length, { zone, by })
}
