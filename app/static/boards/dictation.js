/**
 * Speaking instead of typing, where the browser turns speech into text: most send it to their maker for that, so
 * people are told before the first time. Nothing is sent before they say yes, and it stops with the page.
 */
import { t } from "../later.js"
import { copy, part } from "./note.js"

/** @typedef {{ lang: string, continuous: boolean, interimResults: boolean, start: () => void, stop: () => void } & EventTarget} Ear */

const TOLD = "baraza.dictation"

/** What the browser listens with. @returns {(new () => Ear) | undefined} */
const maker = () => /** @type {any} */ (globalThis).SpeechRecognition ?? /** @type {any} */ (globalThis).webkitSpeechRecognition

/** Put a button beside each field for a new note. @param {HTMLElement} root @param {(words: string) => void} say @param {AbortSignal} signal */
export function offerDictation(root, say, signal) {
  if (!maker()) return
  for (const form of root.querySelectorAll("form[data-compose]")) {
    const button = copy(root, "dictate")
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
  const before = field.value.trim()
  const mine = (ear = Object.assign(new Made(), { lang: document.documentElement.lang, continuous: true, interimResults: true }))
  const show = (/** @type {boolean} */ on) => button.setAttribute("aria-pressed", String(on))
  mine.addEventListener("result", (event) => {
    const heard = [.../** @type {any} */ (event).results].map(([best]) => best.transcript.trim()).join(" ")
    field.value = [before, heard].filter(Boolean).join(" ")
    field.dispatchEvent(new Event("input", { bubbles: true }))
  })
  mine.addEventListener("error", (event) => {
    const { error } = /** @type {any} */ (event)
    if (error === "no-speech" || error === "aborted") return
    say(error === "network" ? t("The browser needs a connection to hear you.") : t("The browser does not let this page listen."))
  })
  mine.addEventListener("end", () => {
    ear = null
    show(false)
    field.focus()
  })
  show(true)
  mine.start()
}

/** Whether whoever speaks knows who may hear it: asked once on a device. @param {HTMLElement} root */
async function agreed(root) {
  try {
    if (localStorage.getItem(TOLD) === "yes") return true
  } catch {
    // Then it is asked each time.
  }
  const dialog = /** @type {HTMLDialogElement} */ (copy(root, "dictation"))
  root.append(dialog)
  const answer = new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }))
  dialog.showModal()
  const yes = await answer
  dialog.remove()
  try {
    if (yes) localStorage.setItem(TOLD, "yes")
  } catch {
    // It counts for this once.
  }
  return yes === true
}
