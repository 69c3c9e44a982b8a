/** How words and lines look from where one looks: titles keep their size, notes show fewer and larger words, lines stay thin. */
import { NOTE } from "../geometry.js"

/** From how many pixels of a note's width on its words are set as they fit. */
const NEAR = 66

/** From how many pixels of its width on one can tell what a note says. */
export const READABLE = 51

/** Below: from which width on, its name, the size of the words beside a note of the least size, how many lines. @type {[number, string, number, number][]} */
const GISTS = [[READABLE, "gist", 28, 3], [0, "far", 36, 2]]

/** Lines grow in steps: each has every note laid out anew. */
const STEP = 1.4

/** Sizes of the titles of zones in board units, and of groups beside notes of the least size. */
const TITLE = { least: 22, most: 74, large: 40 }
const HEAD = 28

/** @param {HTMLElement} layer @param {number} zoom @param {{ least: number, usual: number }} widths of the smallest note in sight and of new ones, in board units */
export function showDistance(layer, zoom, { least, usual }) {
  const title = 4 * Math.round(Math.min(TITLE.most, Math.max(TITLE.least, TITLE.least / zoom)) / 4)
  set(layer, "--cv-title", `${title}px`)
  set(layer, "--cv-air", title > TITLE.large ? "0" : "1")
  set(layer, "--cv-px", (STEP ** Math.round(Math.log(1 / zoom) / Math.log(STEP))).toFixed(2))
  set(layer, "--cv-beside", String(usual / NOTE.width))
  const gist = least * zoom >= NEAR ? undefined : GISTS.find(([from]) => least * zoom >= from)
  if (!gist) return void delete layer.dataset.near
  const [, name, size, lines] = gist
  layer.dataset.near = name
  set(layer, "--cv-gist", String(size))
  set(layer, "--cv-head", String(Math.min(size, HEAD)))
  set(layer, "--cv-lines", String(lines))
}

/** Every value that changes has all notes styled anew: only what is new is written. @param {HTMLElement} layer @param {string} name @param {string} value */
function set(layer, name, value) {
  if (layer.style.getPropertyValue(name) !== value) layer.style.setProperty(name, value)
}
