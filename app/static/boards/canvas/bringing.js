/** Images that are pasted on another board are asked of the house first: it looks whether one sees them where they are. */

import { request } from "../../realtime/request.js"

/** How many are asked for at once: as many as one may send in one go. */
const MOST = 20

/** Bring the images of a bundle here; what each is called on this board, without those that cannot be had.
 * @param {string} board this one @param {import("./bundle.js").Bundle} bundle @returns {Promise<Map<string, string>>} */
export async function bring(board, { board: from, things }) {
  /** @type {Map<string, string>} */
  const found = new Map()
  const wanted = [...new Set(things.flatMap(({ asset }) => asset ?? []))]
  for (const asset of from === board ? [] : wanted.slice(0, MOST)) {
    const id = await copyOf(board, from, asset)
    if (id) found.set(asset, id)
  }
  return found
}

/** @param {string} board @param {string} from @param {string} asset @returns {Promise<string | undefined>} */
async function copyOf(board, from, asset) {
  const token = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=csrf-token]"))?.content ?? ""
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token }
  const answer = await request(`/boards/${board}/assets/copies/`, { method: "POST", body: JSON.stringify({ board: from, asset }), headers }, (each) => (each.ok ? each.json() : null)).catch(() => null)
  return answer?.id
}
