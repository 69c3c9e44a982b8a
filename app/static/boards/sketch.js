/** What is drawn by hand, as one picture where no plane is: strokes have no words to tell one from another. */
import { brushPath, dotsOf } from "./canvas/brush.js"
import { PEN, strokeBox, strokePath } from "./canvas/strokes.js"

/** @typedef {import("./reducer.js").Element} Note */

const SVG = "http://www.w3.org/2000/svg"

/** Around all of these, in board units. @param {readonly Note[]} strokes @returns {import("./canvas/view.js").Box} */
export function around(strokes) {
  const boxes = strokes.map(strokeBox)
  const least = (/** @type {0 | 1} */ side) => Math.min(...boxes.map((box) => box[side]))
  const most = (/** @type {2 | 3} */ side) => Math.max(...boxes.map((box) => box[side]))
  return [least(0), least(1), most(2), most(3)]
}

/** Draw them, in place of an earlier picture. @param {readonly Note[]} strokes @param {string} words what they are @param {Record<string, string>} papers by colour @param {Element | null} there @returns {SVGElement} */
export function sketch(strokes, words, papers, there) {
  const picture = /** @type {SVGElement} */ (there ?? document.createElementNS(SVG, "svg"))
  const [left, top, right, bottom] = around(strokes)
  for (const [name, value] of [["viewBox", `${left} ${top} ${right - left} ${bottom - top}`], ["class", "sketch"], ["role", "img"], ["aria-label", words]]) picture.setAttribute(String(name), String(value))
  picture.replaceChildren(...strokes.map((stroke) => {
    const path = document.createElementNS(SVG, "path")
    path.setAttribute("d", stroke.pressure ? brushPath(dotsOf(stroke), stroke.pen ?? PEN) : strokePath(stroke))
    if (stroke.pressure) path.classList.add("is-brushed")
    else path.setAttribute("stroke-width", String(stroke.pen ?? PEN))
    const hue = papers[stroke.colour ?? ""]
    if (hue) path.style.setProperty("--hue", `var(--${hue}-edge)`)
    return path
  }))
  return picture
}
