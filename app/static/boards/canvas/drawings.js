/**
 * What lies on the plane and no hand takes yet: frames, shapes, texts, lines, strokes, and how
 * many comments there are on something. Drawn under the papers, once a frame; the list says the same in words.
 */
import { nt, t } from "../../later.js"
import { dress } from "../sheet.js"
import { headPath, linePath, onEdge, strokePath } from "./strokes.js"

/** @typedef {import("../reducer.js").Element} Note */
/** @typedef {import("./view.js").Point} Point */
/** @typedef {{ root: HTMLElement, list: HTMLElement, scene: import("./scene.js").Scene }} Board */

const SVG = "http://www.w3.org/2000/svg"
const BOXES = ["frame", "shape", "text"]
const PEN = 4

export class Drawings {
  /** @type {Map<string, Element>} */
  #drawn = new Map()
  /** Lines, which go where their ends go. @type {Set<string>} */
  #lines = new Set()
  /** @type {Set<string>} */
  #comments = new Set()
  /** @type {Set<string>} */
  #stale = new Set()
  #due = false
  #scene
  #papers
  #ground
  #paths

  /** @param {Board} board */
  constructor({ root, list, scene }) {
    dress("board-things.css")
    this.#scene = scene
    /** @type {Record<string, string>} */
    this.#papers = JSON.parse(root.dataset.papers ?? "{}")
    this.#ground = document.createElement("div")
    this.#ground.className = "cv-things"
    this.#paths = draw(this.#ground, "svg", "cv-paths")
    this.#paths.setAttribute("role", "img")
    this.#paths.setAttribute("aria-label", t("Lines and drawings; the list tells of them in words."))
    list.before(this.#ground)
    this.take(scene.elements.keys())
  }

  /** These may look different. @param {Iterable<string>} ids */
  take(ids) {
    for (const id of ids) this.#stale.add(id)
    if (this.#due) return
    this.#due = true
    requestAnimationFrame(() => this.#paint())
  }

  #paint() {
    this.#due = false
    for (const id of this.#stale) {
      const element = this.#scene.elements.get(id)
      for (const [set, type] of /** @type {const} */ ([[this.#lines, "connector"], [this.#comments, "comment"]])) {
        if (element?.type === type && !element.deleted) set.add(id)
        else set.delete(id)
      }
      if (element && BOXES.includes(element.type)) this.#box(element)
      else if (element?.type === "ink") this.#stroke(element)
      else if (element?.type === "connector" && element.deleted) this.#forget(id)
    }
    this.#stale.clear()
    for (const id of this.#lines) this.#line(/** @type {Note} */ (this.#scene.elements.get(id)))
    this.#count()
  }

  /** A frame, a shape or a text: words in a box. @param {Note} element */
  #box(element) {
    if (element.deleted) return this.#forget(element.id)
    const place = /** @type {HTMLElement} */ (this.#have(element.id, () => this.#ground.insertBefore(document.createElement("div"), this.#paths)))
    const paper = element.type === "shape" ? (this.#papers[element.colour ?? ""] ?? "plain") : ""
    place.className = `cv-${element.type} ${paper}`
    place.dataset.form = element.form ?? "rectangle"
    place.dataset.size = element.size ?? "medium"
    Object.assign(place.style, { left: `${element.x}px`, top: `${element.y}px`, width: `${element.w}px`, height: `${element.h}px` })
    place.dir = element.dir
    if (element.lang) place.lang = element.lang
    else place.removeAttribute("lang")
    if (place.textContent !== element.text) place.textContent = element.text
  }

  /** @param {Note} element */
  #stroke(element) {
    if (element.deleted) return this.#forget(element.id)
    const path = this.#have(element.id, () => draw(this.#paths, "path", "cv-ink"))
    path.setAttribute("d", strokePath(element))
    path.setAttribute("stroke-width", String(element.pen ?? PEN))
    path.style.stroke = element.colour ? `var(--${this.#papers[element.colour] ?? "plain"}-edge)` : ""
  }

  /** @param {Note} element */
  #line(element) {
    const [start, end] = this.#ends(element)
    const line = this.#have(element.id, () => draw(this.#paths, "g", "cv-line"))
    const heads = [...(element.arrow === "end" || element.arrow === "both" ? [headPath(start, end)] : []), ...(element.arrow === "start" || element.arrow === "both" ? [headPath(end, start)] : [])]
    const path = line.querySelector("path") ?? draw(line, "path")
    path.setAttribute("d", [linePath(start, end), ...heads].join(""))
    const words = line.querySelector("text") ?? draw(line, "text")
    words.setAttribute("x", String((start.x + end.x) / 2))
    words.setAttribute("y", String((start.y + end.y) / 2 - 8))
    if (words.textContent !== element.text) words.textContent = element.text
  }

  /** Where a line begins and ends: at the edge of what it is tied to. @param {Note} element @returns {[Point, Point]} */
  #ends({ start, end, x, y }) {
    const boxes = [start, end].map((each) => {
      const tied = typeof each === "string" ? this.#scene.elements.get(each) : undefined
      if (tied) return this.#scene.box(tied.id) ?? boxOf(tied)
      const [px, py] = Array.isArray(each) ? each : [x, y]
      return /** @type {import("./view.js").Box} */ ([px, py, px, py])
    })
    const [one, other] = boxes
    const middle = (/** @type {import("./view.js").Box} */ [left, top, right, bottom]) => ({ x: (left + right) / 2, y: (top + bottom) / 2 })
    return one && other ? [onEdge(one, middle(other)), onEdge(other, middle(one))] : [{ x, y }, { x, y }]
  }

  /** How many comments there are on each thing, at its corner. */
  #count() {
    /** @type {Map<string, number>} */
    const counts = new Map()
    for (const id of this.#comments) {
      const about = this.#scene.elements.get(this.#scene.elements.get(id)?.about ?? "")
      if (about && !about.deleted) counts.set(about.id, (counts.get(about.id) ?? 0) + 1)
    }
    for (const mark of /** @type {NodeListOf<HTMLElement>} */ (this.#ground.querySelectorAll(".cv-said"))) if (!counts.has(mark.dataset.about ?? "")) this.#forget(`said ${mark.dataset.about}`)
    for (const [id, count] of counts) {
      const about = /** @type {Note} */ (this.#scene.elements.get(id))
      const [, top, right] = this.#scene.box(id) ?? boxOf(about)
      const mark = /** @type {HTMLElement} */ (this.#have(`said ${id}`, () => this.#ground.appendChild(document.createElement("div"))))
      mark.className = "cv-said"
      mark.dataset.about = id
      Object.assign(mark.style, { left: `${right}px`, top: `${top}px` })
      mark.textContent = nt("%(n)s comment", "%(n)s comments", count)
    }
  }

  /** What is drawn for something, made when it is not there. @template {Element} Drawn @param {string} id @param {() => Drawn} make @returns {Drawn} */
  #have(id, make) {
    const there = /** @type {Drawn | undefined} */ (this.#drawn.get(id))
    if (there) return there
    const made = make()
    if (made instanceof HTMLElement || made instanceof SVGElement) made.dataset.of = id
    this.#drawn.set(id, made)
    return made
  }

  /** @param {string} id */
  #forget(id) {
    this.#drawn.get(id)?.remove()
    this.#drawn.delete(id)
  }
}

/** @param {Note} element @returns {import("./view.js").Box} */
const boxOf = ({ x, y, w, h }) => [x, y, x + w, y + h]

/** @template {keyof SVGElementTagNameMap} Name @param {Element} place @param {Name} name @param {string} [className] @returns {SVGElementTagNameMap[Name]} */
function draw(place, name, className = "") {
  const made = document.createElementNS(SVG, name)
  if (className) made.setAttribute("class", className)
  place.append(made)
  return made
}
