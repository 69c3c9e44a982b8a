/** How the text of a note came about, as far as this page can know just now. */

import { asked } from "../../realtime/request.js"

/** @typedef {{ y: string | null, t: string }} Found the Yjs state in base64, null where the text grows from its words `t` */

/**
 * Ask for it; null where it is to be asked again.
 * @param {import("../store.js").BoardStore} store @param {string} id @param {string} url @returns {Promise<Found | null>}
 */
export async function findText(store, id, url) {
  if (isReplaced(store, id)) return null
  const added = store.pending(id).find(({ k }) => k === "el.add")
  if (added && !store.has(id)) return { y: null, t: added.t }
  return asked(url)
}

/** Whether this page is about to replace the whole text. @param {import("../store.js").BoardStore} store @param {string} id */
export const isReplaced = (store, id) => store.pending(id).some(({ k }) => k === "txt.put")
