/** The clock of the room on this page: digits, the line that fills, and words at two minutes, one minute and the end. */
import { nt, t } from "../i18n.js"

/** @typedef {import("./stage.js").TimerState} TimerState */
/** @typedef {{ say: (words: string) => void, alarm: (words: string) => void }} Voice */

const TICK = 250
const TOLD_AT = [120, 60]

/**
 * Whole seconds left, rounded up: 0 only when it is over.
 * @param {TimerState} timer
 * @param {number} now the server's clock in milliseconds
 */
export function secondsLeft(timer, now) {
  return timer.ends === null ? timer.left : Math.max(0, Math.ceil((timer.ends - now) / 1000))
}

/** @param {number} seconds */
export function digits(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
}

/** @param {TimerState} timer */
export function isShown(timer) {
  return timer.ends !== null || timer.left > 0 || timer.rang
}

/** What part of the time has gone, from 0 to 100. @param {TimerState} timer @param {number} left */
export function gone(timer, left) {
  return timer.of ? Math.min(100, Math.max(0, (1 - left / timer.of) * 100)) : 100
}

export class Timer {
  /** @type {TimerState} */
  #timer = { ends: null, left: 0, of: 0, rang: false }
  #told = Infinity
  #root
  #now
  #voice

  /**
   * @param {ParentNode} root where `[data-timer]` and `[data-meter]` stand, now or later
   * @param {() => number} now the server's clock
   * @param {Voice} voice
   */
  constructor(root, now, voice) {
    this.#root = root
    this.#now = now
    this.#voice = voice
    setInterval(() => this.draw(), TICK)
  }

  /** @param {TimerState} timer @param {{ first: boolean }} when `first`: what was before is not news */
  show(timer, { first }) {
    const rang = timer.rang && !this.#timer.rang && !first
    if (timer.ends !== this.#timer.ends) this.#told = secondsLeft(timer, this.#now())
    this.#timer = timer
    if (rang) this.#voice.alarm(t("Time is up."))
    this.draw()
  }

  draw() {
    const left = secondsLeft(this.#timer, this.#now())
    const shown = isShown(this.#timer)
    for (const clock of this.#root.querySelectorAll("[data-timer]")) this.#drawClock(/** @type {HTMLElement} */ (clock), left, shown)
    for (const meter of this.#root.querySelectorAll("[data-meter]")) {
      meter.toggleAttribute("hidden", !shown)
      meter.classList.toggle("meter-warn", left < 60)
      meter.querySelector("rect")?.setAttribute("width", `${gone(this.#timer, left).toFixed(1)}%`)
    }
    this.#tell(left)
  }

  /** @param {HTMLElement} clock @param {number} left @param {boolean} shown */
  #drawClock(clock, left, shown) {
    clock.hidden = !shown
    clock.classList.toggle("timer-warn", left < 60)
    clock.classList.toggle("timer-held", this.#timer.ends === null && left > 0)
    const place = clock.querySelector("[data-timer-digits]") ?? clock
    const text = digits(left)
    if (place.textContent === text) return
    place.textContent = text
    clock.setAttribute("aria-label", spoken(left))
  }

  /** @param {number} left */
  #tell(left) {
    if (this.#timer.ends === null) return
    const due = TOLD_AT.find((mark) => left <= mark && this.#told > mark)
    this.#told = Math.min(this.#told, left)
    if (due && left > 0) this.#voice.say(nt("One minute left.", "%(n)s minutes left.", due / 60))
  }
}

/** Whoever listens hears “1 minute 58 seconds left”. @param {number} seconds */
function spoken(seconds) {
  const time = `${inUnits(Math.floor(seconds / 60), "minute")} ${inUnits(seconds % 60, "second")}`
  return t("%(time)s left", { time })
}

/** Making one costs a millisecond, and the time is said every second. @type {Map<string, Intl.NumberFormat>} */
const formats = new Map()

/** A number with its unit, as the language of the page counts. @param {number} n @param {"minute" | "second"} unit */
function inUnits(n, unit) {
  const { lang } = document.documentElement
  const key = `${lang} ${unit}`
  const format = formats.get(key) ?? new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: "long" })
  formats.set(key, format)
  return format.format(n)
}
