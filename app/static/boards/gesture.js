/**
 * One thing somebody does, in one or many ops: sent together under one name, and remembered
 * with what it changed, so that it can be undone. Knows no page and no network.
 *
 * @typedef {import("./reducer.js").Element} Note
 * @typedef {import("./outbox.js").Op} Op
 * @typedef {{ before: Note | undefined, after: Note, placed?: boolean }} Change `placed`: the server lays it where there is room by then
 * @typedef {{ g: string, since: number, says: string, changes: Map<string, Change> }} Entry
 *   `since` is the last row that was known when it was done
 */
import { t } from "../i18n.js"
import { newId } from "./outbox.js"
import { namedIn } from "./rows.js"

/** Elements one op may name. */
const MOST_IDS = 200

/**
 * @typedef {{
 *   store: import("./store.js").BoardStore, past: Past, zones: Map<string, Zone>, size: import("./geometry.js").Size, as?: string,
 *   generation: (begun?: number) => number, send: (...ops: Op[]) => Promise<void>, own: (words: string) => void, fail: (why: string) => void, refuse: (code: string) => void,
 * }} Desk `size` is that of a new note, `as` the id of what is made next if somebody has to know it before, `generation` the reveal that something written now waits for, 0 in the open, or did when it was `begun`, once the room is on another board; `own` says aloud what one did, `fail` says and shows why something did not come about, `refuse` why a zone keeps something
 * @typedef {import("./geometry.js").Room} Zone
 */

const DEPTH = 100

/** What this page did and may undo, and what it undid and may do again. Fires `change`. */
export class Past extends EventTarget {
  /** @type {Entry[]} */
  done = []
  /** @type {Entry[]} */
  undone = []
  /** Resolves once all that was begun is done, or cannot be. @type {Promise<unknown>} */
  #turn = Promise.resolve()

  /** Go back or forth when all that was begun before is done: of keys that repeat each finds what the one before left. @template T @param {() => Promise<T>} deed @returns {Promise<T>} */
  inTurn(deed) {
    const turn = this.#turn.then(deed)
    this.#turn = turn.catch(() => {})
    return turn
  }

  /** Something is being done; whoever goes back waits for it. @param {Promise<unknown>} doing */
  begun(doing) {
    this.#turn = Promise.allSettled([this.#turn, doing]).then(() => {})
  }

  /** @param {Entry} entry */
  add(entry) {
    this.undone = []
    this.put(this.done, entry)
  }

  /** @param {Entry[]} stack @param {Entry} entry */
  put(stack, entry) {
    stack.push(entry)
    stack.splice(0, stack.length - DEPTH)
    this.changed()
  }

  /** The log began anew: of what was before nothing can be undone. */
  end() {
    Object.assign(this, { done: [], undone: [] })
    this.changed()
  }

  /** The server did not have it: there is nothing to undo. @param {string | undefined} g */
  forget(g) {
    this.done = this.done.filter((entry) => entry.g !== g)
    this.undone = this.undone.filter((entry) => entry.g !== g)
    this.changed()
  }

  changed() {
    this.dispatchEvent(new Event("change"))
  }
}

/** Do something and say so. @param {Desk} desk @param {Op[]} ops @param {string} says */
export async function perform(desk, ops, says) {
  const doing = carryOut(desk, ops, says).then((entry) => entry && desk.past.add(entry))
  desk.past.begun(doing)
  await doing
  desk.own(says)
}

/**
 * Send the ops of one gesture; tells what they changed, null if nothing.
 * @param {Desk} desk @param {Op[]} ops @param {string} says @param {string} [undoes] the gesture it takes back
 * @returns {Promise<Entry | null>}
 */
export async function carryOut(desk, ops, says, undoes) {
  const [g, since, before] = [newId(), desk.store.seq, desk.store.shown.elements]
  const ids = touched(ops, before)
  try {
    await desk.send(...ops.flatMap(inParts).map((op) => ({ ...op, g, ...(undoes && { u: undoes }) })))
  } catch (why) {
    // Where as much waits as may that is said already, and whoever has the words of one note in hand says where they are.
    if (!desk.store.full && (ops.length > 1 || !ops[0]?.t)) desk.fail(t("This device could not keep that. Free some room on it, and try again."))
    throw why
  }
  const placed = new Set(ops.flatMap(({ id, fp }) => (fp ? [id] : [])))
  /** @type {Map<string, Change>} */
  const changes = new Map()
  for (const id of ids) {
    const after = desk.store.shown.elements.get(id)
    if (after && after !== before.get(id)) changes.set(id, { before: before.get(id), after, ...(placed.has(id) && { placed: true }) })
  }
  return changes.size ? { g, since, says, changes } : null
}

/** An op as the server takes it: so many elements at once. @param {Op} op @returns {Op[]} */
function inParts(op) {
  const parts = []
  for (let rest = op.ids ?? []; rest.length > MOST_IDS; rest = rest.slice(MOST_IDS)) parts.push({ ...op, ids: rest.slice(0, MOST_IDS) })
  return parts.length ? [...parts, { ...op, ids: op.ids.slice(parts.length * MOST_IDS) }] : [op]
}

/** The elements ops are about, with what lies in them at any depth and what is tied to them. @param {Op[]} ops @param {Map<string, Note>} elements */
function touched(ops, elements) {
  /** @type {Set<unknown>} */
  const ids = new Set(ops.flatMap(namedIn))
  for (let before = -1; before < ids.size;) {
    before = ids.size
    for (const { id, parent, start, end } of elements.values()) if ([parent, start, end].some((each) => ids.has(each))) ids.add(id)
  }
  return /** @type {Set<string>} */ (ids)
}
