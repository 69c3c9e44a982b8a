/** What lies nearest: in a direction, and to where one looks. Pure. */

/** @typedef {import("./view.js").Box} Box */

/** How much further something is that lies aside. */
const ASIDE = 2

/** @param {Box} from @param {Iterable<[string, Box]>} others @param {readonly [number, number]} way which way, to the right and down @returns {string | null} */
export function nearestTo(from, others, [across, down]) {
  /** @type {{ id: string, far: number } | null} */
  let found = null
  const middle = (/** @type {Box} */ [left, top, right, bottom]) => /** @type {const} */ ([(left + right) / 2, (top + bottom) / 2])
  const [x, y] = middle(from)
  for (const [id, box] of others) {
    const [ox, oy] = middle(box)
    const along = (ox - x) * across + (oy - y) * down
    const aside = Math.abs((ox - x) * down) + Math.abs((oy - y) * across)
    if (along <= 0 || aside > along * ASIDE) continue
    const far = along + aside * ASIDE
    if (!found || far < found.far) found = { id, far }
  }
  return found?.id ?? null
}

/** What comes before what: these first, then what lies nearest to the middle of what is in sight.
 * @param {readonly string[]} ids @param {readonly string[]} first @param {Box} sight @param {(id: string) => Box | undefined} boxOf @returns {string[]} */
export function nearestFirst(ids, first, [left, top, right, bottom], boxOf) {
  const urgent = new Set(first)
  const [x, y] = [(left + right) / 2, (top + bottom) / 2]
  const far = new Map(ids.map((id) => {
    const [l, t, r, b] = boxOf(id) ?? [x, y, x, y]
    return [id, urgent.has(id) ? -1 : Math.hypot((l + r) / 2 - x, (t + b) / 2 - y)]
  }))
  return [...ids].sort((one, other) => (far.get(one) ?? 0) - (far.get(other) ?? 0))
}
