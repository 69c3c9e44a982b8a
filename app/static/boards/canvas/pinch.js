/** Two fingers: what is between them goes with them, and they zoom. */

/** @typedef {import("./camera.js").Camera} Camera */

export class Pinch {
  #camera
  #before

  /** @param {Camera} camera @param {PointerEvent[]} fingers */
  constructor(camera, fingers) {
    this.#camera = camera
    this.#before = measure(camera, fingers)
  }

  /** @param {PointerEvent[]} fingers */
  stretch(fingers) {
    const [before, now] = [this.#before, measure(this.#camera, fingers)]
    this.#before = now
    this.#camera.pan(now.x - before.x, now.y - before.y)
    this.#camera.zoom((this.#camera.view.zoom * now.spread) / Math.max(1, before.spread), now)
  }
}

/** Where the middle of two fingers is, and how far they are apart. @param {Camera} camera @param {PointerEvent[]} fingers */
function measure(camera, fingers) {
  const [one = { x: 0, y: 0 }, other = one] = fingers.map((finger) => camera.at(finger))
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2, spread: Math.hypot(one.x - other.x, one.y - other.y) }
}
