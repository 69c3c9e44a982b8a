/** What a page does when the server does not let its socket in: it is loaded again, and then says why in words. */
import { tabWords } from "../storage.js"

const ONCE_IN = 60_000
const KEPT_AS = "shown-out"

/**
 * Load the page again unless that has just been done, or would not help.
 * @param {{ x: string } | undefined} refusal
 * @param {{ reload: () => void, storage: import("../storage.js").Kept, now: number }} [page] the one this is asked on, unless another is given
 * @returns {boolean} false when the page must say so itself
 */
export function showOut(refusal, { reload, storage, now } = { reload: () => location.reload(), storage: tabWords, now: Date.now() }) {
  const last = Number(storage.get(KEPT_AS) ?? 0)
  if (refusal?.x === "too-many-sockets" || Math.abs(now - last) < ONCE_IN) return false
  // Where that cannot be remembered it would be done without end.
  if (!storage.put(KEPT_AS, String(now))) return false
  reload()
  return true
}
