/** What lies over what: the turn of things among their like in a zone, group or frame. */
import { t } from "../../seldom.js"
import { jitter } from "../adding.js"
import { perform } from "../gesture.js"
import { between } from "../order.js"

/** @typedef {import("../reducer.js").Element} Note */
/** @typedef {"front" | "back" | "forward" | "backward"} Way */

const SAYS = { front: () => t("Brought to the front."), back: () => t("Sent to the back."), forward: () => t("Brought forward."), backward: () => t("Sent backward.") }

/** @param {import("../gesture.js").Desk} desk @param {import("./scene.js").Scene} scene @param {string[]} ids @param {Way} way */
export async function reorder(desk, scene, ids, way) {
  const [first] = ids.flatMap((id) => scene.living(id) ?? [])
  if (!first) return
  const all = [...scene.elements.values()].filter(({ type, deleted, zone, parent }) => !deleted && type !== "comment" && zone === first.zone && parent === first.parent)
  const keys = turns(all, new Set(ids), way)
  const ops = [...keys].map(([{ id, zone, parent, x, y }, z]) => ({ k: "el.move", id, ...(parent !== null && { parent }), zone, z, x, y }))
  await perform(desk, ops, SAYS[way]())
}

/** The new turn of each of these among their like. @param {readonly Note[]} all @param {ReadonlySet<string>} ids @param {Way} way @returns {Map<Note, string>} */
export function turns(all, ids, way) {
  const inTurn = [...all].sort((one, other) => (one.z === other.z ? (one.id < other.id ? -1 : 1) : one.z < other.z ? -1 : 1))
  const moved = inTurn.filter(({ id }) => ids.has(id))
  const others = inTurn.filter(({ id }) => !ids.has(id))
  const under = (/** @type {Note | undefined} */ one) => (one ? others.filter((each) => inTurn.indexOf(each) < inTurn.indexOf(one)).length : 0)
  // How many of the others they come to lie over.
  const at = { front: others.length, back: 0, forward: Math.min(others.length, under(moved.at(-1)) + 1), backward: Math.max(0, under(moved[0]) - 1) }[way]
  const high = others[at]?.z ?? null
  let low = others[at - 1]?.z ?? null
  return new Map(moved.map((each) => {
    low = between(low, high, jitter())
    return [each, low]
  }))
}
