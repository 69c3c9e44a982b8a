/**
 * What keys draw with the tools that strokes are made with: the pen is led by arrows, the laser goes around what has the
 * focus, the eraser takes that away. Fetched when somebody does it.
 */
import { t } from "../../seldom.js"
import { remove } from "../deeds.js"
import { makeStroke } from "./making.js"

/** @typedef {import("./view.js").Box} Box */
/** @typedef {import("./view.js").Point} Point */
/** @typedef {import("./easel.js").Board} Board */

const SVG = "http://www.w3.org/2000/svg"
/** How far an arrow leads the pen, in pixels; with Shift so many times as far. */
const STEP = 12
const FURTHER = 5
/** How thick the pen is, in pixels. */
const PEN = 3
/** How far around what it means the laser goes, in board units, and in how many steps: as many places as are told at once. */
const AROUND = 24
const STEPS = 19
const ARROWS = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] })

/** @param {Board} board @param {string} tool @param {Point} at where a stroke begins */
export function stroke(board, tool, at) {
  const { desk, scene, selection, errands, extras } = board
  const box = scene.box(selection.at ?? "")
  if (tool === "pen") {
    if (errands.mayAdd(at)) new Led(board, at)
  } else if (tool === "laser") {
    if (box) void extras().then((ready) => ready.ring(ringed(box)), () => {})
  } else if (scene.living(selection.at ?? "")?.type === "ink") void remove(desk, [selection.at ?? ""])
  else desk.own(t("The eraser takes drawings away. This is none: Del deletes it."))
}

/** Places once around a box. Pure. @param {Box} box @returns {Point[]} */
export function ringed([left, top, right, bottom]) {
  const [wide, high] = [(right - left) / 2 + AROUND, (bottom - top) / 2 + AROUND]
  const turn = (/** @type {number} */ step) => (2 * Math.PI * step) / STEPS
  return Array.from({ length: STEPS + 1 }, (_, step) => ({ x: Math.round((left + right) / 2 + wide * Math.cos(turn(step))), y: Math.round((top + bottom) / 2 + high * Math.sin(turn(step))) }))
}

/** The pen, down on the board: arrows lead it, Enter lifts it, Escape leaves what it drew. */
class Led {
  /** @type {import("./ink.js").Dot[]} */
  #dots
  #over = new AbortController()
  #board
  #path

  /** @param {Board} board @param {Point} at */
  constructor(board, at) {
    this.#board = board
    this.#dots = [{ ...at, pressure: 0.5 }]
    const sheet = document.createElementNS(SVG, "svg")
    sheet.setAttribute("class", "cv-paths cv-making-path")
    sheet.setAttribute("aria-hidden", "true")
    this.#path = sheet.appendChild(document.createElementNS(SVG, "path"))
    board.layer.append(sheet)
    const { signal } = this.#over
    const surface = board.layer.parentElement
    // Before the keys of the plane, which would go from note to note.
    surface?.addEventListener("keydown", (event) => this.#key(event), { signal, capture: true })
    surface?.addEventListener("pointerdown", () => this.#over.abort(), { signal, capture: true })
    surface?.addEventListener("focusout", () => this.#over.abort(), { signal })
    signal.addEventListener("abort", () => sheet.remove())
    this.#draw()
    board.desk.own(t("The pen is down. Arrow keys lead it, with Shift further; Enter lifts it, Esc leaves it."))
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const arrow = ARROWS[event.key]
    if (arrow) this.#lead(arrow, event.shiftKey ? FURTHER : 1)
    else if (event.key === "Enter") void this.#lift()
    else if (event.key === "Escape") this.#over.abort()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  /** @param {[number, number]} way @param {number} times */
  #lead([across, down], times) {
    const { camera } = this.#board
    const far = (STEP * times) / camera.view.zoom
    const { x, y } = /** @type {Point} */ (this.#dots.at(-1))
    const next = { x: Math.round(x + across * far), y: Math.round(y + down * far), pressure: 0.5 }
    this.#dots.push(next)
    camera.show([next.x, next.y, next.x, next.y])
    this.#draw()
  }

  async #lift() {
    const { desk, scene } = this.#board
    this.#over.abort()
    await makeStroke(desk, scene, this.#dots, { pen: this.#pen, pressure: false })
  }

  get #pen() {
    return Math.max(2, Math.min(40, Math.round(PEN / this.#board.camera.view.zoom)))
  }

  #draw() {
    const [first, ...others] = this.#dots
    const lines = others.map(({ x, y }) => `L${x} ${y}`).join("")
    this.#path.setAttribute("d", first ? `M${first.x} ${first.y}${lines || "h.1"}` : "")
    this.#path.setAttribute("stroke-width", String(this.#pen))
  }
}
