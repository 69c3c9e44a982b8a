/**
 * Opens a note to write in, letter by letter, while others may write in it too. What that takes
 * is loaded when it is first needed; the field can be written in at once.
 */
import { t } from "../../later.js"
import { loaded } from "../../lazy.js"
import { change, rewritten } from "../deeds.js"
import { known } from "../past.js"
import { EVERYONE } from "../reducer.js"
import { Jotted } from "./jotted.js"

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
  const kept = Jotted.of(root)
  const waiting = kept.read(id)
  // A field that shows words which wait already goes on with them.
  const from = waiting?.mine === base ? waiting : { base, pm: before && before.audience !== EVERYONE ? before.generation : 0 }
  const words = () => ({ base: from.base, mine: field.value, pm: from.pm })
  // What is typed before the means to merge it have come is kept as it is.
  const early = new AbortController()
  field.addEventListener("input", () => void kept.keep(id, words()), { signal: early.signal })
  void loaded(() => import("./editor.js")).then(({ edit }) => {
    early.abort()
    if (!closed) live = edit(field, desk, id, { base, root })
  })
  return {
    async close() {
      closed = true
      early.abort()
      if (!field.value.trim() && base.trim()) {
        field.value = base
        desk.own(t("A note needs at least one word: it has its own back."))
      }
      if (live) {
        await live.close()
        if (before) rewritten(desk, before, since)
        return
      }
      await handOver({ kept, desk, id }, words())
    },
  }
}

/** Without the means to merge words, the server does it; until they lie safe as an op they are kept as they are.
 * @param {{ kept: Jotted, desk: Desk, id: string }} of @param {import("./jotted.js").Words} words */
async function handOver({ kept, desk, id }, words) {
  const [text, note] = [words.mine.trim(), desk.store.shown.elements.get(id)]
  if (!text || words.mine === words.base) return kept.forget(id)
  await kept.keep(id, words)
  const revealed = words.pm > 0 && note?.audience === EVERYONE
  const quiet = { ...desk, send: (/** @type {import("../outbox.js").Op[]} */ ...ops) => desk.send(...ops.map((op) => ({ ...kept.promise(id), ...op }))) }
  if (note && !note.deleted && !revealed) await change(quiet, id, text, words.base)
  // What was written for oneself is kept for oneself; what is for a note that is gone is offered back.
  else await quiet.send({ k: "txt.put", id, t: text, was: words.base, pm: words.pm })
  await kept.forget(id)
}

/** Merge what earlier pages could not, and what pages that end from now on leave behind, once the board is known.
 * @param {HTMLElement} root @param {Desk} desk */
export async function takeUpDrafts(root, desk) {
  await known(desk.store)
  await Jotted.of(root).adopt((id) => void loaded(() => import("./editor.js")).then(({ takeUp }) => takeUp(root, desk, id)))
}
