/**
 * Taking back what this page did, and doing it again. What somebody else has changed since stays,
 * and that is said in words. The way back is found when it is gone: from what is now.
 */
import { nt, t, together } from "../seldom.js"
import { brimful } from "./brimful.js"
import { carryOut } from "./gesture.js"
import { known } from "./past.js"
import { WayBack } from "./wayback.js"

/** @typedef {import("./gesture.js").Desk} Desk */
/** @typedef {import("./gesture.js").Entry} Entry */

/** Take back the last thing this page did, once all it does is done. @param {Desk} desk */
export const undo = (desk) => desk.past.inTurn(async () => {
  await known(desk.store)
  if (desk.store.full) return desk.own(brimful())
  const entry = desk.past.done.pop()
  if (!entry) return desk.own(t("There is nothing to undo."))
  await goBack(desk, entry, { from: desk.past.done, to: desk.past.undone }, t("Undone: %(deed)s", { deed: entry.says }))
})

/** Take back one deed, whatever was done since. @param {Desk} desk @param {Entry} entry */
export const takeBack = (desk, entry) => desk.past.inTurn(async () => {
  await known(desk.store)
  if (desk.store.full) return desk.own(brimful())
  const at = desk.past.done.indexOf(entry)
  if (at < 0) return desk.own(t("There is nothing to undo."))
  desk.past.done.splice(at, 1)
  await goBack(desk, entry, { from: desk.past.done, to: desk.past.undone }, t("Undone: %(deed)s", { deed: entry.says }))
})

/** Do again what was undone last. @param {Desk} desk */
export const redo = (desk) => desk.past.inTurn(async () => {
  await known(desk.store)
  if (desk.store.full) return desk.own(brimful())
  const entry = desk.past.undone.pop()
  if (!entry) return desk.own(t("There is nothing to do again."))
  await goBack(desk, entry, { from: desk.past.undone, to: desk.past.done }, t("Done again: %(deed)s", { deed: entry.says }))
})

/** @param {Desk} desk @param {Entry} entry @param {{ from: Entry[], to: Entry[] }} stacks where it was, and where the way forth again is kept @param {string} words */
async function goBack(desk, entry, { from, to }, words) {
  const { ops, kept, held } = new WayBack(entry, desk.store)
  const forth = ops.length ? await carryOut(desk, ops, entry.says, entry.g).catch((why) => {
    // What this device could not keep can be tried again.
    desk.past.put(from, entry)
    throw why
  }) : null
  if (forth) desk.past.put(to, forth)
  else desk.past.changed()
  const left = kept ? [nt("%(n)s change stays: somebody else has worked there since.", "%(n)s changes stay: somebody else has worked there since.", kept)] : []
  if (held) left.push(nt("%(n)s change stays: it is locked.", "%(n)s changes stay: they are locked.", held))
  // What stays is shown as well: whoever only looks would press again.
  const tell = left.length ? desk.fail : desk.own
  tell(together([...(forth ? [words] : []), ...left]) || t("There is nothing left of it to change."))
}
