/**
 * On the page of a board that the room is not on: a bar that stays in sight says what the room does now, with its clock, and
 * leads there. It takes nobody along by itself, for they may be reading or writing.
 */
import { t } from "../seldom.js"
import { voice } from "../workshops/announcer.js"
import { draw } from "../workshops/face.js"
import { moved } from "../workshops/moved.js"
import { Timer } from "../workshops/timer.js"

/** @typedef {import("../workshops/stage.js").StageMessage} StageMessage */

/** @type {HTMLElement | undefined} */
let bar

/** Show it now and whenever the room is elsewhere, on a page once. @param {HTMLElement} root the page of the board @param {import("../workshops/stage.js").Stage} stage */
export function follow({ dataset: { own, workshop } }, stage) {
  if (bar || !stage.shown) return
  bar = made(`/w/${workshop}/`)
  document.querySelector("#main")?.prepend(bar)
  const timer = new Timer(bar, () => stage.now(), voice)
  // Whoever looks back at boards after the end has come from the room.
  const over = stage.shown.mood === "ended"
  const tell = (/** @type {StageMessage | null} */ before, /** @type {StageMessage} */ now) => {
    const there = /** @type {HTMLElement} */ (bar)
    there.hidden = now.canvas === own || (over && now.mood === "ended")
    draw(there, now)
    timer.show(now.timer, { first: before === null })
    const news = before && moved(before, now)
    if (news) voice.say(news)
  }
  stage.addEventListener("change", (event) => {
    const { before, now } = /** @type {import("../workshops/stage.js").StageChange} */ (event).detail
    tell(before, now)
  })
  tell(null, stage.shown)
}

/** @param {string} room its address */
function made(room) {
  const whole = element("div", { className: "say row bd-room" })
  const does = element("span", {})
  does.append(placed("span", "count", "small soft"), element("br", {}), placed("b", "title"))
  const ended = element("span", { textContent: t("The workshop has ended."), hidden: true })
  ended.dataset.mood = "ended"
  const clock = Object.assign(element("span", { className: "timer end", hidden: true }), { role: "timer" })
  clock.dataset.timer = ""
  const digits = element("bdi", { dir: "ltr" })
  digits.dataset.timerDigits = ""
  clock.append(digits)
  whole.append(does, ended, clock, element("a", { className: "btn btn-main", href: room, textContent: t("Go to the room") }))
  return whole
}

/** A place into which `draw` puts what the stage says; nothing where there is no step. @param {"span" | "b"} tag @param {string} name @param {string} [className] */
function placed(tag, name, className = "") {
  const place = element(tag, { className })
  Object.assign(place.dataset, { stage: name, rest: "" })
  return place
}

/** @template {keyof HTMLElementTagNameMap} T @param {T} tag @param {Partial<HTMLElementTagNameMap[T]>} how */
const element = (tag, how) => Object.assign(document.createElement(tag), how)
