/** What this seat may do with these notes and groups just now; the server has the last word. Pure. */
import { free, keptOut } from "../reach.js"
import { EVERYONE, INBOX } from "../reducer.js"

/** @typedef {import("../reducer.js").Element} Note */
/** @typedef {{ context: import("../decide.js").Context, waiting: ReadonlySet<string>, facilitates: boolean }} Rules */

/** @param {string} act @param {readonly Note[]} notes @param {Rules} rules */
export function mayDo(act, notes, { context, waiting, facilitates }) {
  const [note] = notes
  if (!note) return false
  const all = (/** @type {string} */ own, /** @type {string} */ others) => notes.every((each) => free(context, each, own, others))
  const alone = notes.length === 1
  const hidden = note.audience !== EVERYONE
  const shut = context.rights.add || keptOut(context, note.zone)
  const papers = notes.every(({ type }) => type === "note")
  switch (act) {
    // Where everybody writes alone, nobody writes where all would read it.
    case "edit": return alone && (hidden || !context.private || facilitates) && all("change-own", "rewrite-others")
    case "move": return all("change-own", "arrange-others")
    case "colour": return papers && all("change-own", "arrange-others")
    case "group": return papers && !shut && all("change-own", "arrange-others")
    case "free": return notes.some(({ parent }) => parent !== null) && all("change-own", "arrange-others")
    case "share": return alone && papers && note.audience === context.seat && !context.private && !shut
    case "show": return facilitates && notes.every(({ audience }) => audience.startsWith(INBOX))
    case "hide": return facilitates && notes.every(({ audience, id }) => audience === EVERYONE && !waiting.has(id))
    case "delete": return all("delete-own", "delete-others")
    case "promote": return alone && facilitates && !hidden && !waiting.has(note.id)
    default: return false
  }
}
