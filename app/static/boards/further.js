/**
 * The rules of what only a plane shows: frames, connectors, ink, images, comments, locks, notes
 * folded into one, what facilitators show and hide. The twin of the modules beside
 * `app/boards/engine/decide.py`; `decide.js` knows them once this is here, and `arranging.js` with it.
 *
 * @typedef {import("./reducer.js").Board} Board
 * @typedef {import("./reducer.js").Element} Element
 * @typedef {import("./reducer.js").BoardEvent} BoardEvent
 * @typedef {import("./decide.js").Context} Context
 * @typedef {import("./decide.js").Op} Op
 * @typedef {import("./decide.js").Refusal} Refusal
 */
import { ARRANGE, DELETE, aboveOf, beneath, byHeight, freed, moved, put } from "./arranging.js"
import {
  CONTROL, KINDS, MOST_CODE_POINTS, MOST_IN_TITLE, REWRITE, badText, by, changeable, further, holds, kindOf, made, refusal, seen, tooLate, wrote,
} from "./decide.js"
import { between } from "./order.js"
import { BESIDE, EVERYONE, INBOX, inboxOf, near } from "./reducer.js"

const MOST_IN_FRAME = 500
const MOST_IN_STROKE = 8_000
const MOST = /** @type {Record<string, { most: number, code: string }>} */ ({ ink: { most: 2_000, code: "ink-full" }, image: { most: 300, code: "images-full" } })
const ENDS = /** @type {const} */ (["start", "end"])

/** Keys longer than the first make room; those longer than the second, beside them, come along. */
const LONGEST = 40
const SHORT = 8
const JITTER = "11"

Object.assign(KINDS, {
  frame: { most: MOST_IN_TITLE, blank: true, holds: ["note", "group", "frame", "text", "shape", "connector", "ink", "image"] },
  text: { most: MOST_CODE_POINTS, live: true, sets: ["size"] },
  shape: { most: MOST_CODE_POINTS, blank: true, sets: ["form"] },
  connector: { most: MOST_IN_TITLE, blank: true, sets: ["start", "end", "arrow"], needs: ["start", "end"] },
  ink: { most: 0, blank: true, sets: ["pen"], begins: ["pts", "pressure", "final"] },
  image: { most: 1_000, blank: true, begins: ["asset"], needs: ["asset"] },
  comment: { most: MOST_CODE_POINTS, sets: ["resolved"], begins: ["about"], needs: ["about"] },
})

Object.assign(further, { bad, waits, told, beyond, shortened, detached, standing, framed })
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
  if (!given.every((name) => may.includes(name)) || (first && !needs.every((name) => name in p))) return "malformed"
  return first && (p.pts ?? []).length % ofAPoint(p.pressure) ? "malformed" : null
}

/** Who sees a comment: whoever sees what it is about; null where that says nothing more. @param {Board} board @param {Context} context @param {Op} op */
function waits(board, context, { type, p }) {
  if (type !== "comment") return null
  const about = seen(board, context, p.about)
  if (!about || about.type === "comment") return refusal("bad-target")
  if (about.deleted) return refusal("gone")
  return about.audience === EVERYONE ? null : { aud: about.audience, pm: about.generation }
}

/** What of these properties a row says otherwise than they came, or why they may not be.
 * @param {Board} board @param {Context} context @param {Record<string, any>} p @param {{ type: string, zone: string, aud: string }} at
 * @returns {Record<string, any> | Refusal} */
function told(board, context, { fields, asset, start, end }, { type, zone, aud }) {
  const names = Object.keys(fields ?? {})
  if (fields && context.fields && !names.every((name) => context.fields?.[zone]?.includes(name))) return refusal("bad-field")
  if (names.some((name) => CONTROL.test(typeof fields[name] === "string" ? fields[name] : ""))) return refusal("text-control")
  if (asset && context.assets && !context.assets.includes(asset)) return refusal("bad-asset")
  return type === "connector" ? tied(board, context, { start, end }, aud) : {}
}

/** Where a connector ends, as its row may say it: what not everybody sees who sees it is a point.
 * @param {Board} board @param {Context} context @param {Record<string, any>} ends @param {string} aud */
function tied(board, context, ends, aud) {
  /** @type {Record<string, any>} */
  const points = {}
  for (const name of ENDS) {
    if (typeof ends[name] !== "string") continue
    const found = seen(board, context, ends[name])
    if (!found || ["connector", "comment"].includes(found.type)) return refusal("bad-target")
    if (found.deleted) return refusal("gone")
    if (![EVERYONE, aud].includes(found.audience)) points[name] = middle(found)
  }
  return points
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

/** What becomes of connectors to elements that go: they end where those were, or at what is there instead.
 * @param {Board} board @param {Context} context @param {ReadonlyMap<string, Element>} going @param {string} [instead] */
function detached(board, context, going, instead) {
  return [...board.elements.values()].filter(({ type, deleted, id }) => type === "connector" && !deleted && !going.has(id)).flatMap((each) => {
    const lost = ENDS.map((name) => /** @type {const} */ ([name, going.get(String(each[name]))])).filter(([, end]) => end)
    const p = Object.fromEntries(lost.map(([name, end]) => [name, instead ?? middle(/** @type {Element} */ (end))]))
    return lost.length ? [made("el.set", each.id, by(context), each.audience, { p })] : []
  })
}

/** A connector as all may see it who see it. @param {Board} board @param {Element} found @param {ReadonlyMap<string, Element>} coming @returns {Element} */
function standing(board, found, coming) {
  const after = { ...found }
  for (const name of ENDS) {
    const end = board.elements.get(String(found[name]))
    if (end && (![EVERYONE, found.audience].includes(end.audience) || (end.deleted && !coming.has(end.id)))) after[name] = middle(end)
  }
  return after
}

/** @param {Element} found @returns {[number, number]} */
const middle = ({ x, y, w, h }) => [near(x + Math.floor(w / 2)), near(y + Math.floor(h / 2))]

/** Why a frame does not take it. @param {Board} board @param {Context} context @param {Element} above @param {Op} op @param {string} type */
function framed(board, context, above, { id }, type) {
  const up = [above, ...aboveOf(board, above)]
  if (type === "frame" && up.some((each) => each.id === id)) return "cycle"
  const ids = (/** @type {string} */ of) => beneath(board, of).filter((each) => seen(board, context, each.id)).map((each) => each.id)
  const outermost = /** @type {Element} */ (up.at(-1))
  return new Set([id, ...ids(id), ...ids(outermost.id)]).size > MOST_IN_FRAME ? "frame-full" : null
}

/** New keys for those of a zone that grew long beside one another. @param {Board} board @param {Context} context @param {Op} op @param {string} aud */
function shortened(board, context, op, aud) {
  if (op.z.length <= LONGEST) return { others: [], z: op.z }
  const along = new Set([op.id, ...beneath(board, op.id).map(({ id }) => id)])
  const there = [...board.elements.values()].filter((each) => each.zone === op.zone && each.audience === aud && !each.deleted && !along.has(each.id))
  const row = [...there, { id: op.id, z: op.z }].sort((one, other) => (one.z < other.z || (one.z === other.z && one.id < other.id) ? -1 : 1))
  let first = row.findIndex(({ id }) => id === op.id)
  let last = first
  while ((row[first - 1]?.z ?? "").length > SHORT) first -= 1
  while ((row[last + 1]?.z ?? "").length > SHORT) last += 1
  const run = row.slice(first, last + 1)
  const keys = spread(row[first - 1]?.z ?? null, row[last + 1]?.z ?? null, run.length)
  const fresh = new Map(run.map(({ id }, index) => [id, /** @type {string} */ (keys[index])]))
  const others = run.filter(({ id }) => id !== op.id).map((each) => moved(context, /** @type {Element} */ (each), { ...each, z: fresh.get(each.id) }))
  return { others, z: fresh.get(op.id) ?? op.z }
}

/** So many keys between two, in order. @param {string | null} low @param {string | null} high @param {number} count @returns {string[]} */
function spread(low, high, count) {
  if (count === 0) return []
  const [key, before] = [between(low, high, JITTER), (count - 1) >> 1]
  return [...spread(low, key, before), key, ...spread(key, high, count - 1 - before)]
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
  return [
    ...detached(board, context, folded, into.id),
    ...[...folded.values()].map(({ id, audience }) => made("el.del", id, by(context), audience, {})),
    made("el.merge", into.id, by(context), into.audience, { ids: [...folded.keys()], t }),
  ]
}

/** Show everybody what waits to be looked at or was hidden. @param {Board} board @param {Context} context @param {string[]} ids */
function show(board, context, ids) {
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
function hide(board, context, ids) {
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
