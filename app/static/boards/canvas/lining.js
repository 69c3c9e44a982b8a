/** Putting what is chosen in line, or evenly apart: each stays in its zone, group and frame. */
import { aligned, spread } from "./aligning.js"
import { isTied, taken } from "./drop.js"
import { settle } from "./settling.js"

/** @typedef {import("../gesture.js").Desk} Desk */
/** @typedef {import("./scene.js").Scene} Scene */

/** @param {Desk} desk @param {Scene} scene @param {string[]} ids @param {import("./aligning.js").Line} line */
export const lineUp = (desk, scene, ids, line) => shift(desk, scene, aligned(laid(scene, ids), line))

/** @param {Desk} desk @param {Scene} scene @param {string[]} ids @param {"across" | "down"} way */
export const spreadOut = (desk, scene, ids, way) => shift(desk, scene, spread(laid(scene, ids), way))

/** @param {Scene} scene @param {string[]} ids */
function laid(scene, ids) {
  // What lies in something that is chosen goes with it.
  return taken(scene, ids).led.flatMap((note) => {
    const box = scene.box(note.id)
    return box && !isTied(note) ? [{ id: note.id, box }] : []
  })
}

/** @param {Desk} desk @param {Scene} scene @param {Map<string, import("./view.js").Point>} ways how far each goes */
async function shift(desk, scene, ways) {
  const moves = [...ways].flatMap(([id, by]) => {
    const note = by.x || by.y ? scene.living(id) : undefined
    return note ? [{ id, zone: note.zone, parent: note.parent, x: Math.round(note.x + by.x), y: Math.round(note.y + by.y) }] : []
  })
  await settle(desk, scene, moves)
}
