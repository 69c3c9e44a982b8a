/** The lines along which something in the hand would lie, drawn over the plane while it is. */

export class Guides {
  #layer
  /** @type {HTMLElement[]} */
  #lines = []

  /** @param {HTMLElement} layer */
  constructor(layer) {
    this.#layer = layer
  }

  /** @param {readonly import("./snapping.js").Guide[]} guides */
  show(guides) {
    while (this.#lines.length < guides.length) this.#lines.push(this.#layer.appendChild(Object.assign(document.createElement("div"), { className: "cv-guide" })))
    for (const line of this.#lines.splice(guides.length)) line.remove()
    for (const [index, { axis, at, from, to }] of guides.entries()) {
      const line = /** @type {HTMLElement} */ (this.#lines[index])
      line.dataset.axis = axis
      Object.assign(line.style, axis === "x" ? { left: `${at}px`, top: `${from}px`, width: "0", height: `${to - from}px` } : { left: `${from}px`, top: `${at}px`, width: `${to - from}px`, height: "0" })
    }
  }
}
