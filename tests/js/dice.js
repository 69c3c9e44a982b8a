/** Numbers that look random and come again: mulberry32. @param {number} seed */
export function dice(seed) {
  let state = seed
  return (most) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most
  }
}

/** Let ids and keys come from dice, too, so that the same seed leads to the same board. @param {number} seed */
export function load(seed) {
  const roll = dice(seed)
  crypto.getRandomValues = (array) => {
    for (let at = 0; at < array.length; at += 1) array[at] = roll(256)
    return array
  }
  return dice(seed + 1)
}
