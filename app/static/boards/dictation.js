/**
 * Speaking instead of typing, where the browser turns speech into text: most send it to their maker for that, so
 * people are told before the first time. Nothing is sent before they say yes, and it stops with the page.
 */
import { t } from "../seldom.js"
import { deviceWords } from "../storage.js"
import { copy, part } from "./note.js"

/** @typedef {{ lang: string, continuous: boolean, interimResults: boolean, start: () => void, stop: () => void } & EventTarget} Ear */

/** Who was told on this device: another person with the same phone is told too. @param {HTMLElement} root */
const told = (root) => `baraza.dictation ${root.dataset.principal}`

/** What the browser listens with. @returns {(new () => Ear) | undefined} */
const maker = () => /** @type {any} */ (globalThis).SpeechRecognition ?? /** @type {any} */ (globalThis).webkitSpeechRecognition

/** Put a button beside each field for a new note. @param {HTMLElement} root @param {(words: string) => void} say @param {AbortSignal} signal */
export function offerDictation(root, say, signal) {
  if (!maker()) return
  for (const form of root.querySelectorAll("form[data-compose]")) {
    const button = copy(root, "dictate")
    // Each zone has one: whoever listens hears whose it is, as of the button beside it.
    button.setAttribute("aria-describedby", form.querySelector("button")?.getAttribute("aria-describedby") ?? "")
    form.after(button)
    button.addEventListener("click", () => void press(root, button, /** @type {HTMLTextAreaElement} */ (part(form, "textarea")), say), { signal })
  }
  signal.addEventListener("abort", () => ear?.stop())
}

/** @type {Ear | null} what listens just now */
let ear = null

/** Begin to listen, or stop. @param {HTMLElement} root @param {HTMLElement} button @param {HTMLTextAreaElement} field @param {(words: string) => void} say */
async function press(root, button, field, say) {
  if (ear) return ear.stop()
  if (!(await agreed(root))) return button.focus()
  const Made = maker()
  if (!Made) return
  const words = new Dictated(field.value)
  const mine = (ear = Object.assign(new Made(), { lang: document.documentElement.lang, continuous: true, interimResults: true }))
  const over = new AbortController()
  const show = (/** @type {boolean} */ on) => button.setAttribute("aria-pressed", String(on))
  mine.addEventListener("result", (event) => {
    field.value = words.take(field.value, [.../** @type {any} */ (event).results].map(([best]) => best.transcript.trim()))
    field.dispatchEvent(new Event("input", { bubbles: true }))
  }, { signal: over.signal })
  // What is still heard of a note that was added belongs to no other one.
  field.form?.addEventListener("submit", () => {
    over.abort()
    mine.stop()
  }, { signal: over.signal })
  mine.addEventListener("error", (event) => {
    const { error } = /** @type {any} */ (event)
    if (error === "no-speech" || error === "aborted") return
    say(error === "network" ? t("The browser needs a connection to hear you.") : t("The browser does not let this page listen."))
  })
  mine.addEventListener("end", () => {
    ear = null
    over.abort()
    show(false)
    // Who went on to something else is not called back.
    if ([button, document.body, null].includes(/** @type {HTMLElement | null} */ (document.activeElement))) field.focus()
  })
  show(true)
  mine.start()
}

/** What a field holds while somebody speaks: each time all is told that was heard since it began. */
export class Dictated {
  #before
  #shown
  /** @type {string[]} */
  #heard = []
  /** @type {string[]} what of it lies in `#before` */
  #kept = []

  /** @param {string} value what the field holds at first */
  constructor(value) {
    this.#shown = value
    this.#before = value.trim()
  }

  /** What the field holds now; who typed meanwhile keeps that, and what is said next comes behind it. @param {string} value @param {string[]} heard */
  take(value, heard) {
    if (value !== this.#shown) [this.#before, this.#kept] = [value.trim(), this.#heard]
    this.#heard = heard
    this.#shown = [this.#before, ...heard.map((words, index) => beyond(words, this.#kept[index] ?? ""))].filter(Boolean).join(" ")
    return this.#shown
  }
}

/** How a phrase goes on behind what was heard of it; the beginning may be heard otherwise by now. @param {string} words @param {string} begun */
function beyond(words, begun) {
  if (words.startsWith(begun)) return words.slice(begun.length).trim()
  return words.split(/\s+/).slice(begun.split(/\s+/).length).join(" ")
}

/** Whether whoever speaks knows who may hear it: each person is asked once on a device. @param {HTMLElement} root */
async function agreed(root) {
  if (deviceWords.get(told(root)) === "yes") return true
  const dialog = /** @type {HTMLDialogElement} */ (copy(root, "dictation"))
  root.append(dialog)
  const answer = new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }))
  dialog.showModal()
  const yes = await answer
  dialog.remove()
  // Where that is not kept it counts for this once.
  if (yes) deviceWords.put(told(root), "yes")
  return yes === true
}
