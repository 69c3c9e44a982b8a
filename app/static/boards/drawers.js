/**
 * What lies on this device beside the outbox until somebody has dealt with it: that a backup came back and
 * what it lacks of their words, what they wrote while the line is down, images that are not sent yet. In a
 * database of its own, by person as the outbox is. That there is something a page learns without opening it.
 */
import { Device, Unusable } from "../device.js"
import { deviceWords } from "../storage.js"

/** @typedef {"told" | "lost" | "before" | "images" | "asked"} Drawer */

const DRAWERS = /** @type {const} */ (["told", "lost", "before", "images", "asked"])

export class Drawers {
  #name
  #board
  #device
  /** Where the browser keeps nothing it lasts as long as the page. @type {Map<string, any>} */
  #here = new Map()

  /** @param {HTMLElement} root the board's part of a page */
  constructor({ dataset: { principal = "", board = "" } }) {
    this.#name = `kept ${principal} ${board}`
    this.#board = board
    this.#device = database(principal)
  }

  /** @param {Drawer} drawer @returns {Promise<any[]>} */
  async all(drawer) {
    const lying = await this.#use((db) => db.getAll(drawer, IDBKeyRange.bound([this.#board], [this.#board, []])))
    return [...(lying ?? []), ...[...this.#here].filter(([key]) => key.startsWith(`${drawer} `)).map(([, value]) => value)]
  }

  /** Fails where there is no room. @param {Drawer} drawer @param {{ id?: string, [name: string]: any }} value @returns {Promise<void>} */
  async put(drawer, value) {
    const { id = "" } = value
    const lies = await this.#use((db) => db.put(drawer, { ...value, board: this.#board, id }).then(() => true))
    if (lies) this.#here.delete(`${drawer} ${id}`)
    else this.#here.set(`${drawer} ${id}`, value)
    this.#mark(true)
  }

  /** @param {Drawer} drawer @param {string} [id] @returns {Promise<void>} */
  async drop(drawer, id = "") {
    this.#here.delete(`${drawer} ${id}`)
    await this.#use((db) => db.delete(drawer, [this.#board, id]))
    const left = await Promise.all(DRAWERS.map((each) => this.all(each)))
    if (left.every(({ length }) => length === 0)) this.#mark(false)
  }

  /** Without it that is told once somebody touches the board. @param {boolean} something */
  #mark(something) {
    deviceWords.put(this.#name, something ? "yes" : null)
  }

  /** @template T @param {(db: any) => Promise<T>} deed @returns {Promise<T | null>} null where the browser keeps nothing */
  async #use(deed) {
    try {
      return await this.#device.use(deed)
    } catch (why) {
      if (why instanceof Unusable) return null
      throw why
    }
  }
}

/** @param {string} principal */
const database = (principal) => new Device(`baraza-kept-${principal}`, (db) => {
  for (const drawer of DRAWERS) db.createObjectStore(drawer, { keyPath: ["board", "id"] })
})
