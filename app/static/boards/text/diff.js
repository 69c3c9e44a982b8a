/**
 * What somebody did in a field, and where a caret goes when others write. Pure; counts UTF-16 units, as fields do.
 *
 * @typedef {{ at: number, cut: number, add: string }} Change at `at` that many units go, and these words come
 * @typedef {import("../../vendor/yjs-13.6.33.min.js").Delta} Delta
 */

/** How far around a place one looks for whole letters. */
const NEAR = 64

const letters = "Segmenter" in Intl ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null

/**
 * What turns one text into the other, whole letters only; null if nothing does. Of several equal
 * letters those before the caret are the new ones.
 * @param {string} before @param {string} after @param {number} [caret] where it stands after the change
 * @returns {Change | null}
 */
export function changeOf(before, after, caret = after.length) {
  if (before === after) return null
  const most = Math.min(before.length, after.length)
  const sameEnd = (/** @type {number} */ tail) => before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  let [at, tail] = [0, 0]
  while (tail < Math.min(most, after.length - caret) && sameEnd(tail)) tail += 1
  while (at < most - tail && before.charCodeAt(at) === after.charCodeAt(at)) at += 1
  while (tail < most - at && sameEnd(tail)) tail += 1
  while (!(isEdge(before, at) && isEdge(after, at))) at -= 1
  while (!(isEdge(before, before.length - tail) && isEdge(after, after.length - tail))) tail -= 1
  return { at, cut: before.length - tail - at, add: after.slice(at, after.length - tail) }
}

/** The text after a change. @param {string} text @param {Change} change */
export const changed = (text, { at, cut, add }) => text.slice(0, at) + add + text.slice(at + cut)

/**
 * Where a place in a text is after others wrote in it.
 * @param {number} index @param {Delta} delta @param {boolean} [behind] whether it goes behind what is written right there
 */
export function follow(index, delta, behind = false) {
  let at = 0
  for (const { retain = 0, insert = "", delete: gone = 0 } of delta) {
    at += retain
    if (at > index) break
    if (at < index || behind) index += insert.length
    at += insert.length
    if (at < index) index -= Math.min(gone, index - at)
  }
  return index
}

/** What others did, as a delta. @param {readonly Change[]} changes the first first @returns {Delta} */
export function deltaOf(changes) {
  let end = 0
  return changes.flatMap(({ at, cut, add }) => {
    const retain = at - end
    end = at + cut
    return [{ retain }, { insert: add }, { delete: cut }]
  })
}

/** Whether a letter begins at a place. @param {string} text @param {number} index */
function isEdge(text, index) {
  if (index <= 0 || index >= text.length) return true
  if (isSecondHalf(text, index)) return false
  if (!letters) return true
  let from = Math.max(0, index - NEAR)
  if (isSecondHalf(text, from)) from += 1
  return letters.segment(text.slice(from, index + NEAR)).containing(index - from)?.index === index - from
}

/** @param {string} text @param {number} index */
function isSecondHalf(text, index) {
  const code = text.charCodeAt(index)
  return code >= 0xdc00 && code <= 0xdfff
}
