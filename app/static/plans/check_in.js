/**
 * What is written on the page of a check-in link is kept on this device until the server has it.
 *
 * Kept under the link's id, never its secret. Without a line the page stays, and sends the words
 * when the line is back, also when it was closed in between. A form sent twice is one check-in:
 * that it arrived is seen on the next page, which names the form it shows.
 */

import { Shelf } from "./shelf.js"
import { giveBack, wordsOf } from "./words.js"

/** @typedef {import("./shelf.js").Kept} Kept */

const AGAIN = 20_000
const page = /** @type {HTMLElement} */ (document.querySelector("[data-check-in]"))
const shelf = new Shelf(`check-in:${page.dataset.checkIn}`)
const form = /** @type {HTMLFormElement | null} */ (page.querySelector("form.check-in"))
let busy = false
let timer = 0

/** @param {"waits" | "waits-here" | "restored"} name @param {boolean} shown */
function say(name, shown) {
  const sentence = page.querySelector(`[data-said=${name}]`)
  if (!(sentence instanceof HTMLElement)) return
  sentence.hidden = !shown
  if (shown) sentence.scrollIntoView({ block: "nearest" })
}

/** Say that the words wait: on this device, or as long as the page is open. @param {boolean} shown */
function wait(shown) {
  say("waits", shown && shelf.lasting)
  say("waits-here", shown && !shelf.lasting)
}

/** @param {HTMLFormElement} form */
function idOf(form) {
  return /** @type {HTMLInputElement} */ (form.elements.namedItem("client_id"))
}

/** @param {HTMLFormElement} form */
function written(form) {
  // What was sent may have arrived unseen: words that change afterwards are a form of their own.
  if (shelf.kept?.sends) idOf(form).value = `${idOf(form).value.slice(0, 22)}-${Date.now().toString(36)}`
  wait(false)
  window.clearTimeout(timer)
  const words = wordsOf(form)
  shelf.kept = Object.keys(words).length ? { id: idOf(form).value, words } : null
}

/** @param {HTMLFormElement} form @param {Kept} before */
function restore(form, before) {
  idOf(form).value = before.id
  giveBack(form, before.words)
  say("restored", true)
}

/** @param {HTMLFormElement} form */
async function send(form) {
  if (busy || !shelf.kept?.sends) return
  busy = true
  window.clearTimeout(timer)
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), signal: AbortSignal.timeout(AGAIN) }).catch(() => null)
  busy = false
  const before = shelf.kept
  if (!before?.sends) return
  if (!answer || answer.status >= 500 || answer.status === 429 || (answer.ok && !answer.redirected)) {
    say("restored", false)
    wait(true)
    timer = window.setTimeout(send, AGAIN, form)
  } else if (answer.ok) {
    shelf.kept = null
    location.assign(answer.url)
  } else if (answer.status === 403 && !before.renewed) {
    // The page was open for too long: its token is renewed, and the words go once more.
    shelf.kept = { ...before, renewed: true }
    await import("../realtime/form_token.js").then(({ renewFormToken }) => renewFormToken(), () => {})
    await send(form)
  } else {
    // The answer has something to say; it is shown as it is without scripts.
    shelf.kept = { ...before, sends: false }
    form.submit()
  }
}

/** Ask what blocks an action before anything is kept to be sent. @param {HTMLFormElement} form */
function asksWhy(form) {
  const moves = /** @type {NodeListOf<HTMLSelectElement>} */ (form.querySelectorAll("select[name^=action-]"))
  const why = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("blocked"))
  const isLacking = [...moves].some((each) => each.value === "blocked") && !why.value.trim()
  why.setCustomValidity(isLacking ? form.dataset.why ?? "" : "")
  return !why.reportValidity()
}

/** @param {HTMLFormElement} form */
function watch(form) {
  const before = shelf.kept
  // An answer to this very form shows the words already.
  if (before && before.id !== idOf(form).value) restore(form, before)
  form.addEventListener("input", () => written(form))
  form.addEventListener("change", () => written(form))
  form.addEventListener("submit", (event) => {
    const words = wordsOf(form)
    if (!Object.keys(words).length) return
    event.preventDefault()
    if (asksWhy(form)) return
    shelf.kept = { id: idOf(form).value, words, sends: true }
    send(form)
  })
  window.addEventListener("online", () => send(form))
  send(form)
}

if (shelf.kept?.id === page.dataset.filed) shelf.kept = null
const more = page.querySelector("a[data-more]")
if (form) watch(form)
// Something else was written after what this page shows.
else if (shelf.kept && more instanceof HTMLAnchorElement) location.replace(more.href)
