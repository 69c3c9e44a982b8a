/** Putting notes together, for a view that does not know what lies where: it is looked up for the one deed. */
import { free } from "../adding.js"
// What is no note is decided by it.
import "../further.js"
import { copyTo } from "./copying.js"
import { makeLine, makeOutline, makeText } from "./making.js"
import { freePlace, sizeOf, slots } from "./room.js"
import { Scene } from "./scene.js"
import { gather } from "./grouping.js"
import { sizeFor } from "./usual.js"

/** @typedef {import("../gesture.js").Desk} Desk */

/** Make a group in a zone, of these notes. @param {Desk} desk @param {string} zone @param {string} title @param {string[]} [ids] */
export const addGroup = (desk, zone, title, ids = []) => gather(desk, sceneOf(desk), title, ids, { zone, ...free(desk, zone) })

/** Places in a group for notes that come into it. @param {Desk} desk @param {string} group @param {readonly import("../reducer.js").Element[]} notes */
export const slotsIn = (desk, group, notes) => slots(sceneOf(desk), group, notes)

/** Draw a line from something to something else. @param {Desk} desk @param {string} start @param {{ to: string, arrow: boolean }} line */
export const connect = (desk, start, { to, arrow }) => makeLine(desk, sceneOf(desk), { start, end: to, arrow })

/** Lay a copy of a note where there is room: in its group, else near it in its zone. @param {Desk} desk @param {string} id @returns {Promise<string | undefined>} the copy */
export async function duplicate(desk, id) {
  const scene = sceneOf(desk)
  const note = scene.living(id)
  if (!note) return undefined
  const spot = roomFor(scene, note)
  return (await copyTo(desk, scene, [id], { x: spot.x - note.x, y: spot.y - note.y }, { found: true }))[0]
}

/** @param {Scene} scene @param {import("../reducer.js").Element} note @returns {import("./view.js").Point} */
function roomFor(scene, note) {
  if (scene.living(note.parent ?? "")?.type !== "group") return freePlace(scene, note.zone, sizeOf(note), note)
  // To its group it is one more note.
  return slots(scene, note.parent ?? "", [{ ...note, id: "" }])[0] ?? note
}

/** Put a text, a shape or a frame on a free place of a zone. @param {Desk} desk @param {string} zone @param {{ kind: import("./making.js").Kind, words: string }} thing */
export function addThing(desk, zone, { kind, words }) {
  const scene = sceneOf(desk)
  const size = sizeFor(scene, kind)
  const { x, y } = freePlace(scene, zone, size, free(desk, zone))
  return kind === "text" ? makeText(desk, scene, words, { x, y }) : makeOutline(desk, scene, kind, [x, y, x + size.width, y + size.height], words)
}

/** @param {Desk} desk */
function sceneOf({ zones, size, store }) {
  const scene = new Scene([...zones].map(([id, { box, head }]) => ({ id, box, head, title: "" })), size)
  scene.take(store.shown.elements, store.shown.elements.keys())
  return scene
}
