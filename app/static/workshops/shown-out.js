/** What a page does when the server does not let its socket in: it is loaded again, and then says why in words. */

const ONCE_IN = 60_000
const KEPT_AS = "shown-out"

/**
 * Load the page again unless that has just been done, or would not help.
 * @param {{ x: string } | undefined} refusal
 * @param {{ reload: () => void, storage: Storage, now: number }} [page] the one this is asked on, unless another is given
 * @returns {boolean} false when the page must say so itself
 */
export function showOut(refusal, { reload, storage, now } = { reload: () => location.reload(), storage: sessionStorage, now: Date.now() }) {
  const last = Number(storage.getItem(KEPT_AS) ?? 0)
  if (refusal?.x === "too-many-sockets" || now - last < ONCE_IN) return false
  storage.setItem(KEPT_AS, String(now))
  reload()
  return true
}
