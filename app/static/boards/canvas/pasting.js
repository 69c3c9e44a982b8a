/** Pasted words become notes: one with all of them, one for each line, or for each cell as in a table. That is asked once. */
import { nt, t } from "../../seldom.js"
import { adding, places } from "../adding.js"
import { ask } from "../asking.js"
import { badText } from "../decide.js"
import { BOARD } from "../geometry.js"
import { perform } from "../gesture.js"
import { MOST_AT_ONCE, cellsOf, linesOf } from "../lines.js"
import { cell, freePlace } from "./room.js"
import { inLine } from "./settling.js"

/** @typedef {import("../gesture.js").Desk} Desk */
/** @typedef {import("../gesture.js").Op} Op */
/** @typedef {{ root: HTMLElement, desk: Desk, scene: import("./scene.js").Scene, write: (words: string) => void }} Board `write` lets somebody go on with words that are no note yet */

/** @param {Board} board @param {string} words @param {import("./write.js").Place} place where one looks */
export async function paste({ root, desk, scene, write }, words, place) {
  const [lines, cells] = [linesOf(words), cellsOf(words)]
  if (lines.length < 2 && !cells) return single(desk, plain(words), place, write)
  const way = await ask.paste(root, { lines, cells, most: MOST_AT_ONCE })
  if (way === "one") return single(desk, plain(words), place, write)
  if (way === "lines") {
    const spots = places(desk, place.zone, lines.map(() => scene.sizeIn(place.zone)))
    await lay(desk, lines.map((line, index) => note(desk, place.zone, line, spots[index] ?? place)))
  }
  if (way === "table" && cells) await lay(desk, inCells(desk, scene, cells, place))
}

/** A note for each cell, as they lie in the table: together where there is room, each in the zone where people see it. @param {Desk} desk @param {import("./scene.js").Scene} scene @param {string[][]} cells @param {import("./write.js").Place} place @returns {Op[]} */
function inCells(desk, scene, cells, place) {
  const size = scene.sizeIn(place.zone)
  const { width, height } = size
  const end = cell({ x: 0, y: 0 }, size, Infinity, Math.max(...cells.map((row) => row.length)) - 1).x + width
  const foot = cell({ x: 0, y: 0 }, size, 1, cells.length - 1).y + height
  const from = freePlace(scene, place.zone, { width: end, height: foot }, { x: held(place.x, BOARD.width - end), y: held(place.y, BOARD.height - foot) })
  return cells.flatMap((row, down) => row.flatMap((said, across) => {
    const x = held(cell(from, size, Infinity, across).x, BOARD.width - width)
    const y = held(cell(from, size, 1, down).y, BOARD.height - height)
    return said ? [note(desk, scene.zoneAt({ x: x + width / 2, y: y + height / 2 }), said, { x, y })] : []
  }))
}

/** On the board. @param {number} at @param {number} most */
const held = (at, most) => Math.max(0, Math.min(at, most))

/** Words as a note can hold them: tabs and the ends of lines are written in many ways. @param {string} words */
const plain = (words) => words.replace(/\r\n?|[\u2028\u2029]/g, "\n").replaceAll("\t", " ").trim()

/** One note with all of it; what no note can hold goes into the field, which says why. @param {Desk} desk @param {string} words @param {import("./write.js").Place} place @param {(words: string) => void} write */
async function single(desk, words, { zone, parent, x, y, found }, write) {
  if (badText(words)) return write(words)
  await perform(desk, [adding(desk, zone, words, { x, y, parent, found })], t("Note added."))
}

/** @param {Desk} desk @param {string} zone @param {string} words @param {{ x: number, y: number }} spot */
const note = (desk, zone, words, { x, y }) => ({ ...adding(desk, zone, words, { x, y, found: true }), z: "" })

/** Lay as many as one paste makes; what no note can hold is left out, and that is said. @param {Desk} desk @param {Op[]} ops */
async function lay(desk, ops) {
  const good = ops.filter(({ t: words }) => !badText(words))
  await perform(desk, inLine(desk, good.slice(0, MOST_AT_ONCE)), nt("%(n)s note added.", "%(n)s notes added.", Math.min(good.length, MOST_AT_ONCE)))
  const left = ops.length - Math.min(good.length, MOST_AT_ONCE)
  if (left) desk.fail(nt("%(n)s line was left out: it is too long, or there were too many.", "%(n)s lines were left out: they are too long, or there were too many.", left))
}
