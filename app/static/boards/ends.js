/**
 * Where connectors end: at what lies there, or at a point where not everybody may know it. The twin of
 * `app/boards/engine/ends.py`.
 *
 * @typedef {import("./reducer.js").Board} Board
 * @typedef {import("./reducer.js").Element} Element
 * @typedef {import("./decide.js").Context} Context
 * @typedef {import("./decide.js").Refusal} Refusal
 */
import { made } from "./decide.js"
import { by, kept, refusal, seen } from "./reach.js"
import { EVERYONE, near } from "./reducer.js"

const ENDS = /** @type {const} */ (["start", "end"])

/** Where a connector ends, as its row may say it: what not everybody sees who sees it is a point.
 * @param {Board} board @param {Context} context @param {Record<string, any>} ends @param {string} aud */
export function tied(board, context, ends, aud) {
  /** @type {Record<string, any>} */
  const points = {}
  for (const name of ENDS) {
    if (typeof ends[name] !== "string") continue
    const found = seen(board, context, ends[name])
    if (!found || ["connector", "comment"].includes(found.type)) return refusal("bad-target")
    const refused = found.deleted ? "gone" : kept(context, found, "add")
    if (refused) return refusal(refused)
    if (![EVERYONE, aud].includes(found.audience)) points[name] = middle(found)
  }
  return points
}

/** What becomes of connectors to elements that go: they end where those were, or at what is there instead.
 * @param {Board} board @param {Context} context @param {ReadonlyMap<string, Element>} going @param {string} [instead] */
export function detached(board, context, going, instead) {
  return [...board.elements.values()].filter(({ type, deleted, id }) => type === "connector" && !deleted && !going.has(id)).flatMap((each) => {
    const lost = ENDS.map((name) => /** @type {const} */ ([name, going.get(String(each[name]))])).filter(([, end]) => end)
    const p = Object.fromEntries(lost.map(([name, end]) => [name, instead ?? middle(/** @type {Element} */ (end))]))
    return lost.length ? [made("el.set", each.id, by(context), each.audience, { p })] : []
  })
}

/** A connector as all may see it who see it. @param {Board} board @param {Element} found @param {ReadonlyMap<string, Element>} coming @returns {Element} */
export function standing(board, found, coming) {
  const after = { ...found }
  for (const name of ENDS) {
    const end = board.elements.get(String(found[name]))
    if (end && (![EVERYONE, found.audience].includes(end.audience) || (end.deleted && !coming.has(end.id)))) after[name] = middle(end)
  }
  return after
}

/** @param {Element} found @returns {[number, number]} */
const middle = ({ x, y, w, h }) => [near(x + Math.floor(w / 2)), near(y + Math.floor(h / 2))]
