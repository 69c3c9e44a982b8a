/**
 * Reads aloud what is written, each piece in the language it is written in, with the voices of this device: nothing
 * leaves it. What there is no voice for is left out, and that is said.
 */
import { nt, t, together } from "../seldom.js"

/** @typedef {{ text: string, lang: string, from?: Element }} Piece */

/** As long as one may speak at once: some browsers fall silent in the middle of more. */
const BREATH = 180

/** Counts what was begun: what comes late of something stopped is not heard. */
let turn = 0

/** Read the step: its question, and the zone in sight with what is written there; on a wide screen all of them. Press again to stop. */
export function readStep() {
  if (speechSynthesis.speaking) return stop()
  const zones = document.querySelectorAll("[data-beside] [data-here], [data-board]:not([data-beside], [data-view=canvas]) [data-zone]")
  const places = [...document.querySelectorAll("[data-stage=prompt]"), ...[...zones].flatMap((zone) => [...zone.querySelectorAll("[data-title], .zone-p, [data-text]")])]
  read(places.map((from) => ({ text: from.textContent ?? "", lang: languageOf(from), from })))
}

/** @param {Piece[]} pieces */
export function read(pieces) {
  stop()
  const mine = ++turn
  const known = pieces.filter(({ text }) => text.trim())
  const heard = known.filter(({ lang }) => voiceFor(lang))
  const mute = known.length - heard.length
  const lacks = mute ? nt("%(n)s text is left out: this device has no voice for its language.", "%(n)s texts are left out: this device has no voice for their language.", mute) : ""
  show(heard.length ? together([t("Reading aloud."), lacks]) : lacks || t("There is nothing to read here."), heard.length > 0)
  const breaths = heard.flatMap((piece) => inBreaths(piece.text).map((text) => ({ ...piece, text })))
  for (const [index, { text, lang, from }] of breaths.entries()) {
    const words = Object.assign(new SpeechSynthesisUtterance(text), { lang, voice: voiceFor(lang) })
    words.addEventListener("start", () => mine === turn && mark(from))
    words.addEventListener("end", () => mine === turn && index === breaths.length - 1 && stop())
    words.addEventListener("error", () => mine === turn && index === breaths.length - 1 && stop())
    speechSynthesis.speak(words)
  }
}

export function stop() {
  turn += 1
  speechSynthesis.cancel()
  mark()
  const bar = document.querySelector("[data-reading]")
  const held = bar?.contains(document.activeElement)
  bar?.remove()
  if (held) /** @type {HTMLElement | null} */ (document.querySelector("[data-aloud]:not([hidden])"))?.focus()
}

/** The piece being read has an outline, and is in sight. @param {Element} [from] */
function mark(from) {
  document.querySelector("[data-spoken]")?.removeAttribute("data-spoken")
  if (!from?.isConnected) return
  from.setAttribute("data-spoken", "")
  from.scrollIntoView({ block: "nearest" })
}

/** Say that it reads, with a button that stops it. @param {string} says @param {boolean} reads */
function show(says, reads) {
  const bar = document.createElement("div")
  bar.className = "toast aloud-bar"
  bar.dataset.reading = ""
  const words = Object.assign(document.createElement("span"), { role: "status" })
  const button = Object.assign(document.createElement("button"), { className: "btn", type: "button", textContent: reads ? t("Stop") : t("Close") })
  button.addEventListener("click", stop)
  bar.append(words, button)
  document.querySelector("#main")?.append(bar)
  // What is there before it speaks is heard by those who listen for it.
  words.textContent = says
}

/** The voice for a language. One from elsewhere would be sent every word. @param {string} lang */
export function voiceFor(lang) {
  const [short = ""] = lang.toLowerCase().split("-")
  return speechSynthesis.getVoices().find((each) => each.localService && each.lang.toLowerCase().replace("_", "-").split("-")[0] === short) ?? null
}

/** @param {Element} place */
const languageOf = (place) => /** @type {HTMLElement | null} */ (place.closest("[lang]"))?.lang || document.documentElement.lang

/** Sentence by sentence, and long ones by their words. Pure. @param {string} text @returns {string[]} */
export function inBreaths(text) {
  /** @type {string[]} */
  const breaths = []
  for (const sentence of text.match(/[^.!?。！？؟।\n]+[.!?。！？؟।]*/gu) ?? []) {
    let breath = ""
    for (const word of sentence.trim().match(/\S*\s|\S+$/gu) ?? []) {
      if (breath && breath.length + word.length > BREATH) {
        breaths.push(breath.trim())
        breath = ""
      }
      breath += word
    }
    if (breath.trim()) breaths.push(breath.trim())
  }
  return breaths
}
