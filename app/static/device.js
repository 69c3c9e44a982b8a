/**
 * A database of this device, opened when it is first needed. Browsers close databases of their own accord: a phone puts
 * the page to sleep, somebody clears what a site keeps. Then it is opened anew, and what was to be done is done there.
 * Where that does not help the page goes on with what it has in memory, and the next thing to be kept tries again.
 */
import { openDB } from "./vendor/idb-8.0.4.js"

/** What browsers say of a database that is closed, gone or broken. Having no room is none of these. */
const LOST = new Set(["InvalidStateError", "UnknownError", "NotFoundError"])

/** Milliseconds after which nobody looks after what no page has said it looks after. */
const GONE = 10_000

/** Whether a page looks after something, as it said at a time; a time that has not come yet is a clock that jumped. @param {number} seen */
export const lookedAfter = (seen) => Math.abs(Date.now() - seen) <= GONE

/** The lock this page holds for as long as it lives. Browsers let go of it as soon as a page is closed or dies; over plain http they have none. */
const OWN = `page ${[...crypto.getRandomValues(new Uint32Array(3))].map((each) => each.toString(36)).join("")}`
const locks = globalThis.navigator?.locks
let isHeld = false
void locks?.request(OWN, () => {
  isHeld = true
  return new Promise(() => {})
}).catch(() => {})

/** The name of this page's lock; empty while it holds none. */
export const pageLock = () => (isHeld ? OWN : "")

/** Resolves with what says whether a page looks after something: it said so lately, and is not known to be gone. @returns {Promise<(kept: { seen: number, lock?: string }) => boolean>} */
export async function livingPages() {
  const asked = Date.now()
  const held = await locks?.query().then(({ held: all = [] }) => new Set(all.map(({ name }) => name)), () => undefined)
  // What was written later may be of a page whose lock was not there yet.
  return ({ seen, lock }) => lookedAfter(seen) && !(held && lock && seen < asked && !held.has(lock))
}

/** This browser keeps nothing, or not any more. */
export class Unusable extends Error {}

export class Device {
  /** Whether it could be used when that was tried last. */
  lasting = true
  /** @type {Promise<any> | null} */
  #opening = null
  /** The handle that is open. @type {any} */
  #db = null
  #made = new WeakSet()
  #name
  #upgrade

  /** @param {string} name @param {(db: any) => void} upgrade makes what is in it */
  constructor(name, upgrade) {
    this.#name = name
    this.#upgrade = upgrade
  }

  /**
   * Do something with it; once more with another handle where the first was lost.
   * @template T
   * @param {(db: any, made: boolean) => Promise<T>} deed `made`: it is empty, for this page has just made it
   * @returns {Promise<T>} rejects with `Unusable`, or with why the deed failed: there may be no room
   */
  async use(deed) {
    const db = await this.#handle()
    try {
      return await deed(db, this.#made.has(db))
    } catch (why) {
      if (!this.#isLost(db, why)) throw why
      this.#forget(db)
    }
    const other = await this.#handle()
    try {
      return await deed(other, this.#made.has(other))
    } catch (why) {
      if (!this.#isLost(other, why)) throw why
      this.#forget(other)
      this.lasting = false
      throw new Unusable("lost again", { cause: why })
    }
  }

  async #handle() {
    this.#opening ??= this.#open()
    const opening = this.#opening
    try {
      const db = await opening
      this.lasting = true
      return db
    } catch (why) {
      if (this.#opening === opening) this.#opening = null
      this.lasting = false
      throw new Unusable("cannot be opened", { cause: why })
    }
  }

  async #open() {
    /** @type {any} */
    let made
    /** @type {any} */
    const db = await openDB(this.#name, 1, {
      upgrade: (/** @type {any} */ fresh) => this.#upgrade((made = fresh)),
      // A later release is not kept waiting, nor whoever takes it all away.
      blocking: (/** @type {number} */ _now, /** @type {number | null} */ _then, /** @type {any} */ event) => event.target.close(),
      terminated: () => this.#forget(db),
    })
    if (made) this.#made.add(db)
    return (this.#db = db)
  }

  /** @param {any} db @param {any} why */
  #isLost(db, why) {
    return LOST.has(why?.name) || this.#db !== db
  }

  /** @param {any} db */
  #forget(db) {
    if (this.#db !== db) return
    this.#db = this.#opening = null
  }
}
