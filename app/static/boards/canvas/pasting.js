/** Pasted words become notes: one with all of them, one for each line, or for each cell as in a table. That is asked once. */
import { nt, t } from "../../seldom.js"
import { adding, free } from "../adding.js"
import { ask } from "../asking.js"
import { badText } from "../decide.js"
import { perform } from "../gesture.js"
import { MOST_AT_ONCE, cellsOf, linesOf } from "../lines.js"
import { cell } from "./room.js"
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
  if (way === "lines") await lay(desk, lines.map((line, index) => note(desk, place.zone, line, free(desk, place.zone, index))))
  if (way === "table" && cells) {
    const tile = scene.size
    await lay(desk, cells.flatMap((row, down) => row.flatMap((said, across) => (said ? [note(desk, place.zone, said, cell(place, tile, Infinity, across), down * (cell(place, tile, 1, 1).y - place.y))] : []))))
  }
}

/** Words as a note can hold them: tabs and the ends of lines are written in many ways. @param {string} words */
const plain = (words) => words.replace(/\r\n?|[\u2028\u2029]/g, "\n").replaceAll("\t", " ").trim()

/** One note with all of it; what no note can hold goes into the field, which says why. @param {Desk} desk @param {string} words @param {import("./write.js").Place} place @param {(words: string) => void} write */
async function single(desk, words, { zone, parent, x, y }, write) {
  if (badText(words)) return write(words)
  await perform(desk, [adding(desk, zone, words, { x, y, parent })], t("Note added."))
}

/** @param {Desk} desk @param {string} zone @param {string} words @param {{ x: number, y: number }} spot @param {number} [down] */
const note = (desk, zone, words, { x, y }, down = 0) => ({ ...adding(desk, zone, words, { x, y: y + down }), z: "" })

/** Lay as many as one paste makes; what no note can hold is left out, and that is said. @param {Desk} desk @param {Op[]} ops */
async function lay(desk, ops) {
  const good = ops.filter(({ t: words }) => !badText(words))
  await perform(desk, inLine(desk, good.slice(0, MOST_AT_ONCE)), nt("%(n)s note added.", "%(n)s notes added.", Math.min(good.length, MOST_AT_ONCE)))
  const left = ops.length - Math.min(good.length, MOST_AT_ONCE)
  if (left) desk.fail(nt("%(n)s line was left out: it is too long, or there were too many.", "%(n)s lines were left out: they are too long, or there were too many.", left))
}
