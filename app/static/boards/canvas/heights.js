/** A text is as high as its words are: who wrote them keeps that with it, for whoever has no type to measure. Lookers-on keep nothing. */

/** @param {import("../gesture.js").Desk} desk @param {import("./plane.js").Plane} plane @param {string} id */
export function keepHeight(desk, plane, id) {
  if (desk.store.shown.elements.get(id)?.type !== "text") return
  // The words are drawn with the next frame.
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const [text, item] = [desk.store.shown.elements.get(id), plane.item(id)]
    if (!text || text.deleted || text.locked || !item || item.closest("[data-near]")) return
    const h = Math.max(1, Math.round(item.offsetHeight))
    if (h !== text.h) desk.send({ k: "el.set", id, p: { h } }).catch(() => {})
  }))
}
