/**
 * What lies on this device beside the outbox until somebody has dealt with it: that a backup came back and
 * what it lacks of their words, what they wrote while the line is down, images that are not sent yet. In a
 * database of its own, by person as the outbox is. That there is something a page learns without opening it.
 */
import { openDB } from "../vendor/idb-8.0.4.js"

/** @typedef {"told" | "lost" | "before" | "images" | "asked"} Drawer */

const DRAWERS = /** @type {const} */ (["told", "lost", "before", "images", "asked"])

export class Drawers {
  #name
  #board
  #db
  /** Where the browser keeps nothing it lasts as long as the page. @type {Map<string, any>} */
  #here = new Map()

  /** @param {HTMLElement} root the board's part of a page */
  constructor({ dataset: { principal = "", board = "" } }) {
    this.#name = `kept ${principal} ${board}`
    this.#board = board
    this.#db = database(principal)
  }

  /** @param {Drawer} drawer @returns {Promise<any[]>} */
  async all(drawer) {
    const db = await this.#db
    if (db) return db.getAll(drawer, IDBKeyRange.bound([this.#board], [this.#board, []]))
    return [...this.#here].filter(([key]) => key.startsWith(`${drawer} `)).map(([, value]) => value)
  }

  /** Fails where there is no room. @param {Drawer} drawer @param {{ id?: string, [name: string]: any }} value @returns {Promise<void>} */
  async put(drawer, value) {
    const db = await this.#db
    const { id = "" } = value
    if (db) await db.put(drawer, { ...value, board: this.#board, id })
    else this.#here.set(`${drawer} ${id}`, value)
    this.#mark(true)
  }

  /** @param {Drawer} drawer @param {string} [id] @returns {Promise<void>} */
  async drop(drawer, id = "") {
    const db = await this.#db
    if (db) await db.delete(drawer, [this.#board, id])
    else this.#here.delete(`${drawer} ${id}`)
    const left = await Promise.all(DRAWERS.map((each) => this.all(each)))
    if (left.every(({ length }) => length === 0)) this.#mark(false)
  }

  /** @param {boolean} something */
  #mark(something) {
    try {
      if (something) localStorage.setItem(this.#name, "yes")
      else localStorage.removeItem(this.#name)
    } catch {
      // Then it is told once somebody touches the board.
    }
  }
}

/** @param {string} principal */
async function database(principal) {
  try {
    return await openDB(`baraza-kept-${principal}`, 1, {
      upgrade(/** @type {any} */ db) {
        for (const drawer of DRAWERS) db.createObjectStore(drawer, { keyPath: ["board", "id"] })
      },
    })
  } catch {
    return null
  }
}
