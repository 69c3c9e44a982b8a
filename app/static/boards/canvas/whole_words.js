/**
 * All words of a note that shows their beginning, at a size one can read: for a pointer that rests on it and for the
 * focus of keys. Screen readers hear all of them anyway.
 */
import { part } from "../note.js"
import { dress } from "../sheet.js"

/** Milliseconds for which a pointer rests before they come: whoever passes is not stopped. */
const RESTS = 350
/** Pixels between them and the edge of the plane. */
const AIR = 8
/** Below, words are too small to be read though they are whole. */
const LEGIBLE = 11

export class WholeWords {
  #card = document.createElement("div")
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #coming
  /** @type {HTMLElement | null} */
  #of = null
  #surface

  /** @param {{ surface: HTMLElement, list: HTMLElement, camera: EventTarget }} board @param {AbortSignal} signal */
  constructor({ surface, list, camera }, signal) {
    dress("board-asked.css")
    this.#surface = surface
    this.#card.className = "cv-whole"
    this.#card.setAttribute("aria-hidden", "true")
    surface.append(this.#card)
    this.#card.hidden = true
    const on = (/** @type {EventTarget} */ place, /** @type {string} */ name, /** @type {(event: any) => void} */ hear) => place.addEventListener(name, hear, { signal, passive: true })
    on(surface, "pointermove", ({ buttons, pointerType, target, movementX, movementY }) => {
      // A browser says that a pointer moved where only what lies under it did: keys are somewhere else then.
      if (this.#of?.matches(":focus-visible") && !movementX && !movementY) return
      this.#rest(buttons || pointerType === "touch" ? null : noteOf(target))
    })
    on(list, "focusin", ({ target }) => this.#rest(target.matches(":focus-visible") ? noteOf(target) : null))
    for (const name of ["pointerleave", "pointerdown", "focusout", "wheel"]) on(surface, name, () => this.#rest(null))
    // Before keys give the focus to another note.
    surface.addEventListener("keydown", () => this.#rest(null), { signal, capture: true })
    on(camera, "move", () => this.#moved())
    signal.addEventListener("abort", () => this.#card.remove())
  }

  /** @param {HTMLElement | null} note on which somebody rests */
  #rest(note) {
    if (note === this.#of) return
    this.#of = note
    this.#card.hidden = true
    clearTimeout(this.#coming)
    if (note) this.#coming = setTimeout(() => note.isConnected && isHard(note) && this.#show(note), RESTS)
  }

  /** The board was moved under a pointer; keys move it to what they are at. */
  #moved() {
    const note = this.#of
    if (!note) return
    this.#rest(null)
    if (note.matches(":focus-visible")) this.#rest(note)
  }

  /** @param {HTMLElement} note */
  #show(note) {
    const [words, gloss, author] = [part(note, "[data-text]"), note.querySelector("[data-gloss]"), note.querySelector("[data-author]")]
    const said = document.createElement("p")
    Object.assign(said, { textContent: words.textContent, dir: words.dir || "auto", lang: words.lang })
    const others = [gloss, author].filter((each) => each?.textContent)
    this.#card.replaceChildren(said, ...others.map((each) => Object.assign(document.createElement("p"), { className: "small soft", textContent: each?.textContent ?? "", dir: "auto" })))
    this.#card.hidden = false
    this.#place(note)
  }

  /** Beside the note, above or below, and within the plane. @param {HTMLElement} note */
  #place(note) {
    const [ground, paper] = [this.#surface.getBoundingClientRect(), note.getBoundingClientRect()]
    const { offsetWidth: width, offsetHeight: height } = this.#card
    const left = Math.min(ground.width - width - AIR, Math.max(AIR, paper.left - ground.left + (paper.width - width) / 2))
    const above = paper.top - ground.top - height - AIR
    const top = above >= AIR ? above : Math.min(ground.height - height - AIR, paper.bottom - ground.top + AIR)
    Object.assign(this.#card.style, { left: `${left}px`, top: `${Math.max(AIR, top)}px` })
  }
}

/** @param {EventTarget | null} target @returns {HTMLElement | null} */
const noteOf = (target) => (target instanceof Element ? target.closest(".cv-note, .cv-group") : null)

/** True where one sees the beginning of the words, or letters too small to be read. @param {HTMLElement} note */
function isHard(note) {
  const words = part(note, "[data-text]")
  const { width } = words.getBoundingClientRect()
  const zoom = words.offsetWidth ? width / words.offsetWidth : 1
  const isSmall = Number.parseFloat(getComputedStyle(words).fontSize) * zoom < LEGIBLE
  return isSmall || words.scrollHeight > words.clientHeight + 1 || words.scrollWidth > words.clientWidth + 1
}
