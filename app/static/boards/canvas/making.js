/** What tools put on the plane, as the ops of one gesture: texts, shapes, frames, lines, strokes. */
import { t } from "../../seldom.js"
import { adding } from "../adding.js"
import { perform } from "../gesture.js"
import { free } from "../reach.js"
import { EVERYONE, inboxOf } from "../reducer.js"
import { wordsBox } from "./drop.js"
import { deltas, strokeOps } from "./ink.js"
import { sizeFor } from "./usual.js"

/** @typedef {import("../gesture.js").Desk} Desk */
/** @typedef {import("../gesture.js").Op} Op */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./view.js").Box} Box */
/** @typedef {import("./view.js").Point} Point */
/** @typedef {"rectangle" | "oval" | "frame"} Outline what is drawn as a box */
/** @typedef {Outline | "text"} Kind what can be put there with words of its own */
/** @typedef {import("./ink.js").Dot} Dot */

/** Draw a shape or a frame; what lies within a frame is in it then. @param {Desk} desk @param {Scene} scene @param {Outline} tool @param {Box} box @param {string} [words] @returns {Promise<string>} */
export async function makeOutline(desk, scene, tool, box, words = "") {
  const op = placed(desk, scene, tool === "frame" ? "frame" : "shape", box, tool === "frame" ? {} : { form: tool }, words)
  const moves = tool === "frame" ? framed(desk, scene, op, box) : []
  await perform(desk, [op, ...moves], tool === "frame" ? t("Frame added.") : t("Shape added."))
  return /** @type {string} */ (op.id)
}

/** Write a text. @param {Desk} desk @param {Scene} scene @param {string} words @param {Point} at its upper left corner @returns {Promise<string>} */
export async function makeText(desk, scene, words, { x, y }) {
  const { width, height } = sizeFor(scene, "text")
  const op = placed(desk, scene, "text", [x, y, x + width, y + height], {}, words)
  await perform(desk, [op], t("Text added."))
  return /** @type {string} */ (op.id)
}

/** Draw a line between two things or places. @param {Desk} desk @param {Scene} scene @param {{ start: string | Point, end: string | Point, arrow: boolean }} line @returns {Promise<string>} */
export async function makeLine(desk, scene, { start, end, arrow }) {
  const points = [start, end].map((each) => (typeof each === "string" ? middleOf(scene.box(each) ?? [0, 0, 0, 0]) : each))
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  const box = /** @type {Box} */ ([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)])
  const said = (/** @type {string | Point} */ each) => (typeof each === "string" ? each : [Math.round(each.x), Math.round(each.y)])
  const op = placed(desk, scene, "connector", box, { start: said(start), end: said(end), ...(arrow && { arrow: "end" }) })
  // What is tied goes where its end goes, and lies in no frame by itself.
  if (typeof start === "string" || typeof end === "string") delete op.parent
  await perform(desk, [op], arrow ? t("Arrow added.") : t("Line added."))
  return /** @type {string} */ (op.id)
}

/** Draw a stroke; one too long for one element is cut. @param {Desk} desk @param {Scene} scene @param {readonly Dot[]} dots @param {{ pen: number, pressure: boolean }} how @returns {Promise<string>} */
export async function makeStroke(desk, scene, dots, { pen, pressure }) {
  const [first] = dots
  if (!first) return ""
  const [xs, ys] = [dots.map(({ x }) => x), dots.map(({ y }) => y)]
  const box = /** @type {Box} */ ([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)])
  const op = placed(desk, scene, "ink", box, { pen, ...(pressure && { pressure }) })
  op.p = { ...op.p, x: Math.round(first.x), y: Math.round(first.y) }
  await perform(desk, strokeOps(op, deltas(dots, pressure)), t("Drawn."))
  return /** @type {string} */ (op.id)
}

/** The op that adds something there: in its zone, and in a frame if one holds its middle. @param {Desk} desk @param {Scene} scene @param {string} type @param {Box} box @param {object} p @param {string} [words] @returns {Op} */
function placed(desk, scene, type, [left, top, right, bottom], p, words = "") {
  const middle = middleOf(type === "text" ? wordsBox(scene, { text: words, x: left, y: top, w: right - left, h: bottom - top }) : [left, top, right, bottom])
  const maker = /** @type {import("../reducer.js").Element} */ ({ id: "", type, audience: audienceOf(desk), w: right - left, h: bottom - top })
  const parent = scene.frameAt(maker, middle, new Set())
  const zone = (parent && scene.living(parent)?.zone) || scene.zoneAt(middle)
  const op = adding(desk, zone, words, { x: Math.round(left), y: Math.round(top), parent })
  const size = { w: Math.max(1, Math.round(right - left)), h: Math.max(1, Math.round(bottom - top)) }
  return { ...op, type, p: { ...op.p, ...size, ...p } }
}

/** Those that lie within a new frame come to lie in it, as far as one may move them: whatever lies there in no other.
 * @param {Desk} desk @param {Scene} scene @param {Op} frame @param {Box} box @returns {Op[]} */
function framed(desk, scene, frame, [left, top, right, bottom]) {
  const seen = audienceOf(desk)
  const within = [...scene.grid.meeting([left, top, right, bottom])].flatMap((id) => scene.living(id) ?? []).filter((each) => {
    const [x, y, end, foot] = scene.box(each.id) ?? [left - 1, 0, 0, 0]
    const inside = left <= x && top <= y && end <= right && foot <= bottom
    const joins = each.zone === frame.zone && each.audience === seen && each.type !== "connector" && (each.parent === null || each.parent === (frame.parent ?? null))
    return inside && joins && free(desk.store.context, each, "change-own", "arrange-others")
  })
  return within.map(({ id, zone, z, x, y }) => ({ k: "el.move", id, parent: frame.id, zone, z, x, y }))
}

/** Who sees what is made now. @param {Desk} desk */
export const audienceOf = ({ store: { context }, generation }) => (generation() ? context.seat : context.moderated ? inboxOf(context.seat) : EVERYONE)

/** @param {Box} box @returns {Point} */
const middleOf = ([left, top, right, bottom]) => ({ x: (left + right) / 2, y: (top + bottom) / 2 })
