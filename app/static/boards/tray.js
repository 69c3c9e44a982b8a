/** Words that came back to somebody whose board is not on this screen, and notes that came late: shown above the step. */
import { clockTime, t, together } from "../seldom.js"
import { voice } from "../workshops/announcer.js"
import { copy, part } from "./note.js"
import { begunElsewhere, boardsHere, dropBegun, isOnlyHere } from "./begun_elsewhere.js"
import { dropTold, findPlaces, followNotes, keepHidden, keepNamed, placeOf, tellTaken } from "./fates.js"
import { giveWay } from "./gone_meanwhile.js"
import { titleOf } from "./leftover.js"
import { returnedTo } from "./returned.js"

/** @typedef {import("./returned.js").Returned} Returned */
/** @typedef {{ id: string, say: string, words: string, at?: number, copies: boolean, brief?: boolean, about?: string, board?: string, of?: string, refused?: boolean, away?: string, again?: () => void, drop: () => void }} Card `again` puts the words into their field; `about`: their note; `away`: what taking the card away is called; `board`: where the words wait to be sent; `of`: the board of words that were not taken, or came late, `refused` if they can be written there again; `brief`: nobody need do anything */

/** Milliseconds until it is asked once more what became of notes: while some wait for a facilitator, and while none do. */
const WAITING = 8_000
const RESTING = 60_000
/** Milliseconds until what other pages look after is looked at again. */
const BEGUN_AGAIN = 5_000
/** Milliseconds until it is asked again for the words of notes that facilitators deleted or hid. */
const TAKEN_AGAIN = 8_000
/** Milliseconds for which good news that ask for nothing are shown. */
const READ = 60_000

/** @type {ReturnType<typeof setTimeout> | undefined} until it is asked again what became of notes */
let asking
/** Whether some of them wait for a facilitator, as far as is known; undefined before it was asked. @type {boolean | undefined} */
let some

/** @type {ReturnType<typeof setTimeout> | undefined} until what is begun elsewhere is looked at again */
let looking

// What another tab of the same person deals with is dealt with here.
globalThis.addEventListener?.("storage", ({ key }) => key?.startsWith("returned ") && document.dispatchEvent(new Event("words:returned")))

/** @param {HTMLElement} tray */
export function showTray(tray) {
  const { principal = "" } = tray.dataset
  const boards = boardsHere()
  const items = returnedTo(principal).filter(({ late, board }) => late || !boards.has(board))
  draw(tray, "returned", items.map((item) => card(item, principal)))
  void showBegun(tray, principal)
  tell(tray, principal)
  const newly = items.some(({ late, say, fate }) => late && !say && (!fate || fate === "first")) && some === false
  if (some === undefined) void follow(tray, principal)
  else if (newly) askIn(WAITING, tray, principal)
  some = Boolean(some) || newly
}

/** @param {HTMLElement} tray @param {string} principal */
function tell(tray, principal) {
  Promise.all([tellTaken(principal), keepNamed(principal)]).catch(() => setTimeout(() => tray.isConnected && tell(tray, principal), TAKEN_AGAIN))
}

/** A facilitator hid or deleted notes of whoever is here, or brought them back: their words are kept, and it is told what became of them. @param {HTMLElement} tray @param {{ board: string, ids: string[] }} hidden */
export function keepWords(tray, hidden) {
  const { principal = "" } = tray.dataset
  const told = keepHidden(principal, hidden.board, hidden.ids).then(() => followNotes(principal))
  told.then(() => showTray(tray), () => setTimeout(() => keepWords(tray, hidden), TAKEN_AGAIN))
}

/** @param {HTMLElement} tray @param {string} principal */
async function follow(tray, principal) {
  // Whatever fails is asked again.
  some = await followNotes(principal).catch(() => true)
  if (tray.isConnected) askIn(some ? WAITING : RESTING, tray, principal)
}

/** @param {number} wait milliseconds @param {HTMLElement} tray @param {string} principal */
function askIn(wait, tray, principal) {
  clearTimeout(asking)
  asking = setTimeout(() => void follow(tray, principal), wait)
}

/** @param {HTMLElement} tray @param {string} principal */
async function showBegun(tray, principal) {
  const { found, more } = await begunElsewhere(principal)
  const drop = (/** @type {import("./begun_elsewhere.js").Begun} */ each) => {
    dropBegun(principal, each)
    void showBegun(tray, principal)
  }
  draw(tray, "begun", found.map((each) => ({ id: `${each.id} ${each.words}`, say: began(titleOf(each.board)), words: each.words, copies: true, board: each.board, away: t("Hide this"), drop: () => drop(each) })))
  document.dispatchEvent(new CustomEvent("begun:shown"))
  clearTimeout(looking)
  if (more && tray.isConnected) looking = setTimeout(() => void showBegun(tray, principal), BEGUN_AGAIN)
}

/** Show what was begun on this board in a page that is gone, and is in no field. @param {HTMLElement} tray @param {import("./drafts.js").LeftBehind[]} left */
export function showLeft(tray, left) {
  draw(tray, "left", left.map(({ id, words, board, opens, again, drop }) => {
    const say = together([began(board), opens ? t("You wrote it alone: if you add it now, others see it.") : ""])
    return { id: `left ${id}`, say, words, copies: true, away: t("Delete these words"), again, drop }
  }))
  document.dispatchEvent(new CustomEvent("begun:shown"))
}

/** @param {string} title of the board; empty where this page does not know it */
const began = (title) => (title ? t("You began this on “%(board)s” and have not sent it.", { board: title }) : t("You began this on another board and have not sent it."))

/** Show what became of dots given on other boards. @param {HTMLElement} tray @param {Card[]} cards */
export const showDots = (tray, cards) => draw(tray, "dots", cards)

/** Show these cards of a kind, and no others. @param {HTMLElement} tray @param {string} kind @param {Card[]} cards */
function draw(tray, kind, cards) {
  const list = part(tray, "ul")
  const here = /** @type {HTMLElement[]} */ ([...list.children]).filter(({ dataset }) => dataset.kind === kind)
  const shown = new Map(here.map((each) => [each.dataset.kept, each]))
  for (const each of cards) {
    if (shown.delete(each.id)) continue
    const item = drawn(tray, kind, each)
    list.append(item)
    if (each.about) giveWay(each.about, item)
  }
  for (const gone of shown.values()) gone.remove()
  void place(tray, kind, cards)
}

/** Say of cards in which workshop their board lies, once that is known. @param {HTMLElement} tray @param {string} kind @param {Card[]} cards */
async function place(tray, kind, cards) {
  const here = boardsHere()
  if (!workshopHere() || tray.dataset.shut !== undefined) return
  const boards = cards.flatMap(({ board, of = board }) => (of && !here.has(of) ? [of] : []))
  // Without a line they say no more than before.
  await findPlaces(tray.dataset.principal ?? "", boards).catch(() => {})
  for (const item of /** @type {NodeListOf<HTMLElement>} */ (tray.querySelectorAll(`li[data-kind="${kind}"]`))) {
    const found = cards.find(({ id }) => id === item.dataset.kept)
    if (!found) continue
    part(item, "[data-say]").textContent = said(found)
    lead(tray, item, found)
  }
}

const workshopHere = () => /** @type {HTMLElement | null} */ (document.querySelector("[data-workshop]"))?.dataset.workshop

/** What a card says, and which workshop its board belongs to where that is not the one on the screen. @param {Card} card */
function said({ say, board, of = board }) {
  const found = of && placeOf(of)
  if (!found || !workshopHere() || found.id === workshopHere()) return say
  return together([say, found.title ? t("It belongs to the workshop “%(workshop)s”.", { workshop: found.title }) : t("It belongs to another workshop.")])
}

/** Lead to the board of a card, if it is open to whoever is here. @param {HTMLElement} tray @param {HTMLElement} item @param {Card} card */
function lead(tray, item, { board, of, refused }) {
  const opening = /** @type {HTMLAnchorElement} */ (part(item, "[data-open]"))
  const to = board ?? (refused && of && placeOf(of)?.id ? of : "")
  opening.hidden = !to || tray.dataset.shut !== undefined
  if (to) opening.href = `/boards/${to}/list/`
}

/** @param {HTMLElement} tray @param {string} kind @param {Card} shown */
function drawn(tray, kind, shown) {
  const { id, words, at, copies, brief, away, again, drop } = shown
  const say = said(shown)
  const item = copy(tray, "returned")
  item.dataset.kept = id
  item.dataset.kind = kind
  part(item, "[data-say]").textContent = say
  part(item, "[data-at]").textContent = at ? clockTime(new Date(at)) : ""
  const text = part(item, "[data-text]")
  text.textContent = words
  text.hidden = !words
  const copying = part(item, "[data-copy]")
  copying.hidden = !copies || !navigator.clipboard
  copying.addEventListener("click", () => void navigator.clipboard.writeText(words).then(() => voice.own(t("Copied.")), () => {}))
  lead(tray, item, shown)
  const writing = part(item, "[data-again]")
  writing.hidden = !again
  if (again) writing.addEventListener("click", again)
  const dropping = part(item, "[data-drop]")
  if (away) dropping.textContent = away
  dropping.addEventListener("click", drop)
  if (brief) dropOnceRead(item, drop)
  voice.say(together([say, words]))
  return item
}

/** Take a card away that has been on the screen long enough, and in which nobody is just now. @param {HTMLElement} item @param {() => void} drop */
function dropOnceRead(item, drop) {
  setTimeout(() => {
    if (!item.isConnected) return
    if (document.hidden || item.contains(document.activeElement)) dropOnceRead(item, drop)
    else drop()
  }, READ)
}

/** @param {Returned} item @param {string} principal @returns {Card} */
function card(item, principal) {
  const { id, board, late, say, fate, at, title, op, beside } = item
  const waits = Boolean(late && !say && !fate)
  const became = say || (beside && BESIDE[fate ?? ""]) || BECAME[fate ?? "gone"]
  const words = waits ? came(title, op, beside) : together([became, title && t("You wrote it for “%(board)s”.", { board: title })])
  return { id: [id, fate, say].join(" "), about: op.id, say: words, words: op.t ?? "", at, of: board, refused: !late, copies: !waits && fate !== "shown" && fate !== "first", brief: fate === "shown" && !say, away: isOnlyHere(item) ? t("Delete these words") : "", drop: () => dropTold(principal, item) }
}

/** What is said of words that came while a seat was ended, on whatever page they are read and whoever let its person in again. */
export const ENDED = t("It came while your seat in its workshop was ended, and was not taken.")

/** What became of a note. @type {Record<import("./returned.js").Fate, string>} */
const BECAME = {
  shown: t("Your note is on its board now, and everybody sees it."),
  first: t("Facilitators look at your note first. Then everybody sees it."),
  facilitators: t("Your note is hidden from the others. You and the facilitators see it on its board."),
  alone: t("Your note is hidden from the others. Only you see it on its board."),
  taken: t("A facilitator took this note off the board."),
  gone: t("Your note is no longer on its board."),
}

/** The same of words for a note that others saw before they came. @type {Record<string, string>} */
const BESIDE = {
  shown: t("Your change is on its board now, as a note of its own: everybody sees both notes."),
  alone: t("Your change is a note of its own on its board, and only you see it. The others see your note as it was."),
}

/** @param {string} title of the board; empty where this page does not know it @param {{ pm?: number }} op what was written alone names its reveal @param {boolean} [beside] the words were meant for a note that others saw by then */
function came(title, { pm }, beside) {
  if (beside && title) return t("Your change came after the reveal on “%(board)s”: the others see your note as it was. Your new words are a note of their own, and the facilitator takes late notes in.", { board: title })
  if (beside) return t("Your change came after the reveal: the others see your note as it was. Your new words are a note of their own, and the facilitator takes late notes in.")
  if (pm && title) return t("Your note came after the reveal on “%(board)s”. It is not on its board yet: the facilitator takes late notes in.", { board: title })
  if (pm) return t("Your note came after its reveal. It is not on its board yet: the facilitator takes late notes in.")
  if (!title) return t("Your note came after writing had closed. The facilitator can still take it in.")
  return t("Your note came after writing had closed on “%(board)s”. The facilitator can still take it in.", { board: title })
}
