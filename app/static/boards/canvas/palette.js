/**
 * Everything one may do just now, found by its words: the buttons of the plane, and of the menu for what is chosen.
 * What is taken is pressed, so that there is one way to do each thing.
 */
import { found } from "../finding.js"
import { part } from "../note.js"
import { dress } from "../sheet.js"

/** @typedef {{ root: HTMLElement, offered: () => HTMLElement[], done: () => void }} Board `offered`: what may be done with what is chosen, `done` gives the focus back */

const PLACES = "[data-tools] button[data-do], .cv-view button[data-look], [data-panel] button[data-go], [data-panel] button[data-do], .cv-drawers button[data-do]"

export class Palette {
  #board
  #dialog
  #field
  #list
  /** @type {{ id: string, says: string, button: HTMLElement }[]} */
  #deeds = []

  /** @param {Board} board @param {AbortSignal} signal */
  constructor(board, signal) {
    dress("board-asked.css")
    this.#board = board
    this.#dialog = /** @type {HTMLDialogElement} */ (part(board.root, "[data-palette]"))
    this.#field = /** @type {HTMLInputElement} */ (part(this.#dialog, "input"))
    this.#list = part(this.#dialog, "[role=listbox]")
    this.#field.addEventListener("input", () => this.#draw(), { signal })
    this.#dialog.addEventListener("keydown", (event) => this.#key(event), { signal })
    this.#list.addEventListener("click", ({ target }) => {
      const item = target instanceof Element ? target.closest("[role=option]") : null
      if (item) this.#take(item.id)
    }, { signal })
  }

  open() {
    const buttons = [.../** @type {NodeListOf<HTMLButtonElement>} */ (this.#board.root.querySelectorAll(PLACES))].filter((button) => !button.disabled && !button.closest("[hidden]"))
    const all = new Map([...this.#board.offered(), ...buttons].map((button) => [wordsOf(button), button]))
    this.#deeds = [...all].map(([says, button], index) => ({ id: `deed-${index}`, says, button }))
    this.#draw()
  }

  #draw() {
    const ids = this.#field.value.trim() ? new Set(found(this.#field.value, this.#deeds)) : null
    const deeds = this.#deeds.filter(({ id }) => !ids || ids.has(id))
    this.#list.replaceChildren(...deeds.map(({ id, says, button }) => {
      const item = Object.assign(document.createElement("li"), { id })
      item.setAttribute("role", "option")
      const icon = button.querySelector("svg, .sw")?.cloneNode(true)
      item.append(...(icon ? [icon] : []), says)
      const keys = /\(([^)]+)\)\s*$/.exec(button.title)?.[1] ?? button.querySelector("kbd")?.textContent
      if (keys) item.append(Object.assign(document.createElement("kbd"), { className: "end soft", textContent: keys }))
      return item
    }))
    this.#go(0)
  }

  /** @param {number} at */
  #go(at) {
    const items = [...this.#list.children]
    const item = items[(at + items.length) % Math.max(1, items.length)]
    for (const each of items) each.setAttribute("aria-selected", String(each === item))
    this.#field.setAttribute("aria-activedescendant", item?.id ?? "")
    item?.scrollIntoView({ block: "nearest" })
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    event.stopPropagation()
    if (event.isComposing) return
    const at = [...this.#list.children].findIndex((item) => item.getAttribute("aria-selected") === "true")
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) this.#go(at + step)
    else if (event.key === "Enter") this.#take(this.#list.children[at]?.id ?? "")
    else return
    event.preventDefault()
  }

  /** @param {string} id */
  #take(id) {
    const deed = this.#deeds.find((each) => each.id === id)
    this.#dialog.close()
    this.#board.done()
    deed?.button.click()
  }
}

/** What a button says: its name without the key in it. @param {HTMLElement} button */
const wordsOf = (button) => (button.title.replace(/\s*\([^)]*\)\s*$/, "") || [...button.childNodes].filter(({ nodeName }) => nodeName !== "KBD").map(({ textContent }) => textContent).join("")).trim()
