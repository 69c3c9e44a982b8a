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
  const draft = new Draft(rootOf(field), id)
  /** @type {Open | null} */
  let live = null
  let closed = false
  const loading = import("./editor.js").then(async ({ edit, takeUp }) => {
    if (closed) takeUp(rootOf(field), desk, id)
    else live = await edit(field, desk, id, base)
  })
  loading.catch(() => {})
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
      const mine = field.value
      draft.keep({ base, mine, pm: before && before.audience !== EVERYONE ? before.generation : 0 })
      // Without the means to merge, the server does it.
      void loading.catch(() => (mine.trim() ? change(desk, id, mine.trim(), base) : Promise.resolve()).then(() => draft.forget()))
    },
  }
}

/** Merge what earlier pages of this tab could not. @param {HTMLElement} root @param {Desk} desk */
export function takeUpDrafts(root, desk) {
  for (const id of drafted(root)) void import("./editor.js").then(({ takeUp }) => takeUp(root, desk, id))
}

/** The board's part of the page. @param {HTMLElement} field */
const rootOf = (field) => /** @type {HTMLElement} */ (field.closest("[data-board]"))
