/**
 * What is typed while a field is on its way: somebody pressed what opens it, and it is still being fetched. Such letters are
 * no keys of tools, and are in the field once that is here.
 */

/** Keys that are pressed on the way to a letter. */
export const LEADS = ["Shift", "CapsLock", "AltGraph", "Control", "Alt", "Dead"]

/** True when a key writes something by itself. @param {KeyboardEvent} event */
export const isWritten = (event) => event.key.length === 1 && event.key !== " " && ((!event.ctrlKey && !event.metaKey && !event.altKey) || Boolean(event.getModifierState?.("AltGraph")))

/** What hears letters for the field that was asked for last. @type {Ahead | null} */
let latest = null

/** Keep what is typed until what opens a field has come; whoever waits for it opens the field at once. @template T @param {Promise<T>} coming @returns {Promise<T>} */
export async function typedAhead(coming) {
  const ahead = hearAhead()
  const found = await coming
  setTimeout(() => ahead.write())
  return found
}

/** Keep what is typed from now on, until it is handed over or written into a field, or somebody does something else. */
export const hearAhead = () => (latest = new Ahead(latest?.handOver()))

/** Put words where somebody writes just now. @param {string} words */
export function writeOn(words) {
  const field = document.activeElement
  if (!words || !isField(field)) return
  field.setRangeText(field instanceof HTMLInputElement ? words.replaceAll("\n", " ") : words, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end")
  field.dispatchEvent(new Event("input", { bubbles: true }))
}

class Ahead {
  #over = new AbortController()
  #words

  /** @param {string} [words] typed already for what comes before it, and asked for something in its turn */
  constructor(words = "") {
    this.#words = words
    const { signal } = this.#over
    document.addEventListener("keydown", (event) => this.#hear(event), { signal, capture: true })
    document.addEventListener("pointerdown", ({ target }) => target instanceof Element && target.closest("[data-loading]") || this.#over.abort(), { signal, capture: true })
  }

  /** Put the words into the field that is open now. */
  write() {
    writeOn(this.handOver())
  }

  /** Hear no more. @returns {string} what was typed */
  handOver() {
    this.#over.abort()
    if (latest === this) latest = null
    const words = this.#words
    this.#words = ""
    return words
  }

  /** @param {KeyboardEvent} event */
  #hear(event) {
    if (event.isComposing || LEADS.includes(event.key) || isField(event.target)) return
    if (isWritten(event)) this.#words += event.key
    else if (event.key === " " && this.#words) this.#words += " "
    else if (event.key === "Enter" && this.#words && !event.ctrlKey && !event.metaKey) this.#words += "\n"
    else if (event.key === "Backspace") this.#words = [...this.#words].slice(0, -1).join("")
    // Who does something else has not begun to write.
    else return this.#over.abort()
    event.preventDefault()
    event.stopImmediatePropagation()
  }
}

/** @param {unknown} target @returns {target is HTMLTextAreaElement | HTMLInputElement} */
const isField = (target) => target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && ["text", "search"].includes(target.type))
