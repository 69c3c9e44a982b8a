/**
 * The one voice of a page, for whoever listens to it: what one did oneself is said at once, what
 * the room does when there is room for it, what others do in batches. Never more than one
 * message in a while and a half, own deeds aside; an alarm at once, and only for the line that broke and the time that is up.
 */
import { together } from "../i18n.js"
import { deviceWords } from "../storage.js"

const APART = 1500
/** Milliseconds after which words that were said are found on the page no more: who looks for them then would take them for news. */
const SAID_FOR = 30_000
const KEY = "baraza.voice"

/** @typedef {"all" | "summary" | "off"} Level how much of what others do is told */
/** @typedef {() => string} Source says what has gathered, once it is asked; empty for nothing */

export class Announcer {
  /** @type {Set<string>} */
  #waiting = new Set()
  /** @type {Set<Source>} */
  #asked = new Set()
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #busy
  #place

  /** @param {(selector: string) => Element | null | undefined} place where a live region is, once it is there */
  constructor(place) {
    this.#place = place
  }

  /** Something of one's own is said at once. @param {string} words */
  own(words) {
    this.#speak(words)
  }

  /** Say something when there is room for it. What is said twice is said once. @param {string} words */
  say(words) {
    this.#waiting.add(words)
    if (!this.#busy) this.#next()
  }

  /** Ask what has gathered when there is room for it, and not sooner than that. @param {Source} source */
  ask(source) {
    this.#asked.add(source)
    this.#busy ??= setTimeout(() => this.#next(), APART)
  }

  /** Say something now; nothing takes it back. @param {string} words */
  alarm(words) {
    write(this.#place("[data-alarm]"), words)
  }

  /** How much of what others do this device tells. @returns {Level} */
  get level() {
    const level = deviceWords.get(KEY)
    return level === "off" || level === "summary" ? level : "all"
  }

  set level(level) {
    deviceWords.put(KEY, level)
  }

  #next() {
    const words = together([...this.#waiting, ...[...this.#asked].map((source) => source())])
    this.#waiting.clear()
    this.#asked.clear()
    this.#busy = undefined
    if (words) this.#speak(words)
  }

  /** @param {string} words */
  #speak(words) {
    const place = this.#place("[data-heard]")
    // The same words again are no change, and would not be read.
    const said = words && place?.textContent === words ? `${words}\u00A0` : words
    write(place, said)
    if (place && said) setTimeout(() => place.textContent === said && write(place, ""), SAID_FOR)
    clearTimeout(this.#busy)
    this.#busy = setTimeout(() => this.#next(), APART)
  }
}

/** Milliseconds after which screen readers know a region that is new. */
const KNOWN_AFTER = 150
/** Regions that are new, and what is said there first. @type {WeakMap<Element, string>} */
const fresh = new WeakMap()

/** @param {Element | null | undefined} place @param {string} words */
function write(place, words) {
  if (!place) return
  if (fresh.has(place)) fresh.set(place, words)
  else place.textContent = words
}

/** The voice of this page. */
export const voice = new Announcer((selector) => regionOf(selector))

/** Where something is said: what lies outside an open modal dialog nobody hears, so that has a place of its own. @param {string} selector @returns {Element | null | undefined} */
function regionOf(selector) {
  const region = globalThis.document?.querySelector(selector)
  const dialog = [...(globalThis.document?.querySelectorAll("dialog:modal") ?? [])].at(-1)
  if (!region || !dialog) return region
  const there = dialog.querySelector(selector)
  if (there) return there
  const own = /** @type {Element} */ (region.cloneNode(false))
  own.removeAttribute("id")
  fresh.set(own, "")
  setTimeout(() => {
    own.textContent = fresh.get(own) ?? ""
    fresh.delete(own)
  }, KNOWN_AFTER)
  return dialog.appendChild(own)
}
