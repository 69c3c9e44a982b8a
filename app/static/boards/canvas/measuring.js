/**
 * How large the words of a note are set goes to the house with the words, so that whatever shows the board elsewhere, and
 * what is printed of it, sets them as large. Measured on a paper nobody sees, as it will be for whoever wrote it.
 */
import { FITTED } from "../reducer.js"
import { SIZES as CLASSES, Fitting } from "./fitting.js"
import { SIZES } from "./guessing.js"
import { drawPaper, lay, makePaper } from "./paper.js"

/** @typedef {import("../gesture.js").Op} Op */
/** @typedef {import("../reducer.js").Element} Note */
/** @typedef {{ root: HTMLElement, desk: import("../gesture.js").Desk, look: (note: Note) => import("./paper.js").Look }} Board */

const WORDS = ["txt", "txt.put"]

/** What says of an op how large the words are set that it brings; of ops that bring none, nothing. @param {Board} board @returns {(op: Op) => Op} */
export function measures({ root, desk: { store }, look }) {
  return (op) => {
    const note = become(op, store.shown.elements.get(op.id ?? ""), store.context)
    if (note?.type !== "note" || !note.text.trim()) return op
    const fit = measure(root, note, { ...look(note), waiting: false, hidden: false, inbox: false })
    return WORDS.includes(op.k) ? { ...op, fit } : { ...op, p: { ...op.p, fit } }
  }
}

/** The note as an op makes it, where that touches its words or what they share their paper with. @param {Op} op @param {Note | undefined} now @param {import("../decide.js").Context} context @returns {Note | undefined} */
function become({ k, type, t, p = {}, zone }, now, { seat, named }) {
  if (k === "el.add") return /** @type {Note} */ ({ id: "", parent: null, dir: "auto", lang: null, gloss: null, colour: null, audience: "", author: seat, named, ...p, type, zone, text: t })
  if (!now) return undefined
  if (WORDS.includes(k)) return { ...now, text: t }
  const touches = k === "el.set" && FITTED.some((name) => name in p)
  return touches ? { ...now, ...p, ...(p.fields && { fields: { ...now.fields, ...p.fields } }) } : undefined
}

/** @param {HTMLElement} root @param {Note} note @param {import("./paper.js").Look} look @returns {number} */
function measure(root, note, look) {
  const place = root.appendChild(document.createElement("div"))
  place.dir = "ltr"
  Object.assign(place.style, { position: "absolute", visibility: "hidden", contain: "strict" })
  const item = place.appendChild(makePaper(root, note))
  // It is no note of the board: nobody finds it as one.
  item.removeAttribute("id")
  drawPaper(item, note, look)
  delete item.dataset.note
  delete item.dataset.fit
  item.style.position = "absolute"
  lay(item, [0, 0, note.w, note.h], false)
  new Fitting().fit([item])
  place.remove()
  return SIZES[CLASSES.findIndex((size) => item.classList.contains(size))] ?? 9
}
