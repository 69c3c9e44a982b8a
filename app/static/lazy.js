/**
 * What a page loads when it is needed. A connection that breaks in that moment takes nothing away: what did not come is
 * tried again after growing pauses, when the browser is online again, and as soon as somebody asks. Whoever waits for it is
 * told so, may try at once, and gets what they asked for last.
 */
import { t } from "./i18n.js"
import { patience } from "./realtime/backoff.js"

/** Milliseconds after which whoever waits is told so, though nothing has failed. */
const PATIENCE = 6_000
/** Milliseconds after which whoever asked may be busy with something else. */
const LATE = 2_000
/** After so many tries in vain, unless the browser is offline, the server's log has a line about it. */
const MANY = 5

const again = new EventTarget()
const now = () => again.dispatchEvent(new Event("now"))
globalThis.addEventListener?.("online", now)

/** How often somebody has asked for something, and what tells whoever waits. */
let asked = 0
/** @type {HTMLElement | undefined} */
let notice

/** Load something, however many tries that takes; never rejects. @template T @param {() => Promise<T>} load @param {() => void} [failed] hears that it failed again @returns {Promise<T>} */
export async function loaded(load, failed = () => {}) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await load()
    } catch (why) {
      if (isGone()) return new Promise(() => {})
      if (tries) failed()
      if (tries === MANY && globalThis.navigator?.onLine !== false) globalThis.reportError?.(why)
    }
    await pause(patience(tries))
  }
}

/** The same where somebody waits, who is told if it takes long. @template T @param {() => Promise<T>} load @param {HTMLElement} place @returns {Promise<T>} */
export async function awaited(load, place) {
  /** @type {HTMLElement | undefined} */
  let told
  const say = () => {
    if (!isGone()) told ??= tell(place)
  }
  const timer = setTimeout(say, PATIENCE)
  const found = await loaded(load, say)
  clearTimeout(timer)
  told?.remove()
  return found
}

/**
 * The same for what somebody asks for. Nothing comes of it any more when it took long, and they have asked for something else
 * meanwhile or the place is gone.
 * @template T @param {() => Promise<T>} load @param {HTMLElement} place @returns {Promise<T>}
 */
export async function wanted(load, place) {
  const turn = (asked += 1)
  const since = performance.now()
  now()
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

/** Say above everything, or in the menu that stays empty, that it has not come. @param {HTMLElement} place */
function tell(place) {
  notice?.remove()
  const inMenu = place.matches("[data-menu]")
  const button = Object.assign(document.createElement("button"), { className: "btn", type: "button", textContent: t("Try again") })
  button.addEventListener("click", now)
  notice = Object.assign(document.createElement("div"), { className: inMenu ? "pop small" : "toast", role: "alert" })
  notice.dataset.loading = ""
  // It has no sheet of its own: that might not have come either.
  if (!inMenu) notice.style.cssText = "position: fixed; inset: auto 1rem 1rem; inline-size: fit-content; margin: auto; z-index: 100"
  notice.append(t("This part of the page has not loaded yet. It is tried again by itself; what you wrote is kept."), " ", button)
  ;([...document.querySelectorAll("dialog:modal")].at(-1) ?? (inMenu ? place : document.body)).append(notice)
  return notice
}
