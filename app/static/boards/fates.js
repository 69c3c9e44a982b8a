/**
 * What became of notes that came late, of those that facilitators alone saw beside their author, and may have deleted, and of
 * those that they deleted while their author was away: asked of the server, for their board may not be on the screen. Whoever
 * wrote them is told on whatever screen they are.
 */
import { t } from "../seldom.js"
import { deviceWords, tabWords } from "../storage.js"
import { titleOf } from "./leftover.js"
import { dropReturned, keepReturned, keepUnshown, returnedTo, unshownOn } from "./returned.js"

/** @typedef {import("./returned.js").Fate} Fate */
/** @typedef {{ notes: (Fate | "waits")[], over: boolean, shut?: boolean, words?: Record<string, string>, title?: string }} Answer `words` of notes that a facilitator deleted, or of those that are not for all; `shut`: the board is not open to them any more */

/** Notes one question may name, and what the server says of boards that are not open to somebody any more. */
const MOST = 100
const SHUT = new Set([403, 404, 410])

/** Find out, and tell. @param {string} principal @returns {Promise<boolean>} whether some of it still waits for a facilitator */
export async function followNotes(principal) {
  let waits = false
  for (const board of new Set([...followed(principal).map((each) => each.board), ...unshownBoards(principal)])) {
    const cards = followed(principal, board)
    const unshown = unshownOn(principal, board)
    const ids = [...new Set([...cards.flatMap(notesOf), ...unshown.map(({ id }) => id)])].slice(0, MOST)
    const answer = await asked(principal, board, ids)
    if (!answer) continue
    const fates = new Map(ids.map((id, index) => [id, answer.notes[index] ?? "gone"]))
    // Whoever wrote them may have dealt with them meanwhile.
    for (const card of followed(principal, board)) {
      const fate = fateOf(card, fates)
      if (!fate) continue
      if (fate === "waits" || fate === "first") waits = true
      const now = { ...card, ...news(card, fate, answer) }
      if (isBack(card, now.fate)) giveBack(principal, card, now.fate)
      else if (now.say !== card.say || now.fate !== card.fate) keepReturned(principal, now)
    }
    for (const { id, text, zone, open } of unshown) {
      const fate = fates.get(id)
      const card = { id: `${UNSHOWN}${id}`, board, title: titleOf(board), at: Date.now(), late: true, ...(open && { open }), op: { k: "el.add", id, t: text, zone } }
      if (fate === "taken") keepReturned(principal, { ...card, say: "", fate })
      else if (fate === "gone" && answer.over && open && !answer.shut) keepReturned(principal, { ...card, say: "", fate })
      else if (fate === "gone" && answer.over) keepReturned(principal, { ...card, say: answer.shut ? SAYS.shut : SAYS.over })
    }
    keepUnshown(principal, board, unshownOn(principal, board).filter(({ id }) => !["shown", "taken", "gone"].includes(fates.get(id) ?? "")))
  }
  return waits
}

/** Notes whose words are asked for just now. */
const underWay = new Set()

/** Tell somebody once on this device of notes that facilitators deleted while they were away: the page names them (`data-taken`). @param {string} principal */
export async function tellTaken(principal) {
  for (const [board, ids] of untold(principal)) {
    for (const id of ids) underWay.add(id)
    try {
      const answer = await asked(principal, board, ids)
      for (const id of ids) {
        const words = answer?.words?.[id]
        if (words) keepReturned(principal, { id: `${UNSHOWN}${id}`, board, title: titleOf(board) || (answer?.title ?? ""), say: "", at: Date.now(), late: true, open: true, fate: "taken", op: { k: "el.add", id, t: words } })
      }
    } finally {
      for (const id of ids) underWay.delete(id)
    }
  }
}

/** Notes that the page names and nobody was told of, by board. @param {string} principal */
const untold = (principal) => named("taken", [...toldTo(principal), ...underWay, ...returnedTo(principal).map(({ op }) => op.id)])

/** Notes that the page names beside those that are known here, by board. @param {"taken" | "unshown"} how @param {(string | undefined)[]} known @returns {Map<string, string[]>} */
function named(how, known) {
  /** @type {Map<string, string[]>} */
  const found = new Map()
  const seen = new Set(known)
  for (const page of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(`[data-${how}]`))) {
    for (const [board, id] of JSON.parse(page.dataset[how] ?? "[]")) {
      if (!seen.has(id)) found.set(board, [...(found.get(board) ?? []), id])
      seen.add(id)
    }
  }
  return found
}

/** Notes whose words were asked for to keep them. @type {Set<string>} */
const askedFor = new Set()

/** Keep the words of one's own notes that facilitators alone see beside oneself: the page names them (`data-unshown`). @param {string} principal */
export async function keepNamed(principal) {
  for (const [board, ids] of named("unshown", [...askedFor, ...returnedTo(principal).map(({ op }) => op.id)])) await keepHidden(principal, board, ids)
}

/** Keep the words of one's own notes on the device, whatever page they are on; those that a facilitator deleted wait there to be told. @param {string} principal @param {string} board @param {string[]} ids */
export async function keepHidden(principal, board, ids) {
  for (const id of ids) askedFor.add(id)
  const { notes, words, title } = (await asked(principal, board, ids.slice(0, MOST), "yes").catch((why) => {
    for (const id of ids) askedFor.delete(id)
    throw why
  })) ?? {}
  if (title && !titleOf(board)) tabWords.put(`title ${board}`, title)
  const before = unshownOn(principal, board)
  const taken = new Set(ids.filter((_, index) => notes?.[index] === "taken"))
  // Of what is back on its board its author is told anew where it is deleted once more.
  tellAnew(principal, ids.filter((id, index) => notes?.[index] && !taken.has(id)))
  const known = new Set([...toldTo(principal), ...returnedTo(principal).flatMap(({ fate, op }) => (fate === "taken" && op.id ? [op.id] : []))])
  const found = Object.entries(words ?? {}).filter(([id]) => !(taken.has(id) && known.has(id)))
  const here = found.map(([id, text]) => ({ id, text, zone: before.find((each) => each.id === id)?.zone ?? "", ...(taken.has(id) && { open: true }) }))
  if (here.length) keepUnshown(principal, board, [...before.filter(({ id }) => !words?.[id]), ...here.filter(({ text }) => text)])
}

/** The notes of which somebody has read that a facilitator deleted them. @param {string} principal @returns {string[]} */
const toldTo = (principal) => JSON.parse(deviceWords.get(`told ${principal}`) ?? "[]")

/** @param {string} principal @param {string[]} ids notes of which nothing is to be told just now */
function tellAnew(principal, ids) {
  const told = toldTo(principal)
  const left = told.filter((each) => !ids.includes(each))
  if (left.length < told.length) deviceWords.put(`told ${principal}`, left.length ? JSON.stringify(left) : null)
}

/** They have dealt with a card: no page tells them again. @param {string} principal @param {import("./returned.js").Returned} card */
export function dropTold(principal, { id, fate, op }) {
  if (fate === "taken") deviceWords.put(`told ${principal}`, JSON.stringify([...toldTo(principal).filter((each) => each !== op.id), op.id]))
  dropReturned(principal, id)
}

/** Cards of notes of which more may become. @param {string} principal @param {string} [of] a board; without it, all @returns {import("./returned.js").Returned[]} */
const followed = (principal, of) => returnedTo(principal).filter(({ board, late, say, fate, op }) => late && op.id && (of ?? board) === board && (say || !["shown", "gone"].includes(fate ?? "")))

/** The notes a card is about: as it was written, and as its author shows it. @param {import("./returned.js").Returned} card */
const notesOf = ({ op, shared }) => [op.id ?? "", ...(shared ? [shared] : [])]

/** What became of the note of a card. What its author shows may not be there yet, or no more. @param {import("./returned.js").Returned} card @param {Map<string, Fate | "waits">} fates @returns {Fate | "waits" | undefined} */
function fateOf({ op, shared = "" }, fates) {
  const fate = fates.get(shared) ?? "gone"
  if (fate === "gone") return fates.get(op.id ?? "")
  return fate === "shown" ? fate : "first"
}

const SAYS = {
  over: t("The workshop was closed while your note was hidden from the others. Here are its words; the facilitators see it on its board, unless they deleted it."),
  shut: t("Its board is not open to you any more. Here are the words of your note."),
}

/** Whether the note of a card that said a facilitator took it off its board lies there again, as before: then there is nothing to tell. @param {import("./returned.js").Returned} card @param {Fate | undefined} now */
const isBack = ({ id, fate, open }, now) => id.startsWith(UNSHOWN) && fate === "taken" && (now === "facilitators" || now === "alone" || (open === true && now === "shown"))

/** The card goes, and its note is looked after as before. @param {string} principal @param {import("./returned.js").Returned} card @param {Fate | undefined} now */
function giveBack(principal, { id, board, op }, now) {
  if (now !== "shown") keepUnshown(principal, board, [...unshownOn(principal, board).filter((each) => each.id !== op.id), { id: op.id ?? "", text: op.t ?? "", zone: op.zone ?? "" }])
  dropReturned(principal, id)
}

/** How cards begin of notes that nobody shows to their author any more: the workshop was closed, or a facilitator deleted them. */
const UNSHOWN = "unshown "

/** What a card says by now: whatever it said before may be true no more. @param {import("./returned.js").Returned} card @param {Fate | "waits"} fate @param {Answer} answer @returns {{ say: string, fate: Fate | undefined }} */
function news({ id, fate: before, open }, fate, { shut }) {
  if (shut) return { say: SAYS.shut, fate: before }
  // Once nobody can tell whose it was, it stays true what became of it.
  if (open && fate === "gone") return { say: "", fate: before }
  if (fate === "waits") return { say: "", fate: undefined }
  return { say: fate === "gone" && id.startsWith(UNSHOWN) ? SAYS.over : "", fate }
}

/** @param {string} principal @param {string} board @param {string[]} ids @param {"yes"} [words] of notes that facilitators see beside their author as well @returns {Promise<Answer | null>} null: nobody can tell just now, or somebody else is signed in by now */
async function asked(principal, board, ids, words) {
  if (ids.length === 0) return null
  const query = new URLSearchParams([["as", principal], ...(words ? [["words", words]] : []), ...ids.map((id) => ["id", id])])
  const answer = await fetch(`/boards/${board}/late/?${query}`, { headers: { Accept: "application/json" } })
  if (SHUT.has(answer.status)) return { notes: [], over: true, shut: true }
  return answer.ok ? answer.json() : null
}

/** Where boards lie, as far as it was found out: empty where they are not open to whoever is here. @type {Map<string, { id?: string, title?: string }>} */
const places = new Map()

/** @param {string} board */
export const placeOf = (board) => places.get(board)

/** Find out in which workshop boards lie. @param {string} principal @param {string[]} boards */
export async function findPlaces(principal, boards) {
  for (const board of boards) {
    if (places.has(board)) continue
    const answer = await fetch(`/boards/${board}/late/?${new URLSearchParams({ as: principal, where: "yes" })}`, { headers: { Accept: "application/json" } })
    if (answer.ok) places.set(board, (await answer.json()).workshop)
    else if (SHUT.has(answer.status)) places.set(board, {})
  }
}

/** Boards on which somebody has notes that facilitators alone see beside them. @param {string} principal @returns {string[]} */
const unshownBoards = (principal) => deviceWords.names().map((name) => name.split(" ")).flatMap(([kind, whose, board]) => (kind === "unshown" && whose === principal && board ? [board] : []))
