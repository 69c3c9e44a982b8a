/** How words and lines look from where one looks: titles keep their size, words keep the least that can be read, lines stay thin. */
import { NOTE } from "../geometry.js"

/** From how many pixels of a note's width on its words are set as they fit: the least of them has 11 pixels then. */
const NEAR = 145

/** From how many pixels of its width on one can tell what a note says. */
export const READABLE = 51

/** Below, words have these pixels at least, and of long ones one sees the beginning. */
const LETTERS = 11
/** They grow in steps: each has every note laid out anew. */
const FINE = 1.12

/** From how many pixels of the width of the smallest on words are told from each other at all; further away all grow smaller with their notes. Between, a smaller note has smaller words (`--f` in `board-canvas.css`). */
const FAR = 24

/** Lines grow in steps: each has every note laid out anew. */
const STEP = 1.4

/** Sizes of the titles of zones in board units. */
const TITLE = { least: 22, most: 74, large: 40 }

/** @param {HTMLElement} layer @param {number} zoom @param {{ least: number, usual: number }} widths of the smallest note in sight and of new ones, in board units @returns {boolean} whether words are set otherwise now */
export function showDistance(layer, zoom, { least, usual }) {
  const title = 4 * Math.round(Math.min(TITLE.most, Math.max(TITLE.least, TITLE.least / zoom)) / 4)
  set(layer, "--cv-title", `${title}px`)
  set(layer, "--cv-air", title > TITLE.large ? "0" : "1")
  set(layer, "--cv-px", (STEP ** Math.round(Math.log(1 / zoom) / Math.log(STEP))).toFixed(2))
  set(layer, "--cv-beside", String(usual / NOTE.width))
  const before = `${layer.dataset.near} ${layer.style.getPropertyValue("--cv-floor")}`
  if (least * zoom >= NEAR) delete layer.dataset.near
  else layer.dataset.near = least * zoom >= FAR ? "floor" : "far"
  // Where words are set as they fit, no step changes them.
  if (layer.dataset.near) set(layer, "--cv-floor", (LETTERS * FINE ** Math.ceil(Math.log(1 / zoom) / Math.log(FINE))).toFixed(1))
  return before !== `${layer.dataset.near} ${layer.style.getPropertyValue("--cv-floor")}`
}

/** Every value that changes has all notes styled anew: only what is new is written. @param {HTMLElement} layer @param {string} name @param {string} value */
function set(layer, name, value) {
  if (layer.style.getPropertyValue(name) !== value) layer.style.setProperty(name, value)
}
