/**
 * What is drawn and is no paper: lines, strokes, and how many comments there are on something. It lies
 * under the papers, once a frame; each line and stroke is an element of the plane's list as well, and is taken there.
 */
import { nt, t } from "../../seldom.js"
import { dress } from "../sheet.js"
import { brushPath, dotsOf } from "./brush.js"
import { PEN, headPath, linePath, strokePath } from "./strokes.js"

/** @typedef {import("../reducer.js").Element} Note */
/** @typedef {import("./scene.js").Shift} Shift */
/** @typedef {{ root: HTMLElement, list: HTMLElement, scene: import("./scene.js").Scene }} Board */

const SVG = "http://www.w3.org/2000/svg"

export class Drawings {
  /** @type {Map<string, Element>} */
  #drawn = new Map()
  /** @type {Map<string, Set<string>>} */
  #kinds = new Map([["connector", new Set()], ["comment", new Set()], ["ink", new Set()]])
  /** @type {Set<string>} */
  #stale = new Set()
  /** What is in the hand, and how far. @type {Shift | null} */
  #shift = null
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
    this.#paths.setAttribute("aria-label", t("Lines and drawings; each is told in words where one chooses it."))
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

  /** Show what is in the hand where it is, and lines to it; null: the hand is empty again. @param {Shift | null} shift */
  carry(shift) {
    this.#shift = shift
    this.take([])
  }

  #paint() {
    this.#due = false
    for (const id of this.#stale) {
      const element = this.#scene.elements.get(id)
      for (const [type, ids] of this.#kinds) {
        if (element?.type === type && !element.deleted) ids.add(id)
        else if (ids.delete(id)) this.#forget(id)
      }
      if (element?.type === "ink" && !element.deleted) this.#stroke(element)
    }
    this.#stale.clear()
    for (const id of this.#kinds.get("connector") ?? []) this.#line(/** @type {Note} */ (this.#scene.elements.get(id)))
    for (const id of this.#kinds.get("ink") ?? []) this.#carried(id)
    this.#count()
  }

  /** @param {Note} element */
  #stroke(element) {
    const stroke = this.#have(element.id, () => draw(this.#paths, "g", "cv-stroke"))
    for (const path of paths(stroke)) path.setAttribute("d", strokePath(element))
    const seen = /** @type {SVGElement} */ (stroke.lastElementChild)
    const hue = element.colour ? `var(--${this.#papers[element.colour] ?? "plain"}-edge)` : ""
    stroke.classList.toggle("cv-brushed", Boolean(element.pressure))
    // What was drawn with pressure is as wide as that, and an area; all else a line.
    if (element.pressure) seen.setAttribute("d", brushPath(dotsOf(element), element.pen ?? PEN))
    else seen.setAttribute("stroke-width", String(element.pen ?? PEN))
    Object.assign(seen.style, element.pressure ? { fill: hue } : { stroke: hue })
  }

  /** @param {string} id */
  #carried(id) {
    const { ids, by } = this.#shift ?? {}
    const stroke = this.#drawn.get(id)
    if (ids?.has(id) && by) stroke?.setAttribute("transform", `translate(${by.x} ${by.y})`)
    else if (stroke?.hasAttribute("transform")) stroke.removeAttribute("transform")
  }

  /** @param {Note} element */
  #line(element) {
    const [start, end] = this.#scene.ends(element, this.#shift ?? undefined)
    const line = this.#have(element.id, () => draw(this.#paths, "g", "cv-line"))
    const heads = [...(element.arrow === "end" || element.arrow === "both" ? [headPath(start, end)] : []), ...(element.arrow === "start" || element.arrow === "both" ? [headPath(end, start)] : [])]
    const way = [linePath(start, end), ...heads].join("")
    for (const path of paths(line)) if (path.getAttribute("d") !== way) path.setAttribute("d", way)
    const words = line.querySelector("text") ?? draw(line, "text")
    words.setAttribute("x", String((start.x + end.x) / 2))
    words.setAttribute("y", String((start.y + end.y) / 2 - 8))
    if (words.textContent !== element.text) words.textContent = element.text
  }

  /** How many comments wait on each thing, at its corner; where all are dealt with, that. */
  #count() {
    /** @type {Map<string, number>} */
    const counts = new Map()
    for (const id of this.#kinds.get("comment") ?? []) {
      const comment = this.#scene.elements.get(id)
      const about = this.#scene.elements.get(comment?.about ?? "")
      if (about && !about.deleted) counts.set(about.id, (counts.get(about.id) ?? 0) + Number(!comment?.resolved))
    }
    for (const mark of /** @type {NodeListOf<HTMLElement>} */ (this.#ground.querySelectorAll(".cv-said"))) if (!counts.has(mark.dataset.about ?? "")) this.#forget(`said ${mark.dataset.about}`)
    for (const [id, count] of counts) {
      const [, top, right] = this.#scene.box(id) ?? [0, 0, 0]
      const mark = /** @type {HTMLElement} */ (this.#have(`said ${id}`, () => this.#ground.appendChild(document.createElement("div"))))
      mark.className = "cv-said"
      mark.dataset.about = id
      Object.assign(mark.style, { left: `${right}px`, top: `${top}px` })
      mark.textContent = count ? nt("%(n)s comment", "%(n)s comments", count) : t("Dealt with")
      mark.toggleAttribute("data-done", count === 0)
    }
  }

  /** What is drawn for something, made when it is not there. @template {Element} Drawn @param {string} id @param {() => Drawn} make @returns {Drawn} */
  #have(id, make) {
    const there = /** @type {Drawn | undefined} */ (this.#drawn.get(id))
    if (there) return there
    const made = make()
    if (made instanceof SVGElement) made.dataset.line = id
    this.#drawn.set(id, made)
    return made
  }

  /** @param {string} id */
  #forget(id) {
    this.#drawn.get(id)?.remove()
    this.#drawn.delete(id)
  }
}

/** The two paths of a line: a wide one that a pointer meets, and the one that is seen. @param {SVGElement} group @returns {SVGPathElement[]} */
function paths(group) {
  const there = /** @type {SVGPathElement[]} */ ([...group.querySelectorAll("path")])
  return there.length ? there : [draw(group, "path", "cv-hit"), draw(group, "path", "cv-drawn")]
}

/** @template {keyof SVGElementTagNameMap} Name @param {Element} place @param {Name} name @param {string} [className] @returns {SVGElementTagNameMap[Name]} */
function draw(place, name, className = "") {
  const made = document.createElementNS(SVG, name)
  if (className) made.setAttribute("class", className)
  place.append(made)
  return made
}
