/**
 * Words that did not reach their board, or came late: kept on this device until whoever wrote them has dealt with
 * them, whatever screen they are on by then. By person, so that on a shared device nobody finds another's.
 */
import { deviceWords, tabWords } from "../storage.js"

/** @typedef {"shown" | "first" | "facilitators" | "alone" | "taken" | "gone"} Fate what became of a note (`fates.js`): who sees it on its board; `taken`: a facilitator deleted it; `first`: facilitators look at it before all do, for its author shows it */
/** @typedef {{ from: string, to: string, first: boolean }} Shared what an author shows lies there as a note of its own; facilitators may look at it `first` */
/** `open`: everybody saw it before somebody else deleted it. @typedef {{ id: string, text: string, zone: string, open?: boolean }} Unshown */
/** `shared` is the note as which its author shows it, `open` as above; `beside`: the words were meant for a note that others saw by then. @typedef {{ id: string, board: string, title: string, say: string, at: number, late?: boolean, fate?: Fate, shared?: string, open?: boolean, beside?: boolean, op: { k: string, id?: string, t?: string, zone?: string, g?: string, pm?: number, l?: string } }} Returned */

/** What finds no place on the device lasts as long as the page. @type {Map<string, Returned[]>} */
const here = new Map()

const nameOf = (/** @type {string} */ principal) => `returned ${principal}`

/** What came back to somebody, the oldest first. @param {string} principal @returns {Returned[]} */
export function returnedTo(principal) {
  try {
    return here.get(principal) ?? JSON.parse(deviceWords.get(nameOf(principal)) ?? "[]")
  } catch {
    return []
  }
}

/** Keep what came back. Of the steps of writing in one note the last has all its words, and so it has of a late note. @param {string} principal @param {Returned} item */
export function keepReturned(principal, item) {
  const { id, board, late, fate, op } = item
  const steps = (/** @type {Returned} */ each) => (late && each.late) || (op.k.startsWith("txt") && each.op.k.startsWith("txt"))
  const same = (/** @type {Returned} */ each) => each.id === id || (each.board === board && op.id !== undefined && (each.shared === op.id || (each.op.id === op.id && steps(each))))
  put(principal, [...returnedTo(principal).filter((each) => !same(each)), item])
  // Whatever screen its author is on: where nobody is named, a closed workshop shows it to them no more.
  if (late && !fate && !item.say && !op.pm && op.id) keepUnshown(principal, board, [...unshownOn(principal, board).filter((each) => each.id !== op.id), { id: op.id, text: op.t ?? "", zone: op.zone ?? "" }])
}

/** What a card keeps of an op that was taken late: it is about the note its words are in. @param {Returned["op"]} op @param {import("./sending.js").Outcome} outcome @returns {Pick<Returned, "late" | "fate" | "beside" | "op">} */
export const cameLate = (op, { late, beside }) => ({ late: true, ...(!late && { fate: "alone" }), ...(beside && { beside }), op: beside ? { ...op, id: op.l } : op })

/** Whoever shows a note that came late need not be told of it, unless facilitators look at it first: then they are told of the note it is by now. @param {HTMLElement} root the board's part of a page @param {Shared | null} shared */
export function followShared({ dataset: { principal = "", board = "" } }, shared) {
  const card = returnedTo(principal).find((each) => each.late && each.board === board && each.op.id === shared?.from)
  if (!card || !shared) return
  if (shared.first) keepReturned(principal, { ...card, say: "", fate: "first", shared: shared.to })
  else dropReturned(principal, card.id)
}

/** One's own notes on a board that facilitators alone see beside oneself (`unshown.js`). @param {string} principal @param {string} board @returns {Unshown[]} */
export const unshownOn = (principal, board) => JSON.parse(deviceWords.get(`unshown ${principal} ${board}`) ?? "[]")

/** @param {string} principal @param {string} board @param {Unshown[]} notes */
export const keepUnshown = (principal, board, notes) => deviceWords.put(`unshown ${principal} ${board}`, notes.length ? JSON.stringify(notes) : null)

/** Keep the words of notes that others deleted until it is known who did. @param {HTMLElement} root the board's part of a page @param {import("./reducer.js").Element[]} gone one's own, as they were */
export function keepDeleted({ dataset: { principal = "", board = "" } }, gone) {
  const ids = new Set(gone.map(({ id }) => id))
  keepUnshown(principal, board, [...unshownOn(principal, board).filter(({ id }) => !ids.has(id)), ...gone.map(({ id, text, zone }) => ({ id, text, zone, open: true }))])
}

/** Whether something may lie here that is looked for with the tray: such notes, or words somebody began (`begun_elsewhere.js`). @param {string} principal */
export const mayLie = (principal) => [...deviceWords.names(), ...tabWords.names()].some((name) => ["unshown", "kept", "draft", "early", "words"].some((kind) => name.startsWith(`${kind} ${principal} `)))

/** It has been dealt with. @param {string} principal @param {string} id */
export function dropReturned(principal, id) {
  put(principal, returnedTo(principal).filter((each) => each.id !== id))
}

/** @param {string} principal @param {Returned[]} items */
function put(principal, items) {
  if (deviceWords.put(nameOf(principal), items.length ? JSON.stringify(items) : null)) here.delete(principal)
  else here.set(principal, items)
  document.dispatchEvent(new Event("words:returned"))
}
