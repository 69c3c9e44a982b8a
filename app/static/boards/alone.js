/**
 * A board on a page of its own: gives it the line to its room that the room's page gives
 * elsewhere, and says in words whether it stands.
 */
import { lazy } from "../lazy.js"
import { draw } from "../workshops/face.js"
import { followerOf } from "../workshops/follow.js"
import { LineWords } from "../workshops/line.js"
import { signal } from "../workshops/parts.js"
import { showOut } from "../workshops/shown-out.js"

const root = /** @type {HTMLElement} */ (document.querySelector("[data-workshop]"))
const strip = /** @type {HTMLElement | null} */ (document.querySelector("[data-strip]"))
const follower = followerOf(root)
const wayBack = lazy(() => import("./way_back.js"))
const line = new LineWords(/** @type {HTMLElement} */ (document.querySelector("[data-connection]")), { writes: true })

follower.stage.addEventListener("change", (event) => {
  const { before, now } = /** @type {CustomEvent} */ (event).detail
  // What people are told of who sees their notes holds while they write. On a list the room has left nobody writes alone.
  const { own } = root.dataset
  const elsewhere = now.canvas !== own
  const left = elsewhere && now.canvas && now.writing === "private"
  draw(document, left ? { ...now, writing: "elsewhere" } : now)
  if (elsewhere) void wayBack().then(({ follow }) => follow(root, follower.stage))
  signal("stage:changed", now)
  // The page came with the agenda of one moment: of the same nobody need ask again.
  if (before || String(now.version) !== strip?.dataset.strip) signal("strip:changed")
})
follower.addEventListener("line", () => line.follow(follower.says))
// With another role one sees another board.
follower.addEventListener("seat", () => location.reload())
document.addEventListener("names:changed", () => location.reload())
follower.addEventListener("refused", (event) => {
  showOut(/** @type {CustomEvent} */ (event).detail)
})
document.addEventListener("outbox:changed", (event) => line.keep(/** @type {CustomEvent} */ (event).detail))
document.addEventListener("outbox:left", (event) => line.keepLeft(/** @type {CustomEvent} */ (event).detail))
document.addEventListener("outbox:returned", (event) => line.keepReturned(/** @type {CustomEvent} */ (event).detail))
document.addEventListener("connection:wanted", (event) => /** @type {CustomEvent} */ (event).detail.take(follower.connection, follower.stage))
// What one was at is what one is at in the other view.
document.addEventListener("click", ({ target }) => {
  const link = target instanceof Element ? /** @type {HTMLAnchorElement | null} */ (target.closest("a[data-view]")) : null
  if (link) link.hash = location.hash
})
follower.open()
