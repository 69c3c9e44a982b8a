/** The cockpit's page: follows the stage and the people; its parts fetch themselves when either is new. */
import { voice } from "./announcer.js"
import { followerOf } from "./follow.js"
import { LineWords } from "./line.js"
import { restAfterMoves } from "./moves.js"
import { signal } from "./parts.js"
import { showOut } from "./shown-out.js"
import { Timer } from "./timer.js"

const PACE_EVERY = 30_000
const root = /** @type {HTMLElement} */ (document.querySelector("[data-workshop]"))
const follower = followerOf(root)
const timer = new Timer(document, () => follower.stage.now(), voice)
const line = new LineWords(/** @type {HTMLElement} */ (document.querySelector("[data-connection]")), { writes: false })

follower.stage.addEventListener("change", (event) => {
  const { before, now } = /** @type {import("./stage.js").StageChange} */ (event).detail
  timer.show(now.timer, { first: before === null })
  if (before && (before.version !== now.version || before.hidden !== now.hidden)) signal("stage:changed", now)
})
follower.presence.addEventListener("change", () => signal("people:changed"))
follower.addEventListener("line", () => {
  line.follow(follower.says)
  // Who was away may have missed a change of the agenda, the door or the people.
  if (follower.says === "connected") for (const name of ["stage:changed", "people:changed", "votes:changed"]) signal(name)
})
follower.connection.addEventListener("message:votes:changed", () => signal("votes:changed"))
for (const name of ["seat", "door"]) follower.addEventListener(name, () => signal("stage:changed"))
follower.addEventListener("refused", (event) => {
  showOut(/** @type {CustomEvent} */ (event).detail)
})
// A step that goes on too long makes the room later minute by minute, without anybody pressing anything.
setInterval(() => document.hidden || signal("stage:changed"), PACE_EVERY)
// The clock of a part that was just fetched shows the server's second; ours goes on from there.
document.addEventListener("htmx:after:swap", () => timer.draw())

/** What asked while something else was on its way asks as the cockpit is by then: a question that opened meanwhile stays. */
document.addEventListener("htmx:before:request", (event) => {
  const { sourceElement, request } = /** @type {CustomEvent<{ ctx: { sourceElement: Element, request: { action: string } } }>} */ (event).detail.ctx
  const address = sourceElement.id === "cockpit" ? document.querySelector("#cockpit")?.getAttribute("hx-get") : null
  if (address) request.action = address
})

restAfterMoves()
if (follower.stage.shown) timer.show(follower.stage.shown.timer, { first: true })
follower.open()
