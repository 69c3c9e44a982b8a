/**
 * A participant's page: follows the stage and shows the board of the current step.
 *
 * For what higher features put on the page: the event `stage:changed` on the body carries the
 * stage; whoever needs the room's socket asks with `connection:wanted` and is handed it, with the
 * stage, for whoever comes late has missed events; a board tells with `outbox:changed` what is not yet safe.
 */
import { t } from "../i18n.js"
import { lazy, loaded, wanted } from "../lazy.js"
import { request } from "../realtime/request.js"
import { voice } from "./announcer.js"
import { draw } from "./face.js"
import { followerOf } from "./follow.js"
import { LineWords } from "./line.js"
import { moved } from "./moved.js"
import { load, signal, swapping } from "./parts.js"
import { pick, spread } from "./stage.js"
import { Timer } from "./timer.js"
import { offerVoice } from "./voices.js"

/** @typedef {import("./stage.js").StageMessage} StageMessage */

const root = /** @type {HTMLElement} */ (document.querySelector("[data-workshop]"))
const board = /** @type {HTMLElement} */ (document.querySelector("#board"))
const follower = followerOf(root)
const timer = new Timer(document, () => follower.stage.now(), voice)
const line = new LineWords(/** @type {HTMLElement} */ (document.querySelector("[data-connection]")), { writes: true })

/** Milliseconds until what the next step is swapped with is fetched: what people write with comes first. */
const SWAPPING_AFTER = 3_000

const pointing = lazy(() => import("./out_of_sight.js"))

let loading = 0
/** Which vote, or result of one, the page shows. */
let vote = ""
/** How often a board was fetched for a step. */
let places = 0

/** @param {StageMessage | null} before @param {StageMessage} now */
function show(before, now) {
  draw(document, now)
  offerVoice()
  timer.show(now.timer, { first: before === null })
  if (now.canvas !== (board.dataset.canvas || null)) place(now)
  if (before) tell(before, now)
  if (before && ((walks(now) && !(walks(before) && now.step === before.step)) || (ended(now) && !ended(before)))) setTimeout(() => void retell(), spread(follower.presence.seats, Math.random()))
  signal("stage:changed", now)
  if (ended(now) || document.querySelector(".gap:not([hidden])")) void loaded(() => import("./kept.js")).then(({ followKept }) => followKept(() => follower.stage.shown && ended(follower.stage.shown) && void retell()))
}

/** Fetch the board of the step; in a full room not everybody at once. @param {StageMessage} now */
function place(now) {
  board.dataset.canvas = now.canvas ?? ""
  document.body.classList.toggle("is-board", board.dataset.view === "canvas" && Boolean(now.canvas))
  clearTimeout(loading)
  const turn = ++places
  if (!now.canvas) return board.replaceChildren()
  const address = board.dataset.boardUrl?.replace("{canvas}", now.canvas).replace("{view}", board.dataset.view ?? "list") ?? ""
  loading = setTimeout(() => void bring(address, turn), spread(follower.presence.seats, Math.random()))
}

/** Over a weak network it takes more than one try. @param {string} address @param {number} turn @param {number} [wait] milliseconds before the next */
async function bring(address, turn, wait = 1000) {
  if ((await load(address, board, "innerHTML")) || turn !== places) return
  loading = setTimeout(() => void bring(address, turn, Math.min(2 * wait, 15_000)), wait)
}

/** Whether people walk from board to board: the page lists them as they stand when the walk begins. @param {StageMessage} stage */
const walks = ({ phases, phase }) => phases[phase]?.kind === "walk"

/** Whether the workshop is over: the page then says which notes stayed with their author. @param {StageMessage} stage */
const ended = ({ mood }) => mood === "ended"

/** Say anew what the page says of the step. @param {() => void} [then] @param {number} [wait] milliseconds before the next try */
async function retell(then, wait = 1000) {
  const step = document.querySelector("#step")
  if (step) await load(root.dataset.stepUrl ?? "", step, "outerHTML")
  if (step?.isConnected) return void setTimeout(() => void retell(then, Math.min(2 * wait, 15_000)), wait)
  offerVoice()
  then?.()
}

/** What one may do, or whether one is named, is other now: first what the page says of it, then the board that acts on it. */
const renew = () => retell(() => follower.stage.shown && place(follower.stage.shown))

/** @param {StageMessage} before @param {StageMessage} now */
function tell(before, now) {
  const news = moved(before, now)
  if (news) {
    voice.say(news)
    void pointing().then(({ point }) => point("#step", news))
  }
  if (now.frozen && !before.frozen) voice.say(t("Frozen: writing has stopped for a moment."))
  if (now.step === before.step) return
  // Who has seen the room move needs its welcome no longer.
  document.querySelector("details.welcome")?.removeAttribute("open")
  const title = pick(now.title, document.documentElement.lang).text
  if (title) document.title = `${title} · Baraza`
}

follower.stage.addEventListener("change", (event) => {
  const { before, now } = /** @type {import("./stage.js").StageChange} */ (event).detail
  show(before, now)
})
document.addEventListener("htmx:after:swap", () => {
  const place = /** @type {HTMLElement | null} */ (document.querySelector("#vote"))
  const says = place?.querySelector("[data-left], h2")?.textContent ?? ""
  const before = vote
  vote = place?.dataset.round ?? says
  if (vote && vote !== before) void pointing().then(({ point }) => point("#vote", says))
})
follower.presence.addEventListener("change", () => {
  for (const place of document.querySelectorAll("[data-people]")) place.textContent = String(follower.presence.seats)
})
follower.addEventListener("line", () => line.follow(follower.says))
follower.addEventListener("seat", () => void renew())
document.addEventListener("names:changed", () => void renew())
follower.addEventListener("refused", (event) => {
  void loaded(() => import("./shown-out.js")).then(({ showOut }) => showOut(/** @type {CustomEvent} */ (event).detail))
})
document.addEventListener("outbox:changed", (event) => line.keep(/** @type {CustomEvent} */ (event).detail))
document.addEventListener("outbox:left", (event) => line.keepLeft(/** @type {CustomEvent} */ (event).detail))
document.addEventListener("outbox:returned", (event) => line.keepReturned(/** @type {CustomEvent} */ (event).detail))
document.addEventListener("connection:wanted", (event) => /** @type {CustomEvent} */ (event).detail.take(follower.connection, follower.stage))

// Somebody who just arrived sees it: from here on nobody needs to be shown it again.
const welcomed = /** @type {HTMLElement | null} */ (document.querySelector("[data-welcomed]"))?.dataset.welcomed
const csrfToken = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=csrf-token]"))?.content ?? ""
if (welcomed) void request(welcomed, { method: "POST", headers: { Accept: "application/json", "X-CSRFToken": csrfToken } }, () => {}).catch(() => {})

const me = /** @type {HTMLElement | null} */ (document.querySelector(".ph-me"))
me?.addEventListener("toggle", () => me.hasAttribute("open") && void wanted(() => import("./thrift.js"), me).then(({ showThrift }) => showThrift(me, follower.connection.traffic)))
// A long day fetches more than browsers keep account of by themselves.
performance.setResourceTimingBufferSize?.(5000)

// A phone has the list and need not know of another view.
if (matchMedia("(min-width: 60rem)").matches || board.dataset.view === "canvas") {
  void loaded(() => import("./views.js")).then(({ chooseView }) => chooseView(board, () => follower.stage.shown && place(follower.stage.shown)))
}
// Parts that fetch themselves cannot wait for it.
setTimeout(() => void swapping(), document.querySelector("main [hx-nonce]") ? 0 : SWAPPING_AFTER)
if (follower.stage.shown) show(null, follower.stage.shown)
follower.open()
