/**
 * Keeps on this device how a board was last shown, so that its address can be opened again without a line, and has
 * the browser keep our own files for it (`../worker.js`). Over plain http no browser does that; then nothing is kept.
 */
import { pack } from "./frame.js"
import { forgetWhenRefused, keepShown, version, whose } from "./shown.js"
import { thrifty } from "../workshops/thrifty.js"

/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {{ frame: Frame, store: import("./store.js").BoardStore, connection: import("../realtime/connection.js").Connection, rules: () => Record<string, any> }} Opened `frame`: the board's part as it came */

/** A board is kept now and then: the more lies on it, the longer that takes. */
const EVERY = 5_000
const EVERY_FOR_EACH = 10
/** In a room of more people than this not everybody asks for files at once. */
const FEW = 60
const SPREAD = 60_000
const WORKER = "/worker.js"

/** @param {HTMLElement} root @param {Opened} opened @param {AbortSignal} signal */
export async function keep(root, { frame, store, connection, rules }, signal) {
  if (signal.aborted) return
  const { principal = "", board = "" } = root.dataset
  const view = root.dataset.view ?? "list"
  // Without them, or where people want to use little data, the board is kept all the same.
  if (!thrifty()) await menus(root, frame).catch(() => {})
  const { stands } = document.body.dataset
  const until = stands === undefined ? undefined : performance.timeOrigin + 1000 * Number(stands)
  let asOf = 0
  let out = false
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  const write = async () => {
    timer = void clearTimeout(timer)
    if (out || store.seq < 0 || whose() !== principal || !root.isConnected) return
    if (connection.state === "connected") asOf = Date.now()
    const { path, title, language, direction } = here()
    const around = /** @type {HTMLElement} */ (document.querySelector("#main"))
    const said = JSON.stringify(rules())
    const page = {
      path, view, principal, title, language, direction, board, at: asOf || Date.now(), until, version: version(), body: document.body.className,
      token: /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=csrf-token]"))?.content ?? "",
      sheets: [...document.querySelectorAll("head link[rel=stylesheet]")].map((each) => /** @type {HTMLLinkElement} */ (each).href),
      frame: now(pack(around, (each) => (each === root ? now(frame, { "data-rules": said, "data-epoch": root.dataset.epoch ?? "" }) : undefined)), { "data-stage-now": stageBy(around, rules()) }),
    }
    await keepShown(page, { board, principal, state: store.asleep() })
  }
  // A device that keeps nothing shows nothing later; what people write has its own place.
  const attempt = () => write().catch(() => {})
  const soon = () => (timer ??= setTimeout(() => void attempt(), EVERY + EVERY_FOR_EACH * store.shown.elements.size))
  store.addEventListener("change", soon, { signal })
  document.body.addEventListener("stage:changed", soon, { signal })
  connection.addEventListener("lost", () => void attempt(), { signal })
  forgetWhenRefused(connection, () => (out = true), signal)
  document.addEventListener("visibilitychange", () => document.hidden && void attempt(), { signal })
  globalThis.addEventListener("pagehide", () => void attempt(), { signal })
  signal.addEventListener("abort", () => clearTimeout(timer))
  await attempt()
  const people = Number(document.querySelector("[data-people]")?.textContent)
  // Who wants to use little data opens without a line what the browser has already.
  if (!thrifty()) setTimeout(() => void hire(view, here().language), people > FEW ? Math.random() * SPREAD : 0)
}

/** What menus and questions are made of comes with the first touch; without a line it must be there already. @param {HTMLElement} root @param {Frame} frame */
async function menus(root, frame) {
  if (!root.querySelector("[data-parts]")) return
  const { parts } = await import("./menus.js")
  await parts(root)
  const filled = pack(/** @type {Element} */ (root.querySelector("[data-parts]")))
  if (typeof frame !== "string") frame.inside = frame.inside.map((each) => (typeof each !== "string" && each.attrs.some(([name]) => name === "data-parts") ? filled : each))
}

/** A part as it came, with what is so by now. @param {Frame} frame @param {Record<string, string>} fresh @returns {Frame} */
function now(frame, fresh) {
  if (typeof frame === "string") return frame
  return { ...frame, attrs: frame.attrs.map(([name, value]) => [name, fresh[name] ?? value]) }
}

/** @type {string | undefined} */
let address

/** The one script a page of ours may hire, as the browser wants it said. @returns {string} */
function worker() {
  const { trustedTypes } = /** @type {{ trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(address: string): string } } }} */ (/** @type {unknown} */ (globalThis))
  address ??= trustedTypes ? trustedTypes.createPolicy("baraza", { createScriptURL: () => WORKER }).createScriptURL(WORKER) : WORKER
  return address
}

/** The stage the page began with, as far as it decides who writes how as it is by now. @param {HTMLElement} around @param {Record<string, any>} rules */
function stageBy({ dataset: { stageNow = "{}" } }, { writing, frozen, generation, moderated, picks }) {
  return JSON.stringify({ ...JSON.parse(stageNow), writing, frozen, generation, moderated, picks })
}

/** Have the browser keep the files of this house for this view. @param {string} view @param {string} language */
async function hire(view, language) {
  try {
    await navigator.serviceWorker.register(worker())
    const { active } = await navigator.serviceWorker.ready
    active?.postMessage({ view, language, root: version() })
  } catch {
    // A browser that allows no such worker has the outbox all the same.
  }
}

const here = () => ({ path: location.pathname, title: document.title, language: document.documentElement.lang, direction: document.documentElement.dir })
