/**
 * What pointers draw while a tool is taken: boxes drawn out, lines from one thing to another, strokes. A press
 * that does not move does it too: it puts a box of the usual size there, or begins a line that the next press ends.
 */
import { t } from "../../seldom.js"
import { brushPath } from "./brush.js"
import { makeLine, makeOutline, makeStroke } from "./making.js"
import { Rubbing } from "./rubbing.js"
import { onEdge } from "./strokes.js"
import { sizeFor } from "./usual.js"

/** @typedef {import("./view.js").Box} Box */
/** @typedef {import("./view.js").Point} Point */
/** @typedef {import("./making.js").Outline} Outline */
/** @typedef {import("./ink.js").Dot} Dot */
/** @typedef {import("./hands.js").Way} Way */
/**
 * @typedef {{ root: HTMLElement, layer: HTMLElement, desk: import("../gesture.js").Desk, scene: import("./scene.js").Scene, plane: import("./plane.js").Plane,
 *   camera: import("./camera.js").Camera, may: (at: Point) => boolean, spent: () => void, made: (id: string) => void, idOf: (event: MouseEvent) => string | null }} Board `spent`: the tool has done what it is for, `made`: and this is there now
 */

const SVG = "http://www.w3.org/2000/svg"
/** Board units below which a box was not drawn out, but put there. */
const LEAST = 12
/** Between two dots of a stroke, in pixels. */
const APART = 2
const PEN = { least: 2, most: 40, pixels: 3 }

export class Drawing {
  #board
  #sheet
  /** Where a line begins that was begun by a press. @type {{ at: string | Point, tool: string } | null} */
  #begun = null

  /** @param {Board} board */
  constructor(board) {
    this.#board = board
    this.#sheet = new Sheet(board.layer)
  }

  /** Begin to draw. @param {string} tool @param {PointerEvent} from @returns {Way} */
  begin(tool, from) {
    const { camera, may } = this.#board
    if (tool === "eraser") return new Rubbing(this.#board, from)
    if (!may(camera.on(from))) return { move: () => {} }
    if (tool === "pen") return new Stroke(this.#board, this.#sheet, from)
    if (tool === "arrow" || tool === "line") return new Tie(this.#board, this.#sheet, { tool, start: this.#tiedAt(from), end: (event) => this.#tiedAt(event) })
    return new Outlining(this.#board, this.#sheet, /** @type {Outline} */ (tool), camera.on(from))
  }

  /** A press that did not move. @param {string} tool @param {PointerEvent} event */
  async press(tool, event) {
    const { desk, scene, camera, made } = this.#board
    const at = camera.on(event)
    if (tool === "eraser") return new Rubbing(this.#board, event).end()
    if (!this.#board.may(at)) return
    if (tool === "pen") return made(await makeStroke(desk, scene, [{ ...at, pressure: pressureOf(event) }], penOf(camera, event)))
    if (tool === "arrow" || tool === "line") return this.#pressTie(tool, this.#tiedAt(event))
    await this.put(tool, at)
  }

  /** Put something of the usual size there; a line begins or ends at what has the focus. @param {string} tool @param {Point} middle @param {string | null} [at] */
  async put(tool, { x, y }, at = null) {
    const { desk, scene, spent, made } = this.#board
    if (tool === "arrow" || tool === "line") return this.#pressTie(tool, at ?? { x, y })
    const { width, height } = sizeFor(scene, /** @type {Outline} */ (tool))
    spent()
    made(await makeOutline(desk, scene, /** @type {Outline} */ (tool), [x - width / 2, y - height / 2, x + width / 2, y + height / 2]))
  }

  /** Nothing is begun any more. */
  drop() {
    this.#begun = null
    this.#aim(null)
  }

  /** @param {string} tool @param {string | Point} at */
  async #pressTie(tool, at) {
    const { desk, scene, spent, made } = this.#board
    const start = this.#begun?.tool === tool ? this.#begun.at : null
    if (start === null) {
      this.#begun = { at, tool }
      this.#aim(at)
      return desk.own(t("Now press where it ends."))
    }
    this.drop()
    if (alike(start, at)) return
    spent()
    made(await makeLine(desk, scene, { start, end: at, arrow: tool === "arrow" }))
  }

  /** What a line is tied to there; else the place itself. @param {MouseEvent} event @returns {string | Point} */
  #tiedAt(event) {
    const { scene, camera, idOf } = this.#board
    const found = scene.living(idOf(event) ?? "")
    const under = found && found.type !== "connector" ? found.id : scene.under(camera.on(event)).find((id) => scene.living(id)?.type !== "frame")
    return under ?? camera.on(event)
  }

  /** @param {string | Point | null} at */
  #aim(at) {
    for (const item of this.#board.root.querySelectorAll("[data-aim]")) item.removeAttribute("data-aim")
    if (typeof at === "string") this.#board.plane.item(at)?.setAttribute("data-aim", "")
  }
}

/** A box that is drawn out: Shift keeps it even, Alt draws it from its middle. */
class Outlining {
  /** @type {Box} */
  #box = [0, 0, 0, 0]
  #board
  #sheet
  #tool
  #from

  /** @param {Board} board @param {Sheet} sheet @param {Outline} tool @param {Point} from */
  constructor(board, sheet, tool, from) {
    this.#board = board
    this.#sheet = sheet
    this.#tool = tool
    this.#from = from
  }

  /** @param {PointerEvent} event */
  move(event) {
    this.#box = outlined(this.#from, this.#board.camera.on(event), { even: event.shiftKey, centred: event.altKey })
    this.#sheet.box(this.#box, this.#tool)
  }

  async end() {
    this.#sheet.clear()
    const { desk, scene, spent, made } = this.#board
    spent()
    const [left, top, right, bottom] = this.#box
    const { width, height } = sizeFor(scene, this.#tool)
    const small = right - left < LEAST || bottom - top < LEAST
    made(await makeOutline(desk, scene, this.#tool, small ? [left, top, left + width, top + height] : this.#box))
  }

  cancel() {
    this.#sheet.clear()
  }
}

/** A line that is drawn from one thing to another. */
class Tie {
  #board
  #sheet
  #line
  /** @type {string | Point} */
  #end

  /** @param {Board} board @param {Sheet} sheet @param {{ tool: string, start: string | Point, end: (event: PointerEvent) => string | Point }} line */
  constructor(board, sheet, line) {
    this.#board = board
    this.#sheet = sheet
    this.#line = line
    this.#end = line.start
  }

  /** @param {PointerEvent} event */
  move(event) {
    const { scene, camera, plane, root } = this.#board
    this.#end = this.#line.end(event)
    const box = typeof this.#line.start === "string" ? scene.box(this.#line.start) : undefined
    const start = typeof this.#line.start === "string" ? onEdge(box ?? [0, 0, 0, 0], camera.on(event)) : this.#line.start
    const end = camera.on(event)
    this.#sheet.path(`M${start.x} ${start.y}L${end.x} ${end.y}`)
    const aim = typeof this.#end === "string" && this.#end !== this.#line.start ? plane.item(this.#end) : undefined
    for (const item of root.querySelectorAll("[data-aim]")) if (item !== aim) item.removeAttribute("data-aim")
    aim?.setAttribute("data-aim", "")
  }

  async end() {
    const { desk, scene, spent, made, root } = this.#board
    this.#sheet.clear()
    for (const item of root.querySelectorAll("[data-aim]")) item.removeAttribute("data-aim")
    const { start, tool } = this.#line
    if (alike(start, this.#end)) return
    spent()
    made(await makeLine(desk, scene, { start, end: this.#end, arrow: tool === "arrow" }))
  }

  cancel() {
    this.#sheet.clear()
    for (const item of this.#board.root.querySelectorAll("[data-aim]")) item.removeAttribute("data-aim")
  }
}

/** A stroke, with the pressure of a stylus. */
class Stroke {
  /** @type {Dot[]} */
  #dots = []
  #board
  #sheet
  #pen

  /** @param {Board} board @param {Sheet} sheet @param {PointerEvent} from */
  constructor(board, sheet, from) {
    this.#board = board
    this.#sheet = sheet
    this.#pen = penOf(board.camera, from)
    this.#dot(from)
  }

  /** @param {PointerEvent} event */
  move(event) {
    // A quick hand makes more of them than there are frames.
    const all = event.getCoalescedEvents?.() ?? []
    for (const each of all.length ? all : [event]) this.#dot(each)
    if (this.#pen.pressure) return this.#sheet.brush(brushPath(this.#dots, this.#pen.pen))
    const [first = { x: 0, y: 0 }, ...others] = this.#dots
    this.#sheet.path(`M${first.x} ${first.y}${others.map(({ x, y }) => `L${x} ${y}`).join("")}`, this.#pen.pen)
  }

  async end() {
    this.#sheet.clear()
    const { desk, scene, made } = this.#board
    made(await makeStroke(desk, scene, this.#dots, this.#pen))
  }

  cancel() {
    this.#sheet.clear()
  }

  /** @param {PointerEvent} event */
  #dot(event) {
    const at = this.#board.camera.on(event)
    const last = this.#dots.at(-1)
    if (last && Math.hypot(at.x - last.x, at.y - last.y) * this.#board.camera.view.zoom < APART) return
    this.#dots.push({ ...at, pressure: pressureOf(event) })
  }
}

/** What is being drawn and is nothing yet. */
class Sheet {
  #layer
  /** @type {HTMLElement | null} */
  #box = null
  /** @type {SVGSVGElement | null} */
  #paths = null

  /** @param {HTMLElement} layer */
  constructor(layer) {
    this.#layer = layer
  }

  /** @param {Box} box @param {Outline} tool */
  box([left, top, right, bottom], tool) {
    this.#box ??= this.#layer.appendChild(Object.assign(document.createElement("div"), { className: "cv-making" }))
    this.#box.dataset.form = tool
    Object.assign(this.#box.style, { left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px` })
  }

  /** @param {string} way @param {number} [width] that of lines, where none is said */
  path(way, width) {
    if (!this.#paths) {
      this.#paths = document.createElementNS(SVG, "svg")
      this.#paths.setAttribute("class", "cv-paths cv-making-path")
      this.#paths.append(document.createElementNS(SVG, "path"))
      this.#layer.append(this.#paths)
    }
    const path = /** @type {SVGPathElement} */ (this.#paths.firstElementChild)
    path.setAttribute("d", way)
    if (width === undefined) path.removeAttribute("stroke-width")
    else path.setAttribute("stroke-width", String(width))
  }

  /** What a stylus has drawn so far, as wide as it pressed. @param {string} area */
  brush(area) {
    this.path(area, 0)
    this.#paths?.toggleAttribute("data-brushed", true)
  }

  clear() {
    this.#box?.remove()
    this.#paths?.remove()
    this.#box = null
    this.#paths = null
  }
}

/** The box between two points: even on all sides, or with the first in its middle. Pure. @param {Point} from @param {Point} to @param {{ even: boolean, centred: boolean }} how @returns {Box} */
export function outlined(from, to, { even, centred }) {
  let [dx, dy] = [to.x - from.x, to.y - from.y]
  if (even) {
    const side = Math.max(Math.abs(dx), Math.abs(dy))
    ;[dx, dy] = [side * (Math.sign(dx) || 1), side * (Math.sign(dy) || 1)]
  }
  const other = centred ? { x: from.x - dx, y: from.y - dy } : from
  const end = { x: from.x + dx, y: from.y + dy }
  return [Math.min(other.x, end.x), Math.min(other.y, end.y), Math.max(other.x, end.x), Math.max(other.y, end.y)]
}

/** Whether a line would end where it begins. @param {string | Point} one @param {string | Point} other */
const alike = (one, other) => (typeof one === "string" || typeof other === "string" ? one === other : Math.hypot(one.x - other.x, one.y - other.y) < LEAST)

/** How wide the pen is: three pixels where one looks from. @param {import("./camera.js").Camera} camera @param {PointerEvent} event */
function penOf({ view }, { pointerType }) {
  return { pen: Math.round(Math.min(PEN.most, Math.max(PEN.least, PEN.pixels / view.zoom))), pressure: pointerType === "pen" }
}

/** @param {PointerEvent} event */
const pressureOf = ({ pressure }) => pressure || 0.5
