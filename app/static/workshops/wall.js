/** The wall's page: nothing to press; it follows the stage, and its seats fill as people come. */
import { deviceWords } from "../storage.js"
import { voice } from "./announcer.js"
import { followerOf } from "./follow.js"
import { LineWords } from "./line.js"
import { signal } from "./parts.js"
import { showOut } from "./shown-out.js"
import { Timer } from "./timer.js"

const root = /** @type {HTMLElement} */ (document.querySelector("[data-workshop]"))
const follower = followerOf(root)
const timer = new Timer(document, () => follower.stage.now(), voice)
const line = new LineWords(/** @type {HTMLElement} */ (document.querySelector("[data-connection]")), { writes: false })

follower.stage.addEventListener("change", (event) => {
  const { before, now } = /** @type {import("./stage.js").StageChange} */ (event).detail
  timer.show(now.timer, { first: before === null })
  if (before && before.version !== now.version) signal("stage:changed", now)
})
follower.presence.addEventListener("change", () => {
  if (follower.stage.shown?.mood === "waiting") signal("people:changed")
})
follower.addEventListener("line", () => {
  line.follow(follower.says)
  if (follower.says === "connected") for (const name of ["stage:changed", "votes:changed"]) signal(name)
})
follower.connection.addEventListener("message:votes:changed", () => signal("votes:changed"))
for (const name of ["seat", "door"]) follower.addEventListener(name, () => signal("stage:changed"))
follower.addEventListener("refused", (event) => {
  showOut(/** @type {CustomEvent} */ (event).detail)
})
document.addEventListener("htmx:after:swap", () => timer.draw())
document.addEventListener("connection:wanted", (event) => /** @type {CustomEvent} */ (event).detail.take(follower.connection, follower.stage))

const projector = /** @type {HTMLButtonElement | null} */ (document.querySelector("[data-projector]"))

/** @param {boolean} on */
function project(on) {
  if (on) document.documentElement.dataset.room = "projector"
  else delete document.documentElement.dataset.room
  projector?.setAttribute("aria-pressed", String(on))
  deviceWords.put("projector", on ? "yes" : "")
}

projector?.addEventListener("click", () => project(document.documentElement.dataset.room !== "projector"))
project(deviceWords.get("projector") === "yes")
if (follower.stage.shown) timer.show(follower.stage.shown.timer, { first: true })
follower.open()
