/**
 * The rules of what only a plane shows: frames, connectors (`ends.js`), ink, images, comments, locks, notes
 * folded into one, what facilitators show and hide (`showing.js`). The twin of the modules beside
 * `app/boards/engine/decide.py`; `decide.js` knows them once this is here, and `arranging.js` with it.
 *
 * @typedef {import("./reducer.js").Board} Board
 * @typedef {import("./reducer.js").Element} Element
 * @typedef {import("./reducer.js").BoardEvent} BoardEvent
 * @typedef {import("./decide.js").Context} Context
 * @typedef {import("./decide.js").Op} Op
 * @typedef {import("./decide.js").Refusal} Refusal
 */
import { ARRANGE, DELETE, aboveOf, beneath } from "./arranging.js"
import { fits } from "./asked.js"
import { CONTROL, KINDS, MOST_CODE_POINTS, MOST_IN_TITLE, badText, further, kindOf, made, tooLate } from "./decide.js"
import { detached, standing, tied } from "./ends.js"
import { REWRITE, by, changeable, kept, refusal, seen, wrote } from "./reach.js"
import { BESIDE, EVERYONE, FITTED } from "./reducer.js"
import { hide, show } from "./showing.js"
import { shortened } from "./siblings.js"
import { weighed } from "./weight.js"

const MOST_IN_FRAME = 500
const MOST_IN_STROKE = 8_000
const MOST = /** @type {Record<string, { most: number, code: string }>} */ ({ ink: { most: 2_000, code: "ink-full" }, image: { most: 300, code: "images-full" } })

Object.assign(KINDS, {
  frame: { most: MOST_IN_TITLE, blank: true, holds: ["note", "group", "frame", "text", "shape", "connector", "ink", "image"] },
  text: { most: MOST_CODE_POINTS, live: true, sets: ["size"] },
  shape: { most: MOST_CODE_POINTS, blank: true, sets: ["form"] },
  connector: { most: MOST_IN_TITLE, blank: true, sets: ["start", "end", "arrow"], needs: ["start", "end"] },
  ink: { most: 0, blank: true, sets: ["pen"], begins: ["pts", "pressure", "final"] },
  image: { most: 1_000, blank: true, begins: ["asset"], needs: ["asset"] },
  comment: { most: MOST_CODE_POINTS, sets: ["resolved"], begins: ["about"], needs: ["about"] },
})

Object.assign(further, { bad, waits, told, beyond, shortened, detached, standing, framed, weighed })
Object.assign(further.ops, {
  "ink.add": draw, "el.lock": lock, "el.unlock": lock, "el.merge": fold,
  "el.show": (/** @type {Board} */ board, /** @type {Context} */ context, /** @type {Op} */ op) => show(board, context, op.ids),
  "el.hide": (/** @type {Board} */ board, /** @type {Context} */ context, /** @type {Op} */ op) => hide(board, context, op.ids),
})

/** Why an element of a type cannot have these properties. @param {string} type @param {Record<string, any>} p @param {boolean} first whether it is new */
function bad(type, p, first) {
  const { sets = [], begins = [], needs = [] } = kindOf(type)
  const given = Object.keys(p).filter((name) => BESIDE.includes(name))
  const may = first ? [...sets, ...begins] : sets
  // How large words are set is said with what they were measured for.
  if (!first && "fit" in p && !FITTED.some((name) => name in p)) return "malformed"
  if (!given.every((name) => may.includes(name)) || (first && !needs.every((name) => name in p))) return "malformed"
  return first && (p.pts ?? []).length % ofAPoint(p.pressure) ? "malformed" : null
}

/** Who sees a comment: whoever sees what it is about; null where that says nothing more. @param {Board} board @param {Context} context @param {Op} op */
function waits(board, context, { type, p }) {
  if (type !== "comment") return null
  const about = seen(board, context, p.about)
  if (!about || about.type === "comment") return refusal("bad-target")
  if (about.deleted) return refusal("gone")
  const closed = kept(context, about, "comment")
  if (closed) return refusal(closed)
  return about.audience === EVERYONE ? null : { aud: about.audience, pm: about.generation }
}

/** What of these properties a row says otherwise than they came, or why they may not be. What any zone asks for may stand on a note of all.
 * @param {Board} board @param {Context} context @param {Record<string, any>} p @param {{ type: string, aud: string }} at
 * @returns {Record<string, any> | Refusal} */
function told(board, context, { fields, asset, start, end }, { type, aud }) {
  const names = Object.keys(fields ?? {})
  const asked = context.fields && Object.values(context.fields).flat()
  if (asked && !names.every((name) => asked.includes(name))) return refusal("bad-field")
  if (!names.every((name) => fits(name, fields[name]))) return refusal("bad-field")
  if (names.some((name) => CONTROL.test(typeof fields[name] === "string" ? fields[name] : ""))) return refusal("text-control")
  if (asset && context.assets && !context.assets.includes(asset)) return refusal("bad-asset")
  return type === "connector" ? tied(board, context, { start, end }, aud) : {}
}

/** @param {Board} board @param {string[]} coming */
function beyond(board, coming) {
  for (const [type, { most, code }] of Object.entries(MOST)) {
    const more = coming.filter((each) => each === type).length
    const there = more && [...board.elements.values()].filter((each) => each.type === type && !each.deleted).length
    if (there + more > most) return code
  }
  return null
}

/** Why a frame does not take it. @param {Board} board @param {Context} context @param {Element} above @param {Op} op @param {string} type */
function framed(board, context, above, { id }, type) {
  const up = [above, ...aboveOf(board, above)]
  if (type === "frame" && up.some((each) => each.id === id)) return "cycle"
  const ids = (/** @type {string} */ of) => beneath(board, of).filter((each) => seen(board, context, each.id)).map((each) => each.id)
  const outermost = /** @type {Element} */ (up.at(-1))
  return new Set([id, ...ids(id), ...ids(outermost.id)]).size > MOST_IN_FRAME ? "frame-full" : null
}

/** Let a stroke go on from the number `at`. @param {Board} board @param {Context} context @param {Op} op */
function draw(board, context, op) {
  const { id, at, pts, final = false } = op
  const found = changeable(board, context, id, ARRANGE)
  if ("code" in found) return found
  const end = at + pts.length
  if (found.type !== "ink") return refusal("bad-target")
  if (!wrote(context, found)) return refusal("not-yours")
  if (found.final) return refusal("ink-final")
  if (tooLate(context, found, op)) return refusal("revealed")
  if (at > (found.pts ?? []).length) return refusal("ink-gap")
  if (end > MOST_IN_STROKE) return refusal("ink-long")
  if (end % ofAPoint(found.pressure)) return refusal("malformed")
  return [made("ink.add", id, by(context), found.audience, { at, pts, ...(final && { final }) })]
}

/** @param {boolean} [pressure] */
const ofAPoint = (pressure) => (pressure ? 3 : 2)

/** Lock, or unlock. @param {Board} board @param {Context} context @param {Op} op */
function lock(board, context, { k, ids }) {
  if (context.rights.lock) return refusal(context.rights.lock)
  const found = []
  for (const id of ids) {
    const each = seen(board, context, id)
    if (!each) return refusal("bad-target")
    if (each.deleted) return refusal("gone")
    found.push(each)
  }
  return found.map(({ id, audience }) => made(k, id, by(context), audience, {}))
}

/** Fold notes into another one. @param {Board} board @param {Context} context @param {Op} op */
function fold(board, context, op) {
  const into = changeable(board, context, op.id, REWRITE)
  if ("code" in into) return into
  /** @type {Map<string, Element>} */
  const folded = new Map()
  for (const id of op.ids) {
    const found = changeable(board, context, id, DELETE)
    if ("code" in found) return found
    folded.set(id, found)
  }
  const alike = (/** @type {Element} */ { type, audience, generation }) => type === "note" && audience === into.audience && generation === into.generation
  if (folded.has(op.id) || ![into, ...folded.values()].every(alike)) return refusal("bad-merge")
  const t = [into, ...folded.values()].map(({ text }) => text).filter((text) => badText(text) !== "text-empty").join("\n")
  const refused = badText(t)
  if (refused) return refusal(refused)
  const fields = lacked(into, [...folded.values()])
  return [
    ...detached(board, context, folded, into.id),
    ...[...folded.values()].map(({ id, audience }) => made("el.del", id, by(context), audience, {})),
    ...(fields ? [made("el.set", into.id, by(context), into.audience, { p: { fields } })] : []),
    made("el.merge", into.id, by(context), into.audience, { ids: [...folded.keys()], t }),
  ]
}

/** What the canvas asks for and the others answer where this note does not; of several the first. @param {Element} into @param {Element[]} others */
function lacked({ fields: own = {} }, others) {
  const found = Object.assign({}, ...others.map(({ fields }) => fields).reverse())
  const lacking = Object.entries(found).filter(([name]) => !(name in own))
  return lacking.length ? Object.fromEntries(lacking) : null
}
