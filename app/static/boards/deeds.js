/** What people do with notes, as ops. Nothing here draws or knows the network. */
import { t } from "../i18n.js"
import { EVERYONE } from "./reducer.js"
import { place } from "./geometry.js"
import { languageOf } from "./language.js"
import { part } from "./note.js"
import { DIGITS, after } from "./order.js"
import { newId } from "./outbox.js"

/** @typedef {import("./reducer.js").Element} Note */
/** @typedef {import("./outbox.js").Op} Op */
/**
 * @typedef {{
 *   root: HTMLElement, list: import("./list.js").List, drafts: import("./field.js").Drafts,
 *   generation: () => number, send: (op: Op) => Promise<void>, note: (id: string) => Note | undefined, own: (words: string) => void,
 * }} Desk `generation` is the reveal that something written now waits for, 0 in the open; `own` says aloud what one did
 */

const UNDO_SHOWN = 20_000

/** Write a note behind the last one of its zone. @param {Desk} desk @param {string} zone @param {string} text */
export async function add(desk, zone, text) {
  await desk.send(adding(desk, zone, text))
  desk.own(t("Note added."))
}

/** Replace the words of a note. @param {Desk} desk @param {string} id @param {string} text */
export async function change(desk, id, text) {
  const note = desk.note(id)
  // Only words for a hidden note wait for a reveal; a public one changes in public, whatever the stage.
  const pm = note && note.audience !== EVERYONE ? note.generation : 0
  await desk.send({ k: "txt.put", id, t: text, pm })
  desk.own(t("Note changed."))
}

/** Show everybody a note that stayed hidden: as a note of its own, so that nothing tells when it was written.
 * @param {Desk} desk @param {string} id */
export async function share(desk, id) {
  const note = desk.note(id)
  if (!note) return
  await desk.send(adding(desk, note.zone, note.text))
  await desk.send({ k: "el.del", ids: [id] })
  desk.own(t("Everybody sees it now."))
}

/** @param {Desk} desk @param {string} id */
export async function remove(desk, id) {
  await desk.send({ k: "el.del", ids: [id] })
  const toast = part(desk.root, "[data-toast]")
  part(toast, "[data-act]").dataset.note = id
  toast.hidden = false
  setTimeout(() => hideUnlessUsed(toast, id), UNDO_SHOWN)
  desk.own(t("Note deleted."))
}

/** @param {Desk} desk @param {string} id */
export async function bringBack(desk, id) {
  await desk.send({ k: "el.undel", ids: [id] })
  part(desk.root, "[data-toast]").hidden = true
  desk.own(t("The note is back."))
}

/** Take the offer away after a while, unless somebody is about to take it or another note was deleted since.
 * @param {HTMLElement} toast @param {string} id */
function hideUnlessUsed(toast, id) {
  if (part(toast, "[data-act]").dataset.note === id && !toast.matches(":hover, :focus-within")) toast.hidden = true
}

/** @param {Desk} desk @param {string} zone @param {string} text @returns {Op} */
function adding(desk, zone, text) {
  const { box = "[0,0,0,0]", inside } = /** @type {HTMLElement} */ (desk.root.querySelector(`[data-zone="${CSS.escape(zone)}"]`)).dataset
  const notes = desk.list.notes(zone)
  return {
    k: "el.add", id: `e_${newId()}`, type: "note", zone, pm: desk.generation(),
    z: after(notes.at(-1)?.z ?? null, jitter()), t: text,
    p: { ...place(JSON.parse(box), notes.length, inside ? JSON.parse(inside) : null), lang: languageOf(text, document.documentElement.lang) },
  }
}

/** Two random digits, so that two who write at once do not share a place. */
function jitter() {
  return [...crypto.getRandomValues(new Uint8Array(2))].map((byte) => DIGITS.charAt(byte % DIGITS.length)).join("")
}
