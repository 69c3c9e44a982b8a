/** What this seat may do with these things just now; the server has the last word. Pure. */
import { free, keptOut, mayComment } from "../reach.js"
import { EVERYONE, INBOX } from "../reducer.js"
import { isTied } from "./drop.js"

/** @typedef {import("../reducer.js").Element} Note */
/** @typedef {{ context: import("../decide.js").Context, waiting: ReadonlySet<string>, facilitates: boolean, said?: (id: string) => number, asked?: (note: Note) => boolean, pile?: (id: string) => boolean, voted?: boolean }} Rules `said`: how many comments there are on something; `asked`: whether the canvas asks something of it; `pile`: whether a group is one here; `voted`: whether a closed vote gave dots */

/** Notes one op makes one of. */
const MOST_MERGED = 51

/** What has a size of its own. */
export const SIZED = ["note", "image", "text", "shape", "frame"]


/** @param {string} act @param {readonly Note[]} notes @param {Rules} rules */
export function mayDo(act, notes, { context, waiting, facilitates, said = () => 0, asked = () => false, pile = () => false, voted = false }) {
  const [note] = notes
  if (!note) return false
  const all = (/** @type {string} */ own, /** @type {string} */ others) => notes.every((each) => free(context, each, own, others))
  const alone = notes.length === 1
  const hidden = note.audience !== EVERYONE
  const shut = context.rights.add || keptOut(context, note.zone)
  const only = (/** @type {string[]} */ ...types) => notes.every(({ type }) => types.includes(type))
  const papers = only("note")
  switch (act) {
    // Where everybody writes alone, nobody writes where all would read it.
    case "edit": return alone && !only("ink") && (hidden || !context.private || facilitates) && all("change-own", "rewrite-others")
    case "move": return all("change-own", "arrange-others")
    case "colour": return only("note", "shape", "ink") && all("change-own", "arrange-others")
    case "tongue": return alone && note.text !== "" && all("change-own", "arrange-others")
    case "answer": return alone && papers && asked(note) && all("change-own", "arrange-others")
    case "fold": return alone && only("group") && !pile(note.id) && (Boolean(note.folded) || all("change-own", "arrange-others"))
    // Whoever may not open it for all opens it on their own screen.
    case "unfold": return alone && only("group") && pile(note.id)
    case "group": return papers && !shut && all("change-own", "arrange-others")
    case "comment": return alone && (mayComment(context, note) || said(note.id) > 0)
    case "merge": return papers && notes.length > 1 && notes.length <= MOST_MERGED && notes.every(({ audience, generation }) => audience === note.audience && generation === note.generation) && all("change-own", "rewrite-others") && all("delete-own", "delete-others")
    case "connect": return alone && !only("connector", "ink") && !shut
    case "copy": return !shut
    case "clip": return true
    case "larger": case "smaller": case "size": return notes.some(({ type }) => SIZED.includes(type)) && all("change-own", "arrange-others")
    case "front": case "back": case "forward": case "backward": return all("change-own", "arrange-others")
    case "align": return notes.filter((each) => !isTied(each)).length > 1 && all("change-own", "arrange-others")
    case "spread": return notes.filter((each) => !isTied(each)).length > 2 && all("change-own", "arrange-others")
    case "tidy": case "sort": return (voted || act === "tidy") && notes.filter((each) => !isTied(each) && free(context, each, "change-own", "arrange-others")).length > 1
    case "lock": return !context.rights.lock && notes.some(({ locked }) => !locked)
    case "unlock": return !context.rights.lock && notes.some(({ locked }) => locked)
    case "free": return notes.some(({ parent }) => parent !== null) && all("change-own", "arrange-others")
    case "share": return alone && papers && note.audience === context.seat && !context.private && !shut
    case "show": return facilitates && notes.every(({ audience }) => audience.startsWith(INBOX))
    case "hide": return facilitates && notes.every(({ audience, id }) => audience === EVERYONE && !waiting.has(id))
    case "delete": return all("delete-own", "delete-others")
    case "wall": return alone && facilitates && only("note", "group", "image") && note.audience === EVERYONE
    case "promote": return alone && facilitates && only("note", "group") && !hidden && !waiting.has(note.id)
    default: return false
  }
}

/** Whether one may change how something lies, for all. @param {import("../decide.js").Context} context @param {Note} note */
export const mayArrange = (context, note) => free(context, note, "change-own", "arrange-others")

/** Whether one may move this. @param {{ store: { context: import("../decide.js").Context } }} desk @param {Note | undefined} note */
export const mayMove = ({ store: { context } }, note) => note !== undefined && mayArrange(context, note) && (note.audience === EVERYONE || note.audience === context.seat)
