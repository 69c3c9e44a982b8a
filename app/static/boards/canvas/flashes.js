/**
 * What is seen for a moment and kept nowhere: the trail of a laser, and what people feel, rising where they point. It lies
 * over the plane. Whoever wants less motion sees trails that end and signs that stand still.
 */
import { dress } from "../sheet.js"
import { brushPath } from "./brush.js"

/** @typedef {import("./view.js").Point} Point */
/** @typedef {Point & { at: number }} Spot when a laser was there */

/** What one may feel, by the name others are told. @type {Record<string, string>} */
export const SIGNS = { agree: "👍", love: "❤️", applause: "👏", celebrate: "🎉", laugh: "😄", unsure: "🤔" }

const SVG = "http://www.w3.org/2000/svg"
/** Milliseconds for which a place of a trail is seen, and a sign. */
const [SEEN, FELT] = [1_200, 2_000]
/** What was told together was gone along within so long. */
const TOLD = 120
const PIXELS = 7
const MOST = 60

export class Flashes {
  /** @type {Map<string, { spots: Spot[], path: SVGPathElement }>} */
  #trails = new Map()
  #due = false
  #camera
  #place
  #paths

  /** @param {HTMLElement} layer @param {import("./camera.js").Camera} camera */
  constructor(layer, camera) {
    dress("board-things.css")
    this.#camera = camera
    this.#place = Object.assign(document.createElement("div"), { className: "cv-flashes" })
    this.#place.setAttribute("aria-hidden", "true")
    this.#paths = document.createElementNS(SVG, "svg")
    this.#paths.setAttribute("class", "cv-paths")
    this.#place.append(this.#paths)
    layer.append(this.#place)
  }

  /** Somebody's laser went on along there. @param {string} whose @param {Point[]} points */
  trail(whose, points) {
    const trail = this.#trails.get(whose) ?? { spots: [], path: this.#paths.appendChild(document.createElementNS(SVG, "path")) }
    this.#trails.set(whose, trail)
    trail.path.dataset.laser = whose
    const now = performance.now()
    trail.spots.push(...points.map((point, index) => ({ ...point, at: now + (points.length > 1 ? (TOLD * index) / points.length : 0) })))
    this.#soon()
  }

  /** Somebody lifted the laser: where it comes down next is another trail. @param {string} whose */
  lift(whose) {
    const trail = this.#trails.get(whose)
    if (!trail) return
    this.#trails.delete(whose)
    this.#trails.set(`${whose} ${performance.now()}`, trail)
  }

  /** Somebody feels something there. @param {string} feeling @param {Point} at */
  feel(feeling, { x, y }) {
    const sign = SIGNS[feeling]
    if (!sign || this.#place.querySelectorAll("[data-feeling]").length >= MOST) return
    const place = Object.assign(document.createElement("div"), { className: "cv-feeling" })
    place.dataset.feeling = feeling
    place.style.transform = `translate(${x}px, ${y}px) scale(${1 / this.#camera.view.zoom})`
    place.append(Object.assign(document.createElement("span"), { textContent: sign }))
    this.#place.append(place)
    setTimeout(() => place.remove(), FELT)
  }

  #soon() {
    if (this.#due || this.#trails.size === 0) return
    this.#due = true
    requestAnimationFrame(() => {
      this.#due = false
      this.#draw(performance.now())
      this.#soon()
    })
  }

  /** @param {number} now */
  #draw(now) {
    const pen = PIXELS / this.#camera.view.zoom
    for (const [whose, { spots, path }] of this.#trails) {
      while (spots.length && now - (spots[0]?.at ?? 0) > SEEN) spots.shift()
      path.setAttribute("d", brushPath(spots.filter(({ at }) => at <= now).map(({ x, y, at }) => ({ x, y, pressure: 1 - (now - at) / SEEN })), pen))
      if (spots.length) continue
      path.remove()
      this.#trails.delete(whose)
    }
  }
}
