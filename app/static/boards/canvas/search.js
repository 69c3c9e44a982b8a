/**
 * Looking for words on the plane: the rest is dimmed, what says them is listed, and one goes from one to the next. The
 * field keeps the focus meanwhile; Escape leaves one at what was looked at last.
 */
import { number, t } from "../../seldom.js"
import { voice } from "../../workshops/announcer.js"
import { found, sayingOf } from "../finding.js"
import { part } from "../note.js"
import { dress } from "../sheet.js"

/**
 * @typedef {{ root: HTMLElement, layer: HTMLElement, scene: import("./scene.js").Scene, plane: import("./plane.js").Plane, camera: import("./camera.js").Camera,
 *   selection: import("./selection.js").Selection, look: (note: import("../reducer.js").Element) => import("./paper.js").Look }} Board
 */

/** Listed at once; one more letter finds less. */
const LISTED = 50
const LABEL = 80
const AIR = 160

export class Search {
  /** @type {string[]} */
  #found = []
  #at = -1
  #said = ""
  #board
  #form
  #field

  /** @param {Board} board @param {AbortSignal} signal */
  constructor(board, signal) {
    dress("board-asked.css")
    this.#board = board
    this.#form = /** @type {HTMLFormElement} */ (part(board.root, "[data-find]"))
    this.#field = /** @type {HTMLInputElement} */ (part(this.#form, "input"))
    const on = (/** @type {string} */ name, /** @type {(event: any) => void} */ hear) => this.#form.addEventListener(name, hear, { signal })
    on("input", () => this.look())
    on("keydown", (event) => this.#key(event))
    on("click", ({ target }) => this.#press(/** @type {Element} */ (target)))
    board.plane.addEventListener("drawn", () => this.mark(), { signal })
  }

  get isOpen() {
    return !this.#form.hidden
  }

  /** Look again: other words, or other notes. */
  look() {
    if (!this.isOpen) return
    const { scene, look } = this.#board
    const before = this.#found[this.#at]
    const answersOf = (/** @type {import("./paper.js").Look} */ { answers }) => answers.map(({ label, value }) => `${label} ${value}`).join(" ")
    const elements = scene.all.flatMap((id) => scene.living(id) ?? []).map((note) => ({ id: note.id, says: sayingOf({ text: note.text, gloss: note.gloss, author: look(note).author, answers: answersOf(look(note)) }) }))
    this.#found = found(this.#field.value, elements)
    this.#at = before === undefined ? -1 : this.#found.indexOf(before)
    this.#list()
    this.mark()
  }

  /** Dim what does not say it. */
  mark() {
    const sought = this.isOpen && this.#field.value.trim() !== ""
    const { layer, plane } = this.#board
    const before = layer.hasAttribute("data-finding")
    layer.toggleAttribute("data-finding", sought)
    // One sees through what is dimmed, down to what lay hidden under it.
    if (sought !== before) plane.draw([])
    if (!sought) return
    const all = new Set(this.#found)
    for (const item of /** @type {NodeListOf<HTMLElement>} */ (this.#board.layer.querySelectorAll("li[data-note]"))) item.toggleAttribute("data-found", all.has(item.dataset.note ?? ""))
  }

  #close() {
    this.#form.hidden = true
    this.mark()
    const id = this.#found[this.#at]
    if (id) this.#board.plane.focus(id)
    else part(this.#board.root, "[data-surface]").focus()
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    event.stopPropagation()
    if (event.isComposing) return
    if (event.key === "Escape") this.#close()
    else if (event.key === "Enter" && event.target === this.#field) this.#step(event.shiftKey ? -1 : 1)
    else return
    event.preventDefault()
  }

  /** @param {Element} target */
  #press(target) {
    const button = /** @type {HTMLElement | null} */ (target.closest("button"))
    if (button?.dataset.step) this.#step(Number(button.dataset.step))
    if (button?.dataset.leave !== undefined) this.#close()
    if (button?.dataset.to) this.#go(this.#found.indexOf(button.dataset.to))
  }

  /** @param {number} way */
  #step(way) {
    const { length } = this.#found
    if (length) this.#go(this.#at < 0 ? (way > 0 ? 0 : length - 1) : (this.#at + way + length) % length)
  }

  /** Fly there. @param {number} at */
  #go(at) {
    const { scene, camera, selection } = this.#board
    const id = scene.seenAt(this.#found[at] ?? "")
    const box = scene.box(id ?? "")
    if (!id || !box) return
    this.#at = at
    selection.choose([id])
    selection.go(id)
    camera.fit(box, { air: AIR })
    this.#list()
  }

  #list() {
    const { scene, look } = this.#board
    const sought = this.#field.value.trim() !== ""
    const [at, of] = [number(this.#at + 1), number(this.#found.length)]
    const said = !sought ? "" : this.#found.length === 0 ? t("Not found") : this.#at < 0 ? t("%(n)s found", { n: of }) : t("%(at)s of %(n)s", { at, n: of })
    part(this.#form, "[data-at]").textContent = said
    if (said && said !== this.#said) voice.own(said)
    this.#said = said
    const items = this.#found.slice(0, LISTED).map((id) => {
      const note = /** @type {import("../reducer.js").Element} */ (scene.living(id))
      const button = Object.assign(document.createElement("button"), { type: "button", className: "cv-hit-row" })
      button.dataset.to = id
      button.setAttribute("aria-current", String(id === this.#found[this.#at]))
      const words = Object.assign(document.createElement("bdi"), { textContent: note.text.slice(0, LABEL) || look(note).is })
      const where = Object.assign(document.createElement("span"), { className: "soft", textContent: look(note).where })
      button.append(words, where)
      const item = document.createElement("li")
      item.append(button)
      return item
    })
    const list = part(this.#form, "[data-found-list]")
    // Who is in the list stays where they are in it.
    const to = list.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.to : undefined
    list.replaceChildren(...items)
    const again = /** @type {HTMLElement | null} */ (to ? list.querySelector(`[data-to="${CSS.escape(to)}"]`) : null)
    if (to) (again ?? this.#field).focus()
  }
}
