/** How large something is that was only put there, beside notes of the size they have on the board. Pure. */
import { beside } from "../geometry.js"

/** Sizes beside notes of the least size. */
const SIZES = { rectangle: { width: 200, height: 120 }, oval: { width: 200, height: 140 }, frame: { width: 560, height: 380 }, text: { width: 280, height: 48 } }

/** @param {Pick<import("./scene.js").Scene, "size">} scene @param {keyof typeof SIZES} tool */
export function sizeFor({ size: { width } }, tool) {
  const { width: wide, height: high } = SIZES[tool]
  return { width: beside(width, wide), height: beside(width, high) }
}
