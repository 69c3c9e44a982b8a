/**
 * When to try again. Everybody in a room loses the server in the same moment, so each
 * waits for a time of its own.
 */

const SOONEST = 500
const LATEST = 10_000
const LATEST_AGAIN = 16_000
const LATEST_UNSEEN = 60_000

/**
 * Milliseconds to wait, spread evenly: up to 10 s, up to 16 s once a try has failed, so that those who gather
 * while the house is away do not all come in its first second; up to 60 s while nobody looks at the page.
 * @param {{ hidden: boolean, chance: number, again?: boolean }} draw `chance` is a random number from 0 to just below 1
 */
export function pause({ hidden, chance, again = false }) {
  const latest = hidden ? LATEST_UNSEEN : again ? LATEST_AGAIN : LATEST
  return Math.round(SOONEST + chance * (latest - SOONEST))
}
