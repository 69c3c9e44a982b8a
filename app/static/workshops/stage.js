/**
 * What the room shows, as the server said last.
 *
 * Messages may come by socket and by fetch, twice or late, and from servers whose clocks differ a little:
 * within a moment the version orders them, else the clock, for a restored backup counts versions anew.
 * Fires `change` with `{ before, now }` when something is new. Draws nothing.
 */

/** @typedef {Record<string, string>} Words */
/** @typedef {{ ends: number | null, left: number, of: number, rang: boolean }} TimerState */
/** @typedef {{ kind: string, minutes: number, line: Words }} Phase */
/** @typedef {"waiting" | "canvas" | "talk" | "ended"} Mood */
/**
 * @typedef {{
 *   workshop: string, version: number, mood: Mood, step: string | null, number: number, of: number,
 *   title: Words, prompt: Words, canvas: string | null, phase: number, phases: Phase[],
 *   writing: "open" | "private" | "comments" | "closed", frozen: boolean, generation: number, opening: number, hidden: boolean, moderated: boolean, picks?: boolean, spotlight?: string | null, timer: TimerState, now: number,
 * }} StageMessage
 */
/** @typedef {CustomEvent<{ before: StageMessage | null, now: StageMessage }>} StageChange */

/** Milliseconds within which another server, or one that read before it wrote the time, may be ahead. */
const MOMENT = 5000
/** Milliseconds by which two clocks of one device may go apart. */
const DOUBT = 2000
const apart = () => Date.now() - performance.now()

export class Stage extends EventTarget {
  /** @type {StageMessage | null} */
  #shown = null
  /** The server's clock before this page's own, and that before the device's when it was told. */
  #ahead = 0
  #apart = 0

  /** The last message, or null before the first. */
  get shown() {
    return this.#shown
  }

  /** The server's clock in milliseconds, whatever this device believes: by a clock that nobody sets. */
  now() {
    return performance.now() + this.#ahead
  }

  /** Whether this device slept since that was told, or somebody set its clock: one cannot tell which, and has to ask. */
  get doubtful() {
    return this.#shown !== null && Math.abs(apart() - this.#apart) > DOUBT
  }

  /** @param {StageMessage} message @returns {boolean} false when it is older than what is shown */
  take(message) {
    const before = this.#shown
    if (before) {
      const later = message.now - before.now
      const newer = message.version - before.version
      if (newer && Math.abs(later) < MOMENT ? newer < 0 : later < 0) return false
    }
    this.#shown = message
    this.#ahead = message.now - performance.now()
    this.#apart = apart()
    this.dispatchEvent(new CustomEvent("change", { detail: { before, now: message } }))
    return true
  }
}

/**
 * The stage to act on, of the one that is known and one that is told: a room, a board that was fetched and a greeting may
 * tell it out of turn. Stretches of private writing are counted when they end: until one has, nobody writes for all.
 * @template {{ writing: string, generation: number }} Known
 * @template {{ writing: string, generation: number }} Told
 * @param {Known} known
 * @param {Told} told
 * @returns {Known | Told}
 */
export function heed(known, told) {
  return told.writing === "private" || known.writing !== "private" || told.generation > known.generation ? told : known
}

/**
 * Words in the page's language, else in English, else in any; with the language they are in.
 * @param {Words} words
 * @param {string} language
 */
export function pick(words, language) {
  const chosen = words[language] ? language : words.en ? "en" : Object.keys(words)[0]
  return chosen ? { text: words[chosen] ?? "", language: chosen } : { text: "", language }
}

/**
 * How long to wait before fetching something everybody in the room fetches now.
 * @param {number} people
 * @param {number} chance from 0 to just below 1
 */
export function spread(people, chance) {
  return people > 60 ? Math.round(chance * 2000) : 0
}
