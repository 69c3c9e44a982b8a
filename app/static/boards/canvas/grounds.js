/** The zones of the page as the plane knows them, each laid where the canvas has it. */
import { part } from "../note.js"
import { around } from "./grid.js"

/** @typedef {import("./view.js").Box} Box */

/** Board units around what is shown first: room for the titles of zones above. */
const AIR = 60
const TITLE = 120

/** @param {HTMLElement} root @returns {Map<string, import("./scene.js").Ground & { inside: Box | null }>} in reading order */
export function groundsOf(root) {
  const zones = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-zone]")])
  return new Map(zones.map((zone) => {
    const { zone: id = "", box = "[0,0,0,0]", inside = "null", head } = zone.dataset
    const ground = { id, box: JSON.parse(box), inside: JSON.parse(inside), head: Number(head), title: part(zone, "[data-title]").textContent ?? "" }
    const [left, top, right, bottom] = ground.box
    Object.assign(zone.style, { left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px` })
    return [id, ground]
  }))
}

/** What one looks at first: all that lies there, and the first zone in which something does. @param {import("./scene.js").Scene} scene @returns {Box[]} */
export function seen(scene) {
  const first = scene.grounds.find(({ id }) => id === scene.living(scene.order[0] ?? "")?.zone) ?? scene.grounds[0]
  return [framed(scene.boxes(scene.order)), framed(first ? scene.boxes(scene.order.filter((id) => scene.living(id)?.zone === first.id)) : []), first?.box ?? null].filter((box) => box !== null)
}

/** Around these, with room for titles; null where there are none. @param {Box[]} boxes @returns {Box | null} */
function framed(boxes) {
  const all = around(boxes)
  return all && [Math.max(0, all[0] - AIR), Math.max(0, all[1] - TITLE), all[2] + AIR, all[3] + AIR]
}
