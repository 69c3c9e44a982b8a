/**
 * A room or a board that is opened while the house cannot be reached: shown as it was last shown on this device,
 * with all that waits to be sent on top, and plainly marked. It is the page of then, as if it had slept: it
 * greets once the line is back and sends what waits. Then it makes way for the page as it is.
 */
import { request } from "../realtime/request.js"
import { clockTime, t } from "../seldom.js"
import { boardShown, forgetWhenRefused, pagesOf, version, whose } from "./shown.js"

/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./shown.js").Page} Page */

const TRY_EVERY = 5_000
/** After so long a page that did not come is asked for again. */
const GIVEN_UP = 60_000
/** By then what a dialog was told waits to be sent. */
const ANSWERED = 1_000
/** This page, as it came. */
const EMPTY = "/reopened/"
const DAY = 24 * 60 * 60 * 1000

/** What was packed, made anew. @param {Frame} frame @returns {Node} */
export function unpack(frame) {
  if (typeof frame === "string") return document.createTextNode(frame)
  const element = document.createElementNS(frame.ns, frame.tag)
  for (const [name, value] of frame.attrs) element.setAttribute(name, value)
  const place = element instanceof HTMLTemplateElement ? element.content : element
  place.append(...frame.inside.map(unpack))
  return element
}

/** Say in the language of the person who is here what the server wrote in that of whoever came first. */
function speak() {
  const none = document.querySelector("[data-nothing]")
  if (!none || document.documentElement.lang === document.documentElement.dataset.written) return
  const [title, plain, list] = [none.querySelector("h1"), none.querySelector("p"), none.querySelector("div p")]
  if (title) title.textContent = t("Not connected")
  if (plain) plain.textContent = t("This page does not lie on this device. It is shown as soon as the connection is back. What you wrote and could not send is kept.")
  if (list) list.textContent = t("These lie here:")
}

/** Show what there is for this address. */
export async function reopen() {
  speak()
  const pages = await pagesOf(whose() ?? "").catch(() => /** @type {Page[]} */ ([]))
  const page = pageFor(pages, location)
  if (!page || page.version !== version()) return nothing(pages)
  const board = await boardShown(page.board).catch(() => undefined)
  if (!board) return nothing(pages)
  document.addEventListener("board:opening", (event) => {
    const { id, store } = /** @type {CustomEvent} */ (event).detail
    if (id === board.board) store.wake(board.state)
  })
  await show(page)
  await import("./alone.js")
  document.dispatchEvent(new CustomEvent("connection:wanted", { detail: { take: (/** @type {EventTarget} */ connection) => forgetWhenRefused(connection) } }))
  await import("./main.js")
  giveWay()
}

/** Which page was last shown at an address, in the view it asks for. Pure. @param {Page[]} pages the latest first @param {{ pathname: string, search: string }} address */
export function pageFor(pages, { pathname, search }) {
  const here = pages.filter(({ path }) => path === pathname)
  const view = new URLSearchParams(search).get("view")
  return here.find((each) => each.view === view) ?? here[0]
}

/** @param {Page} page */
async function show({ title, token, sheets, body, frame, at }) {
  const main = /** @type {HTMLElement} */ (document.querySelector("#main"))
  document.title = title
  document.body.className = body
  document.head.append(Object.assign(document.createElement("meta"), { name: "csrf-token", content: token }))
  for (const href of sheets) document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }))
  const made = /** @type {HTMLElement} */ (unpack(frame))
  // The page says once how the line is: at the top.
  for (const again of made.querySelectorAll("[data-connection]")) again.remove()
  main.replaceWith(made)
  const bar = /** @type {HTMLElement} */ (document.querySelector("[data-reopened-bar]"))
  bar.hidden = false
  write(bar, "[data-title]", title)
  const when = Date.now() - at < DAY ? clockTime(new Date(at)) : new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }).format(at)
  write(bar, "[data-as-of]", t("You see the board as it was at %(time)s. What you write is kept on this device and sent when the connection is back.", { time: when }))
}

/** Nothing of it lies here: say so, lead to what does, and look whether the house is back. @param {Page[]} pages */
function nothing(pages) {
  const place = /** @type {HTMLElement} */ (document.querySelector("[data-nothing]"))
  place.hidden = false
  const list = /** @type {HTMLElement} */ (place.querySelector("ul"))
  const led = pages.filter((each, index) => each.version === version() && pages.findIndex(({ path }) => path === each.path) === index)
  for (const { path, title } of led) {
    const link = Object.assign(document.createElement("a"), { href: path, textContent: title, dir: "auto" })
    list.appendChild(document.createElement("li")).append(link)
  }
  const parent = /** @type {HTMLElement} */ (list.parentElement)
  parent.hidden = led.length === 0
  let asked = false
  // It asks for what is the same for everybody: the page itself shows a code once, and must not show it to nobody.
  const again = async () => {
    if (asked) return
    asked = true
    const there = await request(EMPTY, { method: "HEAD", cache: "no-store" }, ({ ok }) => ok).catch(() => false)
    asked = false
    if (there) loadAnew()
  }
  globalThis.addEventListener("online", () => void again())
  setInterval(() => document.hidden || void again(), TRY_EVERY)
}

let loading = false

/** Have the page itself, however long it takes: this one stays until it is there. */
function loadAnew() {
  if (loading) return
  loading = true
  setTimeout(() => (loading = false), GIVEN_UP)
  globalThis.navigator?.serviceWorker?.controller?.postMessage({ awaited: location.pathname })
  location.reload()
}

/** Once everything is sent the page as it is takes this place; who is just writing, or asked something, is not disturbed. */
function giveWay() {
  let safe = false
  const bar = /** @type {HTMLElement} */ (document.querySelector("[data-reopened-bar]"))
  const look = () => {
    if (safe && !isBusy()) loadAnew()
    else write(bar, "[data-back]", safe ? t("The connection is back. The page is loaded anew as soon as you have finished writing.") : "")
  }
  document.addEventListener("outbox:changed", (event) => {
    const { waiting, connected, safeAt } = /** @type {CustomEvent} */ (event).detail
    safe = connected && waiting === 0 && safeAt !== null
    look()
  })
  document.addEventListener("focusout", () => setTimeout(look))
  // What was answered is done first.
  document.addEventListener("close", () => setTimeout(look, ANSWERED), { capture: true })
}

/** Whether somebody is at something that a new page would take out of their hands. */
export function isBusy() {
  const field = document.activeElement
  if (document.querySelector("dialog[open], [data-editing]")) return true
  return (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) && field.value !== ""
}

/** @param {ParentNode} place @param {string} selector @param {string} words */
function write(place, selector, words) {
  const found = place.querySelector(selector)
  if (found && found.textContent !== words) found.textContent = words
}
