/**
 * Keys that put elements in order, with room between any two: the twin of
 * `app/boards/engine/order.py`, which tells how they are built. `jitter` is two random
 * digits of `DIGITS`, made by the caller.
 */

export const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
const LONGEST = 64
const BASE = DIGITS.length
const HEAD = 4
const STEP = 8 * BASE
const START = BASE ** HEAD / 2

/** A key behind `key`; with null the first key of all. @param {string | null} key @param {string} jitter @returns {string} */
export function after(key, jitter) {
  if (key === null) return ending(head(START) + jitter)
  const count = [...key.slice(0, HEAD).padEnd(HEAD, "0")].reduce((sum, digit) => sum * BASE + DIGITS.indexOf(digit), 0) + STEP
  return count < BASE ** HEAD ? ending(head(count) + jitter) : between(key, null, jitter)
}

/** A key behind `low` and before `high`, either of which may be open.
 * @param {string | null} low @param {string | null} high @param {string} jitter @returns {string} */
export function between(low, high, jitter) {
  let middle = middleOf(low ?? "", high)
  while (high !== null && ending(middle + jitter) >= high) middle = middleOf(middle, high)
  return ending(middle + jitter)
}

/** A key behind `key` and before whichever of the keys lie behind it; `key` itself where that would be too long.
 * @param {string} key @param {string[]} keys @param {string} jitter */
export function rightAfter(key, keys, jitter) {
  const [high] = keys.filter((each) => each > key).sort()
  const found = high ? between(key, high, jitter) : after(key, jitter)
  return found.length > LONGEST ? key : found
}

/** @param {string} low @param {string | null} high @returns {string} */
function middleOf(low, high) {
  if (high !== null) {
    let shared = 0
    while (shared < high.length && (low[shared] ?? "0") === high[shared]) shared += 1
    if (shared > 0) return high.slice(0, shared) + middleOf(low.slice(shared), high.slice(shared))
  }
  const first = low ? DIGITS.indexOf(low.charAt(0)) : 0
  const last = high === null ? BASE : DIGITS.indexOf(high.charAt(0))
  if (last - first > 1) return DIGITS.charAt((first + last) >> 1)
  if (high !== null && high.length > 1) return high.charAt(0)
  return DIGITS.charAt(first) + middleOf(low.slice(1), null)
}

/** @param {string} key */
const ending = (key) => (key.endsWith("0") ? `${key.slice(0, -1)}1` : key)

/** @param {number} count */
function head(count) {
  let digits = ""
  for (let place = 0; place < HEAD; place += 1) {
    digits = DIGITS.charAt(count % BASE) + digits
    count = Math.floor(count / BASE)
  }
  return digits
}
