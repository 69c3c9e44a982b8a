/** The small bar with what one may feel: what is pressed rises where one pointed, for everybody, and is kept nowhere. */
import { t } from "../../seldom.js"
import { SIGNS } from "./flashes.js"

/** @typedef {import("./view.js").Point} Point */
/**
 * @typedef {{ surface: HTMLElement, desk: import("../gesture.js").Desk, scene: import("./scene.js").Scene, camera: import("./camera.js").Camera, selection: import("./selection.js").Selection,
 *   presence: import("../presence.js").Presence, flashes: () => Promise<import("./flashes.js").Flashes> }} Board
 */

/** Milliseconds between two of somebody's. */
const APART = 250

export class Reactions {
  /** @type {HTMLElement | null} */
  #bar = null
  /** @type {Point} */
  #at = { x: 0, y: 0 }
  #felt = -Infinity
  /** What the house tells of oneself, and was seen already. @type {string[]} */
  #own = []
  #board

  /** @param {Board} board */
  constructor(board) {
    this.#board = board
  }

  /** Whether it is one's own that the house tells. @param {[feeling: string, x: number, y: number]} felt */
  isOwn(felt) {
    const at = this.#own.indexOf(String(felt))
    if (at >= 0) this.#own.splice(at, 1)
    return at >= 0
  }

  /** Open the bar where one points, else beside what is meant; or shut it again. */
  turn() {
    if (this.#bar) return this.#shut()
    const { surface, camera, scene, selection, presence } = this.#board
    const [left, top, right, bottom] = scene.box(selection.at ?? "") ?? camera.sight()
    this.#at = presence.pointed ?? { x: (left + right) / 2, y: (top + bottom) / 2 }
    const bar = (this.#bar = this.#make())
    surface.append(bar)
    const { x, y } = camera.screen(this.#at)
    const { offsetWidth: width, offsetHeight: height } = bar
    bar.style.left = `${Math.max(4, Math.min(x - width / 2, camera.size.width - width - 4))}px`
    bar.style.top = `${Math.max(4, Math.min(y + 16, camera.size.height - height - 4))}px`
    bar.querySelector("button")?.focus()
  }

  #make() {
    const names = named()
    const bar = Object.assign(document.createElement("div"), { className: "pop cv-reactions" })
    bar.setAttribute("role", "toolbar")
    bar.setAttribute("aria-label", t("Reactions"))
    for (const [feeling, sign] of Object.entries(SIGNS)) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-i btn-bare", title: names[feeling] ?? "", textContent: sign })
      button.setAttribute("aria-label", names[feeling] ?? "")
      button.dataset.feeling = feeling
      bar.append(button)
    }
    bar.addEventListener("pointerdown", (event) => event.stopPropagation())
    // Where pressing a button does not focus it, the focus would go to the board, and the bar with it.
    bar.addEventListener("mousedown", (event) => event.preventDefault())
    bar.addEventListener("click", ({ target }) => target instanceof HTMLElement && target.dataset.feeling && this.#feel(target.dataset.feeling))
    bar.addEventListener("keydown", (event) => this.#key(event))
    bar.addEventListener("focusout", ({ relatedTarget }) => !(relatedTarget instanceof Node && bar.contains(relatedTarget)) && this.#shut(false))
    return bar
  }

  /** @param {string} feeling */
  #feel(feeling) {
    const { desk, presence, flashes } = this.#board
    const now = performance.now()
    if (now - this.#felt < APART) return
    this.#felt = now
    const at = { x: Math.round(this.#at.x), y: Math.round(this.#at.y) }
    if (!presence.react(feeling, at)) return desk.own(t("While everybody writes alone nobody sees reactions."))
    this.#own = [...this.#own, String([feeling, at.x, at.y])].slice(-20)
    desk.own(t("Everybody sees: %(reaction)s", { reaction: named()[feeling] ?? "" }))
    flashes().then((seen) => seen.feel(feeling, at), () => {})
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    event.stopPropagation()
    const buttons = /** @type {HTMLElement[]} */ ([...(this.#bar?.children ?? [])])
    const at = buttons.indexOf(/** @type {HTMLElement} */ (document.activeElement))
    const forth = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight"
    const next = event.key === "Home" ? 0 : event.key === "End" ? -1 : ["ArrowLeft", "ArrowRight"].includes(event.key) ? (at + (event.key === forth ? 1 : -1)) % buttons.length : null
    if (event.key === "Escape" || event.key === ".") this.#shut()
    else if (next !== null) buttons.at(next)?.focus()
    else return
    event.preventDefault()
  }

  /** @param {boolean} [back] give the focus back */
  #shut(back = true) {
    const bar = this.#bar
    this.#bar = null
    bar?.remove()
    if (back) this.#board.surface.focus({ preventScroll: true })
  }
}

/** @returns {Record<string, string>} */
const named = () => ({ agree: t("I agree"), love: t("I love it"), applause: t("Well done"), celebrate: t("Let us celebrate"), laugh: t("That is funny"), unsure: t("I am not sure") })
