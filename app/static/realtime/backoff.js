/**
 * When to try again. Everybody in a room loses the server in the same moment, so each
 * waits for a time of its own.
 */

const SOONEST = 500
const LATEST = 10_000
const LATEST_UNSEEN = 60_000

/**
 * Milliseconds to wait, spread evenly: up to 10 s, or up to 60 s while nobody looks at the page.
 * @param {{ hidden: boolean, chance: number }} draw `chance` is a random number from 0 to just below 1
 */
export function pause({ hidden, chance }) {
  return Math.round(SOONEST + chance * ((hidden ? LATEST_UNSEEN : LATEST) - SOONEST))
}
