/**
 * Two texts compared word by word: what became of the one in the other, and two that came from one put together. The twin
 * of `app/boards/engine/rebase.py`; `tests/vectors/rebase.json` holds both. Pure.
 *
 * @typedef {import("./diff.js").Change} Change
 * @typedef {{ gone: Set<number>, written: Map<number, string> }} Edits which pieces of a text are gone, and what is written before each and at the end
 */
import { changeOf } from "./diff.js"

/** Pieces compared with each other at most: nobody waits for it. */
const MOST_PAIRS = 4_000_000
const MOST_PAIRS_OF_LETTERS = 250_000

/** @param {string} text @returns {string[]} */
const wordsOf = (text) => text.match(/[\p{L}\p{N}_]+|[^\p{L}\p{N}_]/gu) ?? []

/**
 * Two texts that both came from `base`, in one: what either wrote is there, what either took away is gone. Where both wrote
 * at one place, theirs comes first. Words are compared, and letters where both changed a word.
 * @param {string} base @param {string} mine @param {string} theirs
 */
export function rebase(base, mine, theirs) {
  if (mine === base || mine === theirs) return theirs
  if (theirs === base) return mine
  let pieces = wordsOf(base)
  let [my, their] = [edits(pieces, wordsOf(mine)), edits(pieces, wordsOf(theirs))]
  const [letters, mineBy, theirsBy] = [[...base], [...mine], [...theirs]]
  if ([...my.gone].some((index) => their.gone.has(index)) && Math.max(pairs(letters, mineBy), pairs(letters, theirsBy)) <= MOST_PAIRS_OF_LETTERS) {
    pieces = letters
    my = edits(pieces, mineBy)
    their = edits(pieces, theirsBy)
  }
  const stays = (/** @type {number} */ index) => !my.gone.has(index) && !their.gone.has(index)
  return [...pieces, ""].map((piece, index) => `${their.written.get(index) ?? ""}${my.written.get(index) ?? ""}${stays(index) ? piece : ""}`).join("")
}

/** What turns one text into the other, a change for each place, the first first; each where it is in the first text. @param {string} before @param {string} after @returns {Change[]} */
export function changesOf(before, after) {
  const pieces = wordsOf(before)
  const { gone, written } = edits(pieces, wordsOf(after))
  /** @type {Change[]} */
  const found = []
  let [at, cut, add] = [0, "", ""]
  for (const [index, piece] of [...pieces, ""].entries()) {
    add += written.get(index) ?? ""
    if (gone.has(index)) {
      cut += piece
      continue
    }
    const change = changeOf(cut, add)
    if (change) found.push({ ...change, at: at + change.at })
    at += cut.length + piece.length
    ;[cut, add] = ["", ""]
  }
  return found
}

/** @param {string[]} pieces @param {string[]} made @returns {Edits} */
function edits(pieces, made) {
  const [head, tail] = sameEnds(pieces, made)
  const [middle, fresh] = [pieces.slice(head, pieces.length - tail), made.slice(head, made.length - tail)]
  /** @type {Edits} */
  const found = { gone: new Set(), written: new Map() }
  let [at, first] = [0, 0]
  /** @type {[number, number]} */
  const behind = [middle.length, fresh.length]
  for (const [end, last] of [...inBoth(middle, fresh), behind]) {
    for (let index = at; index < end; index += 1) found.gone.add(head + index)
    found.written.set(head + at, fresh.slice(first, last).join(""))
    at = end + 1
    first = last + 1
  }
  return found
}

/**
 * The longest row of pieces that both have in one order: where each stands in the one and in the other. A bit for each piece
 * of the one says that a longest row may still go on there; each piece of the other moves all of them at once.
 * @param {string[]} one @param {string[]} other @returns {[number, number][]}
 */
function inBoth(one, other) {
  if (one.length * other.length > MOST_PAIRS) return []
  /** @type {Map<string, bigint>} */
  const places = new Map()
  for (const [index, piece] of one.entries()) {
    // In one expression the tool that leaves out spaces leaves out brackets that count.
    const before = places.get(piece) ?? 0n
    places.set(piece, before | (1n << BigInt(index)))
  }
  const everywhere = (1n << BigInt(one.length)) - 1n
  let free = everywhere
  /** @type {bigint[]} */
  const rows = []
  for (const piece of other) {
    const met = free & (places.get(piece) ?? 0n)
    free = ((free + met) | (free - met)) & everywhere
    rows.push(free)
  }
  /** @type {[number, number][]} */
  const found = []
  const is = (/** @type {number} */ row, /** @type {number} */ index) => ((rows[row] ?? 0n) >> BigInt(index)) & 1n
  let [index, row] = [one.length - 1, other.length - 1]
  while (index >= 0 && row >= 0) {
    if (is(row, index)) index -= 1
    else if (row && !is(row - 1, index)) row -= 1
    else {
      found.push([index, row])
      index -= 1
      row -= 1
    }
  }
  return found.reverse()
}

/** How many pieces are the same at the start, and behind them at the end. @param {string[]} one @param {string[]} other @returns {[number, number]} */
function sameEnds(one, other) {
  const most = Math.min(one.length, other.length)
  let [head, tail] = [0, 0]
  while (head < most && one[head] === other[head]) head += 1
  while (tail < most - head && one[one.length - 1 - tail] === other[other.length - 1 - tail]) tail += 1
  return [head, tail]
}

/** How many pairs are to be compared, between what is the same at start and end. @param {string[]} base @param {string[]} made */
function pairs(base, made) {
  const [head, tail] = sameEnds(base, made)
  return (base.length - head - tail) * (made.length - head - tail)
}
