/**
 * The way back from something one did: found when it is gone, from what is now. What somebody else has
 * written since stays, property by property, and is counted. Pure but for what it asks the store.
 */
import { refusedOn } from "./reach.js"
import { EVERYONE, INBOX, isLive } from "./reducer.js"

/** @typedef {import("./gesture.js").Entry} Entry */
/** @typedef {import("./gesture.js").Change} Change */
/** @typedef {import("./gesture.js").Note} Note */
/** @typedef {import("./outbox.js").Op} Op */

const PLACE = ["parent", "zone", "z", "x", "y"]
/** What changes of an element that makes room. */
const BOX = ["x", "y", "w", "h"]
const ENDS = /** @type {const} */ (["start", "end"])
const LOOK = ["w", "h", "colour", "lang", "dir", "gloss", "size", "form", ...ENDS, "arrow", "pen", "resolved", "folded"]
const WHOLE = [...PLACE, ...LOOK, "text", "fields", "pts", "locked", "deleted"]

const DELETING = { own: "delete-own", others: "delete-others" }

/** Numbers of a stroke in one op: less than it may hold, and whole points of either kind. */
const PIECE = 798

/** The ops that lead back, and how many changes stay because others went on from there. */
export class WayBack {
  kept = 0
  /** How many changes stay because they are in what is locked, and this seat may not unlock it. */
  held = 0
  /** @type {Set<string>} */
  #unlocked = new Set()
  /** @type {Set<string>} */
  #revived = new Set()
  /** @type {Op[]} */
  #moves = []
  /** @type {Op[]} */
  #rest = []
  /** @type {string[]} */
  #doomed = []
  /** @type {string[]} */
  #locked = []
  /** @type {string[]} */
  #shown = []
  /** @type {string[]} */
  #hidden = []
  #changes
  #since
  #store

  /** @param {Pick<Entry, "changes" | "since">} entry @param {import("./gesture.js").Desk["store"]} store */
  constructor({ changes, since }, store) {
    this.#changes = changes
    this.#since = since
    this.#store = store
    const all = [...changes.values()]
    for (const change of all) this.#open(change)
    for (const change of all) this.#take(change)
  }

  /** @returns {Op[]} */
  get ops() {
    const together = (/** @type {string} */ k, /** @type {Iterable<string>} */ ids) => ([...ids].length ? [{ k, ids: [...ids] }] : [])
    return [
      ...together("el.unlock", this.#unlocked), ...together("el.undel", this.#revived),
      // What lies in something that others see is seen by them itself, before it goes there.
      ...together("el.show", this.#shown), ...together("el.hide", this.#hidden), ...this.#moves, ...this.#rest,
      ...together("el.del", this.#doomed), ...together("el.lock", this.#locked),
    ]
  }

  /** What is unlocked and what comes back, before anything else may go on in it. @param {Change} change */
  #open({ before, after }) {
    if (!after.deleted && !before?.locked && after.locked && this.#still(after, ["locked"])) this.#unlocked.add(after.id)
    if (after.deleted && this.#still(after, ["deleted"]) && !this.#isShownInstead(after)) this.#revived.add(after.id)
  }

  /** @param {Change} change */
  #take({ before, after }) {
    const now = this.#now(after.id)
    if (!now || this.#revived.has(after.id) || this.#isShownInstead(after)) return
    if (now.locked && before?.locked && after.locked) this.#loosen(before, after, now)
    else if (now.locked && !this.#unlocked.has(after.id)) this.kept += Number(!this.#carried(after))
    else if (before && !before.deleted && !after.deleted) this.#restore(before, after, now)
    else if (!after.deleted && this.#still(after, WHOLE) && !this.#joined(after.id)) this.#doomed.push(after.id)
    else this.kept += Number(now.deleted === after.deleted)
  }

  /** Whether somebody showed their own words as a note of its own that stays: then what nobody else saw stays gone, or both would lie there. @param {Note} after */
  #isShownInstead({ deleted, audience }) {
    if (!deleted || audience === EVERYONE) return false
    return [...this.#changes.values()].some(({ before, after: made }) => {
      const now = this.#now(made.id)
      return !before && now && !now.deleted && !(this.#still(made, WHOLE) && !this.#joined(made.id) && !now.locked && !refusedOn(this.#store.context, now, DELETING))
    })
  }

  /** What is locked lets go of what goes, whoever takes that away; to tie it again it is unlocked for a moment. @param {Note} before @param {Note} after @param {Note} now */
  #loosen(before, after, now) {
    if (this.#carried(after)) return
    if (this.#store.context.rights.lock) {
      this.held += 1
      return
    }
    const ops = this.#moves.length + this.#rest.length
    this.#restore(before, after, now)
    if (this.#moves.length + this.#rest.length === ops) return
    this.#unlocked.add(after.id)
    this.#locked.push(after.id)
  }

  /** @param {Note} before @param {Note} after @param {Note} now */
  #restore(before, after, now) {
    const changed = (/** @type {string} */ name) => !same(before, after, name)
    if (!seenAlike(before, after)) this.#restoreAudience(before, after)
    const carried = this.#carried(after)
    // What was sized goes back without what lies in it, which stayed where it was.
    const sized = ["w", "h"].some(changed) && !["parent", "zone", "z"].some(changed)
    if (!sized && PLACE.some(changed) && !carried) {
      this.#or(this.#still(after, placeOf(after)) && this.#alone(after.id), () => this.#moves.push(this.#moving(before)))
    }
    // Ends at points go along with a connector, as that does with what it lies in.
    const goes = (/** @type {string} */ name) => carried && Array.isArray(value(before, name)) && Array.isArray(value(after, name))
    this.#restoreLook(before, after, [...(sized ? ["x", "y"] : []), ...LOOK, ...fieldsOf(before, after)].filter((name) => changed(name) && !goes(name)))
    if (changed("text")) this.#or(this.#still(after, ["text"]), () => this.#rest.push(this.#words(before, after, now)))
    if (changed("pts") || changed("final")) this.#or(!after.final && this.#still(after, ["pts"]), () => this.#rest.push(...drawn(before, after)))
    if (changed("locked")) this.#or(this.#still(after, ["locked"]), () => before.locked && this.#locked.push(after.id))
  }

  /** What somebody answered or changed since stays where everybody sees it; so does all that others show meanwhile. @param {Note} before @param {Note} after */
  #restoreAudience(before, after) {
    if (!this.#store.context.leads) this.kept += 1
    else if (before.audience === EVERYONE) this.#or(this.#still(after, []), () => this.#shown.push(after.id))
    else this.#or(before.audience.startsWith(INBOX) && this.#still(after, WHOLE) && !this.#joined(after.id), () => this.#hidden.push(after.id))
  }

  /** @param {Note} before @param {Note} after @param {string[]} changed */
  #restoreLook(before, after, changed) {
    const free = changed.filter((name) => this.#still(after, [name]) && !this.#lost(value(before, name)))
    if (free.length) this.#rest.push({ k: "el.set", id: after.id, p: propertiesOf(before, free) })
    if (free.length < changed.length) this.kept += 1
  }

  /** @param {Note} before @param {Note} after @param {Note} now @returns {Op} */
  #words(before, after, now) {
    const pm = now.audience === EVERYONE ? 0 : now.generation
    return { k: "txt.put", id: after.id, t: before.text, pm, ...(isLive(after.type) && { was: after.text }) }
  }

  /** @param {boolean} may @param {() => unknown} deed */
  #or(may, deed) {
    if (may) deed()
    else this.kept += 1
  }

  /** Whether nobody else has written any of this since, and the same people see it. @param {Note} after @param {string[]} names */
  #still(after, names) {
    const now = this.#now(after.id)
    if (!now || (now.deleted && !after.deleted) || !seenAlike(now, after)) return false
    // Where the server laid it nobody moved it.
    const laid = (/** @type {string} */ name) => (["x", "y"].includes(name) && Boolean(this.#changes.get(after.id)?.placed)) || (BOX.includes(name) && this.#store.roomed(after.id, this.#since))
    return names.every((name) => (same(now, after, name) || laid(name)) && !this.#store.others(after.id, name, this.#since))
  }

  /** Whether it only went along with what it lies in, and so goes back with it. @param {Note} after */
  #carried({ parent }) {
    const above = parent === null ? undefined : this.#changes.get(parent)
    if (!above?.before || above.before.deleted || above.after.deleted) return false
    const { before, after } = above
    return ["zone", "x", "y"].some((name) => !same(before, after, name))
  }

  /** Whether a group or frame would take nothing along that others have moved. @param {string} id @returns {boolean} */
  #alone(id) {
    const untouched = (/** @type {Note} */ each) => !placeOf(each).some((name) => this.#store.others(each.id, name, this.#since))
    return this.#inside(id).every((each) => untouched(each) && this.#alone(each.id))
  }

  /** Whether something has come to it since: into it, tied to it, said about it. @param {string} id */
  #joined(id) {
    const lies = (/** @type {Note} */ { parent, start, end }) => [parent, start, end].includes(id)
    const says = (/** @type {Note} */ each) => each.about === id && this.#store.others(each.id, "about", this.#since)
    return this.#living.some((each) => (lies(each) || says(each)) && !this.#changes.has(each.id))
  }

  /** @param {string} above */
  #inside(above) {
    return this.#living.filter(({ parent }) => parent === above)
  }

  get #living() {
    return [...this.#store.shown.elements.values()].filter(({ deleted }) => !deleted)
  }

  /** Back to where it was; into what it lay in only if that is there. @param {Note} before @returns {Op} */
  #moving({ id, parent, zone, z, x, y }) {
    const above = parent === null ? undefined : this.#now(parent)
    const stands = above && above.zone === zone && !this.#lost(parent)
    return { k: "el.move", id, ...(stands && { parent }), zone, z, x, y }
  }

  /** Whether this names something that is not there. @param {unknown} end */
  #lost(end) {
    if (typeof end !== "string" || !end.startsWith("e_")) return false
    return this.#now(end)?.deleted !== false && !this.#revived.has(end)
  }

  /** @param {string} id */
  #now(id) {
    return this.#store.shown.elements.get(id)
  }
}

/** Whether the same people see it; whose it is that facilitators look at, they may not know. @param {Note} one @param {Note} other */
const seenAlike = (one, other) => one.audience === other.audience || [one, other].every(({ audience }) => audience.startsWith(INBOX))

/** What says where something lies: the ends of a connector may go along. @param {Note} note */
const placeOf = ({ type }) => (type === "connector" ? [...PLACE, ...ENDS] : PLACE)

/** What a zone asked for that differs, each by a name of its own. @param {Note} one @param {Note} other */
const fieldsOf = (one, other) => Object.keys({ ...one.fields, ...other.fields }).map((name) => `fields.${name}`)

/** These properties as one sets them. @param {Note} before @param {string[]} names */
function propertiesOf(before, names) {
  /** @type {Record<string, any>} */
  const p = {}
  for (const name of names) {
    const [, field] = name.split("fields.")
    if (field === undefined) p[name] = value(before, name)
    else p.fields = { ...p.fields, [field]: value(before, name) }
  }
  return p
}

/** A stroke as far as it was drawn, in pieces. @param {Note} before @param {Note} now @returns {Op[]} */
function drawn({ id, pts = [] }, { pts: there = [] }) {
  let at = 0
  while (at < pts.length && pts[at] === there[at]) at += 1
  const ops = []
  do {
    ops.push({ k: "ink.add", id, at, pts: pts.slice(at, at + PIECE) })
    at += PIECE
  } while (at < pts.length)
  return ops
}

/** @param {Note} one @param {Note} other @param {string} name */
const same = (one, other, name) => written(value(one, name)) === written(value(other, name))

/** A value as text; in which order somebody filled in fields says nothing. @param {unknown} found */
const written = (found) => JSON.stringify(found, (_, part) => (part?.constructor === Object ? Object.entries(part).sort() : part))

/** @param {Note} note @param {string} name @returns {unknown} */
function value(note, name) {
  const [, field] = name.split("fields.")
  if (field !== undefined) return note.fields?.[field] ?? null
  return /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (note))[name] ?? null
}
