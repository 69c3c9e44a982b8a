/**
 * What facilitators show to everybody, and leave to its author and themselves. The twin of `app/boards/engine/showing.py`.
 *
 * @typedef {import("./reducer.js").Board} Board
 * @typedef {import("./reducer.js").Element} Element
 * @typedef {import("./decide.js").Context} Context
 * @typedef {import("./decide.js").Refusal} Refusal
 */
import { byHeight, freed, put } from "./arranging.js"
import { holds, made } from "./decide.js"
import { detached, standing } from "./ends.js"
import { by, refusal, seen } from "./reach.js"
import { EVERYONE, INBOX, inboxOf } from "./reducer.js"

/** Show everybody what waits to be looked at or was hidden. @param {Board} board @param {Context} context @param {string[]} ids */
export function show(board, context, ids) {
  const found = chosen(board, context, ids)
  if ("code" in found) return found
  const waits = [...found].filter(([, each]) => each.audience.startsWith(INBOX))
  const coming = new Map(waits.map(([id, each]) => [id, { ...each, audience: EVERYONE, named: each.named && context.named }]))
  const after = { ...board, elements: new Map([...board.elements, ...coming]) }
  const hidden = (/** @type {Element} */ { about = "" }) => (after.elements.get(about)?.audience ?? EVERYONE) !== EVERYONE
  const shown = byHeight(board, coming, -1).filter((each) => !hidden(each))
  if (shown.length === 0) return refusal("not-hidden")
  return shown.map((each) => {
    const above = after.elements.get(each.parent ?? "")
    const stays = !above || (!above.deleted && holds(above, each.zone, EVERYONE))
    return put({ ...standing(after, each, new Map()), ...(!stays && { parent: null }) })
  })
}

/** Leave what all see to its author and the facilitators. @param {Board} board @param {Context} context @param {string[]} ids */
export function hide(board, context, ids) {
  const found = chosen(board, context, ids)
  if ("code" in found) return found
  const going = new Map([...found].filter(([, each]) => each.audience === EVERYONE))
  for (const each of board.elements.values()) {
    if (each.type === "comment" && each.audience === EVERYONE && !each.deleted && going.has(each.about ?? "")) going.set(each.id, each)
  }
  if (going.size === 0) return refusal("not-public")
  return [
    ...detached(board, context, going),
    ...byHeight(board, going).flatMap((each) => [
      ...freed(board, context, each, going),
      made("el.del", each.id, by(context), EVERYONE, {}),
      put({ ...each, ...(going.has(each.parent ?? "") && { parent: null }), audience: inboxOf(each.author), generation: 0 }),
    ]),
  ]
}

/** The living among these, once each is seen and the seat is one that shows and hides.
 * @param {Board} board @param {Context} context @param {string[]} ids @returns {Map<string, Element> | Refusal} */
function chosen(board, context, ids) {
  const found = new Map()
  for (const id of ids) {
    const each = seen(board, context, id)
    if (!each) return refusal("bad-target")
    if (!context.leads) return refusal("not-yours")
    if (!each.deleted) found.set(id, each)
  }
  return found.size ? found : refusal("gone")
}
