/**
 * Taking back what this page did, and doing it again. What somebody else has changed since stays,
 * and that is said in words. The way back is found when it is gone: from what is now.
 */
import { nt, t } from "../later.js"
import { carryOut } from "./gesture.js"
import { known } from "./past.js"
import { EVERYONE } from "./reducer.js"

/** @typedef {import("./gesture.js").Desk} Desk */
/** @typedef {import("./gesture.js").Entry} Entry */
/** @typedef {import("./gesture.js").Change} Change */
/** @typedef {import("./gesture.js").Note} Note */
/** @typedef {import("./outbox.js").Op} Op */

const PLACE = ["parent", "zone", "z", "x", "y"]
const LOOK = ["w", "h", "colour", "lang", "dir", "gloss", "size", "form", "arrow", "pen", "resolved"]
const WHOLE = [...PLACE, ...LOOK, "text", "deleted"]

/** Take back the last thing this page did. @param {Desk} desk */
export async function undo(desk) {
  await known(desk.store)
  const entry = desk.past.done.pop()
  if (!entry) return desk.own(t("There is nothing to undo."))
  await goBack(desk, entry, desk.past.undone, t("Undone: %(deed)s", { deed: entry.says }))
}

/** Do again what was undone last. @param {Desk} desk */
export async function redo(desk) {
  await known(desk.store)
  const entry = desk.past.undone.pop()
  if (!entry) return desk.own(t("There is nothing to do again."))
  await goBack(desk, entry, desk.past.done, t("Done again: %(deed)s", { deed: entry.says }))
}

/** @param {Desk} desk @param {Entry} entry @param {Entry[]} other where the way forth again is kept @param {string} words */
async function goBack(desk, entry, other, words) {
  const { ops, kept } = new WayBack(entry, desk.store)
  const forth = ops.length ? await carryOut(desk, ops, entry.says, entry.g) : null
  if (forth) desk.past.put(other, forth)
  else desk.past.changed()
  const left = kept ? [nt("%(n)s change stays: somebody else has worked there since.", "%(n)s changes stay: somebody else has worked there since.", kept)] : []
  desk.own([...(forth ? [words] : []), ...left].join(" ") || t("There is nothing left of it to change."))
}

/** The ops that lead back, and how many changes stay because others went on from there. */
export class WayBack {
  kept = 0
  /** @type {string[]} */
  #revived = []
  /** @type {Op[]} */
  #moves = []
  /** @type {Op[]} */
  #rest = []
  /** @type {string[]} */
  #doomed = []
  #changes
  #since
  #store

  /** @param {Pick<Entry, "changes" | "since">} entry @param {Desk["store"]} store */
  constructor({ changes, since }, store) {
    this.#changes = changes
    this.#since = since
    this.#store = store
    // A group comes back before what lay in it.
    const groupsFirst = [...changes.values()].sort((one, other) => Number(other.after.type === "group") - Number(one.after.type === "group"))
    for (const change of groupsFirst) this.#take(change)
  }

  /** @returns {Op[]} */
  get ops() {
    const together = (/** @type {string} */ k, /** @type {string[]} */ ids) => (ids.length ? [{ k, ids }] : [])
    return [...together("el.undel", this.#revived), ...this.#moves, ...this.#rest, ...together("el.del", this.#doomed)]
  }

  /** @param {Change} change */
  #take(change) {
    const { before, after } = change
    const now = this.#now(after.id)
    if (!now) return
    if (before && !before.deleted && !after.deleted) this.#restore(before, after, now)
    else if (after.deleted && this.#still(after, ["deleted"])) this.#revived.push(after.id)
    else if (!after.deleted && this.#still(after, WHOLE) && !this.#joined(after.id)) this.#doomed.push(after.id)
    else this.kept += Number(now.deleted === after.deleted)
  }

  /** @param {Note} before @param {Note} after @param {Note} now */
  #restore(before, after, now) {
    const changed = (/** @type {string} */ name) => value(before, name) !== value(after, name)
    if (PLACE.some(changed) && !this.#carried(after)) {
      this.#or(this.#still(after, PLACE) && this.#alone(after), () => this.#moves.push(this.#moving(before)))
    }
    const free = LOOK.filter((name) => changed(name) && this.#still(after, [name]))
    if (LOOK.some(changed)) {
      this.#or(free.length > 0, () => this.#rest.push({ k: "el.set", id: after.id, p: Object.fromEntries(free.map((name) => [name, value(before, name)])) }))
    }
    if (changed("text")) {
      const pm = now.audience === EVERYONE ? 0 : now.generation
      this.#or(this.#still(after, ["text"]), () => this.#rest.push({ k: "txt.put", id: after.id, t: before.text, pm, ...(after.type === "note" && { was: after.text }) }))
    }
  }

  /** @param {boolean} may @param {() => void} deed */
  #or(may, deed) {
    if (may) deed()
    else this.kept += 1
  }

  /** Whether nobody else has written any of this since. @param {Note} after @param {string[]} names */
  #still(after, names) {
    const now = this.#now(after.id)
    if (!now || (now.deleted && !after.deleted)) return false
    return names.every((name) => value(now, name) === value(after, name) && !this.#store.others(after.id, name, this.#since))
  }

  /** Whether it only went along with its group, and so goes back with it. @param {Note} after */
  #carried({ parent }) {
    const group = parent === null ? undefined : this.#changes.get(parent)
    if (!group?.before || group.before.deleted || group.after.deleted) return false
    return PLACE.some((name) => value(/** @type {Note} */ (group.before), name) !== value(group.after, name))
  }

  /** Whether a group would take nothing along that others have moved. @param {Note} after */
  #alone({ id, type }) {
    return type !== "group" || this.#inside(id).every((each) => !PLACE.some((name) => this.#store.others(each.id, name, this.#since)))
  }

  /** Whether others have put something into a group. @param {string} id */
  #joined(id) {
    return this.#inside(id).some((each) => !this.#changes.has(each.id))
  }

  /** @param {string} group */
  #inside(group) {
    return [...this.#store.shown.elements.values()].filter(({ parent, deleted }) => parent === group && !deleted)
  }

  /** Back to where it was; its group only if that is there. @param {Note} before @returns {Op} */
  #moving({ id, parent, zone, z, x, y }) {
    const group = parent === null ? undefined : this.#now(parent)
    const stands = group && group.zone === zone && (!group.deleted || this.#revived.includes(group.id))
    return { k: "el.move", id, ...(stands && { parent }), zone, z, x, y }
  }

  /** @param {string} id */
  #now(id) {
    return this.#store.shown.elements.get(id)
  }
}

/** @param {Note} note @param {string} name @returns {unknown} */
const value = (note, name) => /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (note))[name] ?? null
