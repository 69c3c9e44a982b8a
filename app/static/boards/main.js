/**
 * Opens the boards of a page: the list people write in, and the picture on the wall.
 *
 * The page brings a board whenever the step changes; this module, loaded once with the
 * first, looks after each swap. It asks the page for its socket and the stage (`connection:wanted`),
 * hears when that changes (`stage:changed`), tells what is not safe yet (`outbox:changed`), how many notes came back to
 * whoever is here (`outbox:returned`), and that a board is about to be drawn (`board:opening`).
 */
import { awaited, lazy, loaded } from "../lazy.js"
import { deviceWords, tabWords } from "../storage.js"
import { heed } from "../workshops/stage.js"
import { pack } from "./frame.js"
import { Outbox } from "./outbox.js"
import { Post } from "./post.js"
import { inboxOf } from "./reducer.js"
import { cameLate, keepDeleted, keepReturned, mayLie, returnedTo } from "./returned.js"
import { BoardStore } from "./store.js"
import { Sync } from "./sync.js"

/** @typedef {{ writing: string, frozen: boolean, generation: number, moderated: boolean, picks?: boolean, opening?: number, canvas?: string | null, hidden?: boolean }} StageRules `canvas`: what the room is on; `hidden`: what was written alone on it waits for its reveal */
/** @typedef {Record<string, Record<string, string>>} Codes what is refused, by mode or zone */
/** @typedef {{ ruling: number, signs: Record<string, string>, role?: string, matrix?: Codes, narrowed?: Codes, own?: string }} Ruled `own`: the canvas of the board */
/** @typedef {{ connection: import("../realtime/connection.js").Connection, stage: import("../workshops/stage.js").Stage }} Room */

const trays = lazy(() => import("./tray.js"))
const leftovers = lazy(() => import("./leftover.js"))
const marking = lazy(() => import("./signs.js"))
const keeping = lazy(() => import("./unshown.js"))

/** Milliseconds until a board that is open is kept on the device as it is. */
const KEPT_AFTER = 3_000

/** Milliseconds until what waits for a board that is not shown is looked for, which nobody's first note has to wait for, and until it is looked at again. */
const LEFT_AFTER = 2_000
const LEFT_AGAIN = 3_000

/** The line of the page, once it has said so. @type {Room["connection"] | undefined} */
let connection

/** @type {Map<HTMLElement, AbortController>} what ends each board that is open */
const opened = new Map()

function look() {
  for (const [root, leaving] of opened) {
    if (root.isConnected) continue
    leaving.abort()
    opened.delete(root)
  }
  for (const root of document.querySelectorAll("[data-board]")) if (root instanceof HTMLElement && !opened.has(root)) open(root)
  showTray()
  lookForLeftovers()
}

const lookForLeftovers = () => setTimeout(sendLeftovers, LEFT_AFTER)

/** Show what came back to whoever is here, wherever they are by now. */
function showTray() {
  const tray = /** @type {HTMLElement | null} */ (document.querySelector("[data-returned]"))
  const { principal = "" } = tray?.dataset ?? {}
  const found = returnedTo(principal)
  const missing = found.filter(({ fate }) => fate !== "shown" && fate !== "first")
  document.dispatchEvent(new CustomEvent("outbox:returned", { detail: { returned: missing.length } }))
  if (!tray || !(found.length || mayLie(principal) || document.querySelector("[data-returned] li, [data-taken], [data-unshown]"))) return
  void trays().then(({ showTray: show }) => show(tray))
}

/** A facilitator hid or deleted what somebody wrote, or brought it back; it may be of a board that is not on the screen. @param {CustomEvent} event */
function keepWords({ detail }) {
  const tray = /** @type {HTMLElement | null} */ (document.querySelector("[data-returned]"))
  if (tray) void trays().then(({ keepWords: keep }) => keep(tray, detail))
}

/** Send what waits for boards that are not on the screen; while some is left, once more in a moment. */
function sendLeftovers() {
  const tray = /** @type {HTMLElement | null} */ (document.querySelector("[data-returned]"))
  if (!tray || !connection) return
  const { principal = "" } = tray.dataset
  const page = { principal, csrfToken: token(), connection }
  void leftovers().then(({ sendLeftovers: send }) => send(page, new Set([...opened.keys()].map(({ dataset }) => dataset.board ?? ""))))
}

const token = () => /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=csrf-token]"))?.content ?? ""

document.addEventListener("words:returned", showTray)
document.addEventListener("outbox:left", (event) => {
  if (/** @type {CustomEvent} */ (event).detail.waiting) setTimeout(sendLeftovers, LEFT_AGAIN)
})

/** Ask the page's own script for its socket and its stage; where nobody hands them out nothing is opened. @param {HTMLElement} root */
function open(root) {
  const take = (/** @type {Room["connection"]} */ connection, /** @type {Room["stage"]} */ stage) => {
    const leaving = new AbortController()
    opened.set(root, leaving)
    start(root, { connection, stage }, leaving.signal).catch((why) => {
      leaving.abort()
      opened.delete(root)
      if (root.isConnected) void import("../again.js").then(({ offerAgain }) => offerAgain(), () => {})
      throw why
    })
  }
  document.dispatchEvent(new CustomEvent("connection:wanted", { detail: { take } }))
}

/** @param {HTMLElement} root @param {Room} room @param {AbortSignal} signal */
async function start(root, { connection, stage: { shown } }, signal) {
  const { board = "", seat = "", principal = "", epoch = "", opsUrl = "", snapshotUrl = "" } = root.dataset
  const csrfToken = token()
  const rules = JSON.parse(root.dataset.rules ?? "{}")
  // As it came, before anything is drawn; who has it from the device already need not keep it.
  const frame = globalThis.navigator?.serviceWorker && root.dataset.view !== "wall" && !document.querySelector("[data-reopened]") ? pack(root) : null
  const zones = new Set(/** @type {string[]} */ (rules.zones))
  // Nobody is named whose page says otherwise: then the page is behind, and fetches both anew.
  const named = rules.named && !document.querySelector("#step[data-named=no]")
  // While the board was on its way the stage may have changed.
  let stage = heed(rules, shown ?? rules)
  const store = new BoardStore({ seat, named, zones, leads: root.dataset.facilitates === "yes", ...governed(rules, stage) })
  document.dispatchEvent(new CustomEvent("board:opening", { detail: { id: board, store } }))
  const compare = (/** @type {boolean} */ now) => now === named || document.dispatchEvent(new CustomEvent("names:changed"))
  compare(rules.named)
  let restored = false
  /** @param {StageRules} told */
  const take = (told) => {
    // Whatever came back from a backup counts its reveals anew.
    stage = restored ? told : heed(stage, told)
    restored = false
  }
  /** What the board itself lets people do; of two that say it the later one counts. @param {Ruled} said */
  const rule = (said) => {
    if (said.ruling >= rules.ruling) Object.assign(rules, said)
    if (rules.ruling) void marking().then(({ mark }) => mark(root, rules.signs))
    store.govern(governed(rules, stage))
  }
  const syncing = Outbox.open({ principal, board }).then((outbox) => {
    globalThis.addEventListener("pagehide", () => void outbox.close(), { signal })
    const only = root.dataset.view === "wall" ? "public" : undefined
    const post = new Post({ board, seat, epoch, csrfToken, only, urls: { ops: opsUrl, snapshot: snapshotUrl } }, connection)
    const sync = new Sync(post, store, outbox)
    sync.addEventListener("rules", () => (root.dataset.epoch = post.epoch))
    const { called: title = "" } = root.dataset
    const keep = (/** @type {any} */ { id, op, say = "", outcome }) => op?.t && keepReturned(principal, { id, board, title, say, at: Date.now(), op, ...(outcome && cameLate(op, outcome)) })
    // Before the page lets go of them, whatever screen it shows by then.
    sync.addEventListener("refused", (event) => keep(/** @type {CustomEvent} */ (event).detail))
    sync.addEventListener("late", (event) => keep(/** @type {CustomEvent} */ (event).detail))
    // What it is called when it is not on the screen; where that is not kept it is not named.
    tabWords.put(`title ${board}`, title)
    return sync
  })
  // Before anything else has to come first: what is missed here is not told again.
  document.body.addEventListener("stage:changed", (event) => {
    const { detail } = /** @type {CustomEvent<StageRules | undefined>} */ (event)
    if (detail) take(detail)
    // Of what no reveal shows any more nobody says that it is hidden for now.
    if (detail && !detail.hidden && detail.writing !== "private") for (const mark of root.querySelectorAll('[data-mark="hidden"]')) (mark.querySelector("span") ?? mark.lastChild ?? mark).textContent = root.dataset.onlyYou ?? ""
    store.govern(governed(rules, stage))
  }, { signal })
  connection.addEventListener("message:rules", (event) => {
    const { b, ruling, signs, roles } = /** @type {CustomEvent} */ (event).detail
    if (b === board) rule({ ruling, signs, ...roles[rules.role] })
  }, { signal })
  // People may write before the outbox is open: their words wait for it, not they.
  if (root.dataset.view === "wall") void loaded(() => import("./wall.js")).then(({ Wall }) => signal.aborted || new Wall(root, store, signal))
  // What a view needs is there before anything is said, so that it hears all of it.
  else if (root.dataset.view === "canvas") await awaited(() => import("./canvas/show.js"), root).then(({ showCanvas }) => signal.aborted || showCanvas(root, store, syncing, signal))
  else await awaited(() => import("./panel.js"), root).then(({ showList }) => signal.aborted || showList(root, store, syncing, signal))
  // From here on scripts look after what people do there.
  root.dataset.live = ""
  const sync = await syncing
  if (signal.aborted) return sync.stop()
  signal.addEventListener("abort", () => sync.stop())
  sync.addEventListener("rules", (event) => {
    const { detail } = /** @type {CustomEvent} */ (event)
    const { ruling, signs, role, matrix, narrowed } = detail
    take(detail)
    rule({ ruling, signs, role, matrix, narrowed })
    compare(detail.named)
  })
  sync.addEventListener("restored", () => (restored = true))
  sync.addEventListener("outdated", (event) => {
    // The house this page is from may be gone, and its modules with it.
    void import("../workshops/shown-out.js").then(({ showOut }) => showOut(/** @type {CustomEvent} */ (event).detail), () => location.reload())
  })
  for (const item of returnedTo(principal)) if (item.board === board && !item.late) sync.dispatchEvent(new CustomEvent("refused", { detail: item }))
  keepWhatWaits(root, store, signal)
  sync.start(connection)
  if (frame) setTimeout(() => void loaded(() => import("./keeping.js")).then(({ keep }) => keep(root, { frame, store, connection, rules: () => ({ ...rules, ...said(stage) }) }, signal)).catch(() => {}), KEPT_AFTER)
}

/** Keep the words of one's own notes that are not for all, or that others deleted, once there are some. @param {HTMLElement} root @param {BoardStore} store @param {AbortSignal} signal */
function keepWhatWaits(root, store, signal) {
  const { principal = "", board, seat = "", view } = root.dataset
  if (view === "wall") return
  let begun = false
  const begin = () => {
    if (begun) return
    begun = true
    void keeping().then(({ keepUnshown }) => signal.aborted || keepUnshown(root, store, signal))
  }
  store.addEventListener("gone", (event) => {
    keepDeleted(root, /** @type {CustomEvent} */ (event).detail)
    begin()
  }, { signal })
  if (deviceWords.get(`unshown ${principal} ${board}`) !== null || returnedTo(principal).some((each) => each.board === board && each.fate === "taken")) return begin()
  const inbox = inboxOf(seat)
  store.addEventListener("change", (event) => {
    const { touched } = /** @type {CustomEvent<{ touched: Set<string> }>} */ (event).detail
    if ([...touched].some((id) => store.shown.elements.get(id)?.audience === inbox)) begin()
  }, { signal })
}

/** What a page says of a stage. @param {StageRules} stage */
const said = ({ writing, frozen, generation, moderated, picks, opening, canvas }) => ({ writing, frozen, generation, moderated, picks, opening, canvas })

/** What board and stage allow this seat. @param {Ruled} ruled @param {StageRules} stage */
function governed({ matrix = {}, narrowed, role, own }, { writing, frozen, generation, moderated, picks, opening, canvas }) {
  // What people write alone is for the board of their step.
  const elsewhere = Boolean(own && canvas && canvas !== own)
  const mode = frozen ? "frozen" : elsewhere && writing === "private" ? "closed" : writing
  return { elsewhere, mode, rights: matrix[mode] ?? {}, narrowed, private: writing === "private", generation, moderated: moderated && role === "participant", picks, opening: writing === "open" ? opening : 0 }
}

look()
// A wall writes nothing.
if (document.querySelector("[data-returned]")) document.dispatchEvent(new CustomEvent("connection:wanted", { detail: { take: (/** @type {Room["connection"]} */ line) => {
  connection = line
  line.addEventListener("open", lookForLeftovers)
  // From the first moment: nobody says it twice.
  line.addEventListener("message:notes:hidden", (event) => keepWords(/** @type {CustomEvent} */ (event)))
  lookForLeftovers()
} } }))
document.body.addEventListener("stage:changed", () => setTimeout(look, 0))
document.addEventListener("htmx:after:swap", look)
