/** A board of the past as a list: zone, frame, group, note, as boards are listed everywhere. */
import { awaited } from "../lazy.js"

/** @typedef {import("../boards/store.js").BoardStore} BoardStore */

/** @param {HTMLElement} root @param {BoardStore} store @param {AbortSignal} signal */
export async function showList(root, store, signal) {
  const [{ List }, { Things }] = await awaited(() => Promise.all([import("../boards/list.js"), import("../boards/things.js")]), root)
  const { names = "{}", papers = "{}", hues = "{}" } = root.dataset
  // Nothing is done here, so nothing has a menu.
  for (const { content } of root.querySelectorAll("template")) content.querySelector("[data-menu]")?.remove()
  const list = new List(root, store, { seat: store.context.seat, facilitates: false, names: JSON.parse(names), papers: JSON.parse(papers), hues: JSON.parse(hues) })
  const things = new Things(root, list, store)
  things.mark()
  store.addEventListener("change", (event) => {
    list.draw(/** @type {CustomEvent<{ touched: Set<string> }>} */ (event).detail.touched)
    things.mark()
  }, { signal })
}
