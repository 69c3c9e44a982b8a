/**
 * Opens a note to write in, letter by letter, while others may write in it too. What that takes
 * is loaded when it is first needed; the field can be written in at once.
 */
import { t } from "../../later.js"
import { change, rewritten } from "../deeds.js"
import { EVERYONE } from "../reducer.js"
import { Draft, drafted } from "./draft.js"

/** @typedef {import("../gesture.js").Desk} Desk */
/** @typedef {{ close(): Promise<void> }} Open */

/**
 * Let somebody write in a note. The field shows the note's text when this is called.
 * @param {HTMLTextAreaElement} field @param {Desk} desk @param {string} id @returns {Open}
 */
export function openText(field, desk, id) {
  const [base, before, since] = [field.value, desk.store.shown.elements.get(id), desk.store.seq]
  // A field that is closed may be taken away at once.
  const root = /** @type {HTMLElement} */ (field.closest("[data-board]"))
  /** @type {Open | null} */
  let live = null
  let closed = false
  import("./editor.js").then(({ edit }) => {
    if (!closed) live = edit(field, desk, id, { base, root })
  }, () => {})
  return {
    async close() {
      closed = true
      if (!field.value.trim() && base.trim()) {
        field.value = base
        desk.own(t("A note needs at least one word: it has its own back."))
      }
      if (live) {
        await live.close()
        if (before) rewritten(desk, before, since)
        return
      }
      await handOver({ root, desk, id }, { base, mine: field.value, pm: before && before.audience !== EVERYONE ? before.generation : 0 })
    },
  }
}

/** Without the means to merge words, the server does it; until they lie safe they are kept for this tab.
 * @param {{ root: HTMLElement, desk: Desk, id: string }} of @param {import("./draft.js").Words} words */
async function handOver({ root, desk, id }, words) {
  const [draft, text, note] = [new Draft(root, id), words.mine.trim(), desk.store.shown.elements.get(id)]
  if (!text || words.mine === words.base) return
  draft.keep(words)
  const revealed = words.pm > 0 && note?.audience === EVERYONE
  if (note && !note.deleted && !revealed) await change(desk, id, text, words.base)
  // What was written for oneself is kept for oneself; what is for a note that is gone is offered back.
  else await desk.send({ k: "txt.put", id, t: text, was: words.base, pm: words.pm })
  draft.forget()
}

/** Merge what earlier pages of this tab could not. @param {HTMLElement} root @param {Desk} desk */
export function takeUpDrafts(root, desk) {
  for (const id of drafted(root)) void import("./editor.js").then(({ takeUp }) => takeUp(root, desk, id))
}
