/**
 * What a page loads when it is needed. A connection that breaks in that moment takes nothing away: what did not come is
 * tried again after growing pauses, when the browser is online again, and as soon as somebody asks. Whoever waits for it is
 * told so, may try at once, and gets what they asked for last.
 *
 * Older browsers keep for as long as a page is open that a module did not come, and ask for it no more. Another address for
 * it would make it twice, with what it imports. So where the server answers and a module fails all the same, people are told
 * to load the page again.
 */
import { t } from "./i18n.js"
import { patience } from "./realtime/backoff.js"

/** Milliseconds after which whoever waits is told so, though nothing has failed. */
const PATIENCE = 6_000
/** Milliseconds after which whoever asked may be busy with something else. */
const LATE = 2_000
/** Milliseconds within which a server that is there says so. */
const ANSWERS = 5_000
/** After so many tries in vain, unless the browser is offline, the server's log has a line about it. */
const MANY = 5

const again = new EventTarget()
const now = () => again.dispatchEvent(new Event("now"))
globalThis.addEventListener?.("online", now)

/** How often somebody has asked for something, and what tells whoever waits. */
let asked = 0
/** @type {HTMLElement | undefined} */
let notice

/** Load something, however many tries that takes; never rejects. @template T @param {() => Promise<T>} load @param {Telling} [telling] tells whoever waits @returns {Promise<T>} */
export async function loaded(load, telling = new Telling()) {
  let isThere = false
  for (let tries = 0; ; tries += 1) {
    try {
      const found = await load()
      telling.end()
      return found
    } catch (why) {
      if (isGone()) return new Promise(() => {})
      if (isThere) telling.say("stuck")
      else if (tries) telling.say("waits")
      if (tries === MANY && globalThis.navigator?.onLine !== false) globalThis.reportError?.(why)
    }
    await pause(patience(tries))
    isThere = tries > 0 && (await answers())
  }
}

/** The same where somebody waits, who is told if it takes long. @template T @param {() => Promise<T>} load @param {HTMLElement} place @returns {Promise<T>} */
export function awaited(load, place) {
  return loaded(load, new Telling(place))
}

/** Somebody asks for something: what they asked for before comes to nothing where it is late, and all is tried at once. */
export function asks() {
  now()
  return (asked += 1)
}

/**
 * The same for what somebody asks for. Nothing comes of it any more when it took long, and they have asked for something else
 * meanwhile or the place is gone.
 * @template T @param {() => Promise<T>} load @param {HTMLElement} place @returns {Promise<T>}
 */
export async function wanted(load, place) {
  const turn = asks()
  const since = performance.now()
  const found = await awaited(load, place)
  const late = performance.now() - since > LATE
  return late && (turn !== asked || !place.isConnected) ? new Promise(() => {}) : found
}

/** What is loaded once, by whoever needs it first. @template T @param {() => Promise<T>} load @returns {() => Promise<T>} */
export function lazy(load) {
  /** @type {Promise<T> | undefined} */
  let coming
  return () => (coming ??= loaded(load))
}

/**
 * What a deed does better with and can do without: null where it fails at first, or takes long. It is loaded all the same,
 * for the next time.
 * @template T @param {() => Promise<T>} load @returns {() => Promise<T | null>}
 */
export function optional(load) {
  let failed = () => {}
  const first = new Promise((/** @type {(none: null) => void} */ end) => (failed = () => end(null)))
  const ready = lazy(() => load().catch((why) => {
    failed()
    throw why
  }))
  return () => {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer
    const late = new Promise((/** @type {(none: null) => void} */ end) => (timer = setTimeout(end, LATE, null)))
    return Promise.race([ready(), first, late]).finally(() => clearTimeout(timer))
  }
}

/** A page older than its server says so (`gone.js`), and gets nothing more. */
const isGone = () => Boolean(globalThis.document?.querySelector("[data-gone]"))

/** @param {number} milliseconds unless it is to be tried at once */
const pause = (milliseconds) => new Promise((/** @type {(value?: unknown) => void} */ end) => {
  const timer = setTimeout(end, milliseconds)
  again.addEventListener("now", () => {
    clearTimeout(timer)
    end()
  }, { once: true })
})

/** Whether the server answers just now. */
const answers = () => fetch(import.meta.url, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(ANSWERS) }).then(({ ok }) => ok, () => false)

/** @typedef {"waits" | "stuck"} State `stuck`: it does not come although the server answers */

/** Tells whoever waits for something; where nobody does, only that it is stuck. */
class Telling {
  /** @type {HTMLElement | undefined} */
  #told
  /** @type {State | undefined} */
  #said
  #place
  #timer

  /** @param {HTMLElement} [place] */
  constructor(place) {
    this.#place = place
    this.#timer = place && setTimeout(() => this.say("waits"), PATIENCE)
  }

  /** @param {State} state */
  say(state) {
    if (isGone() || this.#said === "stuck" || this.#said === state || (!this.#place && state === "waits")) return
    this.#said = state
    this.#told?.remove()
    this.#told = tell(this.#place ?? document.body, state)
  }

  end() {
    clearTimeout(this.#timer)
    this.#told?.remove()
  }
}

/** Say above everything, or in the menu that stays empty, that it has not come. @param {HTMLElement} place @param {State} state */
function tell(place, state) {
  // What is to be done is the same for all that people wait for.
  const isStuck = state === "stuck" || Boolean(notice?.isConnected && notice.dataset.loading === "stuck")
  notice?.remove()
  const inMenu = place.matches("[data-menu]")
  const [words, says, deed] = isStuck
    ? [t("A part of this page could not be loaded. Load it again; what you wrote is kept."), t("Load it again"), () => location.reload()]
    : [t("This part of the page has not loaded yet. It is tried again by itself; what you wrote is kept."), t("Try again"), now]
  const button = Object.assign(document.createElement("button"), { className: "btn", type: "button", textContent: says })
  button.addEventListener("click", deed)
  notice = Object.assign(document.createElement("div"), { className: inMenu ? "pop small" : "toast", role: "alert" })
  notice.dataset.loading = isStuck ? "stuck" : "waits"
  // It has no sheet of its own: that might not have come either.
  if (!inMenu) notice.style.cssText = "position: fixed; inset: auto 1rem 1rem; inline-size: fit-content; margin: auto; z-index: 100"
  notice.append(words, " ", button)
  ;([...document.querySelectorAll("dialog:modal")].at(-1) ?? (inMenu ? place : document.body)).append(notice)
  return notice
}
