/**
 * When to try again. Everybody in a room loses the house in the same moment, so each draws a
 * place in a round and tries at that place, round after round. However long the house was away,
 * those who wait for it come spread over one round: nobody gathers who could come together.
 */

const SOONEST = 500
const ROUND = 10_500
const ROUND_UNSEEN = 59_500

/**
 * Milliseconds until the next try: half a second to 11 s behind the loss, then once a round. While nobody
 * looks at the page a round takes a minute.
 * @param {{ hidden: boolean, place: number, gone?: number }} page `place` is drawn once for each loss, from 0 to
 *   just below 1; `gone` are the milliseconds since
 */
export function pause({ hidden, place, gone = 0 }) {
  const round = hidden ? ROUND_UNSEEN : ROUND
  const first = SOONEST + place * round
  const rounds = Math.max(0, Math.ceil((gone + SOONEST - first) / round))
  return Math.round(first + rounds * round - gone)
}

const MOST_PATIENCE = 8_000

/**
 * Milliseconds after which something is tried again that the house would not have just now, though it is there: up to a
 * second, two, four, eight, and never sooner than it asked for.
 * @param {number} tries how often it has said so before @param {number} [least]
 */
export const patience = (tries, least = 0) => Math.max(least, Math.round(Math.min(MOST_PATIENCE, 1_000 * 2 ** tries) * (1 - Math.random() / 2)))
