/**
 * What people do in the list, told to whoever knows how. Writing a new note is here; the rest,
 * `hands.js`, comes as soon as somebody touches the board, and is there when it is needed.
 */
import { t } from "../i18n.js"
import { asks, loaded, wanted } from "../lazy.js"
import { add } from "./adding.js"
import { accept, hint, relent } from "./field.js"
import { parts } from "./menus.js"
import { part } from "./note.js"
import { takeOnePress } from "./one_press.js"
import { newId } from "./outbox.js"

/** @typedef {import("./gesture.js").Desk} Desk */
/** @typedef {{ root: HTMLElement, list: import("./list.js").List, drafts: import("./drafts.js").Drafts, spread: () => void, decorate: (each: import("./panel.js").Decorator) => void }} Page */

/** Tells what is done; returns what fetches the hands. @param {Desk} desk @param {Page} page @param {AbortSignal} signal */
export function listen(desk, page, signal) {
  const { root, drafts } = page
  /** @type {Promise<import("./hands.js").Hands> | undefined} */
  let coming
  /** @type {import("./hands.js").Hands | undefined} */
  let here
  const bring = () => Promise.all([import("./hands.js"), parts(root)])
  const hands = () => (coming ??= loaded(bring).then(([{ Hands }]) => (here = new Hands(desk, page, signal))))
  const handed = (/** @type {(ready: import("./hands.js").Hands) => void} */ deed, place = root) => {
    // Once for whoever waits, and once for good.
    if (!here || !root.querySelector("[data-parts] template")) return void wanted(bring, place).then(hands).then(deed)
    // What is here does it before the next key, which may be meant for what opens.
    asks()
    deed(here)
  }
  const on = (/** @type {string} */ name, /** @type {(event: any) => void} */ hear, capture = false) => root.addEventListener(name, hear, { signal, capture })
  const renew = takeOnePress(root, signal, () => desk.fail(t("That press came right after one on another note and did nothing. Press again if you meant it.")))
  drafts.restore(root)
  signal.addEventListener("abort", () => drafts.close())
  const touched = new AbortController()
  for (const name of ["pointerdown", "focusin"]) {
    root.addEventListener(name, () => void hands().then(() => touched.abort()), { signal: touched.signal })
  }
  on("submit", (event) => {
    if (event.target.dataset.compose === undefined) return
    event.preventDefault()
    void compose(desk, page, event.target)
  })
  on("keydown", (event) => {
    const field = event.target
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && field instanceof HTMLTextAreaElement && !event.isComposing) field.form?.requestSubmit()
  })
  on("input", ({ target }) => {
    if (!(target instanceof HTMLTextAreaElement)) return
    hint(target)
    if (target.form?.dataset.compose !== undefined) relent(target)
    void drafts.keep(target)
  })
  on("click", (event) => {
    const button = event.target.closest("[data-act]")
    if (!button) return
    event.preventDefault()
    handed((ready) => {
      renew()
      ready.act(button)
    })
  })
  // A menu is filled when it opens; that does not bubble.
  on("toggle", ({ target }) => target.matches("[data-menu][open]") && handed((ready) => ready.open(target), target), true)
  document.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase()
    if (!(event.ctrlKey || event.metaKey) || event.altKey || !["z", "y"].includes(key) || event.defaultPrevented) return
    // In a field the browser's own undo counts.
    if (/** @type {Element} */ (event.target).closest("input, textarea, select, dialog") || (key === "y" && event.shiftKey)) return
    event.preventDefault()
    handed((ready) => void ready.back(key === "y" || event.shiftKey))
  }, { signal })
  return hands
}

/** A second tap so soon was no second wish. */
const DOUBLE = 400

/** One new note after another: each takes its place behind the one before, however fast somebody writes. @type {Promise<unknown>} */
let before = Promise.resolve()

/** The field of the last note that was sent, and when. @type {{ field?: HTMLTextAreaElement, at: number }} */
let last = { at: 0 }

/** @param {Desk} desk @param {Page} page @param {HTMLFormElement} form */
async function compose(desk, { drafts }, form) {
  const field = /** @type {HTMLTextAreaElement} */ (part(form, "textarea"))
  const zone = /** @type {HTMLElement} */ (form.closest("[data-zone]")).dataset.zone ?? ""
  const text = field.value.trim()
  if (!text && last.field === field && performance.now() - last.at < DOUBLE) return
  if (!accept(field, text)) return
  last = { field, at: performance.now() }
  field.value = ""
  hint(field)
  field.focus()
  try {
    const as = `e_${newId()}`
    drafts.sending(field, as)
    const turn = before.then(() => add({ ...desk, as }, zone, text))
    before = turn.catch(() => {})
    // Whoever undoes at once takes back this one.
    desk.past.begun(before)
    await turn
  } catch {
    // This device kept nothing of it, so the words stay in their field.
    field.value = field.value || text
    desk.fail(t("This device could not keep the note. Its words are still in the field."))
  }
  void drafts.keep(field)
}
