/** What was picked up on the plane lies where the next press says: a drop without a drag. Fetched when somebody wants to point. */
import { t } from "../../seldom.js"
import { pickUp } from "../picking.js"
import { dropped, taken } from "./drop.js"
import { around } from "./grid.js"
import { settle } from "./settling.js"

/** @typedef {import("./view.js").Point} Point */
/** @typedef {{ root: HTMLElement, layer: HTMLElement, desk: import("../gesture.js").Desk, scene: import("./scene.js").Scene }} Board */

/** Lay these with their middle where somebody presses; pushing the board on the way is no press. @param {Board} board @param {string[]} ids @param {(lay: ((at: Point) => void) | null) => void} hear who is told of the press */
export async function layPicked({ root, layer, desk, scene }, ids, hear) {
  const surface = layer.parentElement
  const over = pickUp(root, desk, t("Press where it should lie."))
  surface?.toggleAttribute("data-laying", true)
  const at = await /** @type {Promise<Point | null>} */ (new Promise((resolve) => {
    hear((point) => {
      resolve(point)
      over.abort()
    })
    over.signal.addEventListener("abort", () => resolve(null))
  }))
  // Unless something else was picked up meanwhile.
  if (!surface?.closest("[data-board]")?.querySelector("[data-picking]")) {
    hear(null)
    surface?.toggleAttribute("data-laying", false)
  }
  const { led, all } = taken(scene, ids)
  const box = around(scene.boxes(led.map(({ id }) => id)))
  if (at && box) await settle(desk, scene, dropped(scene, led, { x: at.x - (box[0] + box[2]) / 2, y: at.y - (box[1] + box[3]) / 2 }, at, all))
}
