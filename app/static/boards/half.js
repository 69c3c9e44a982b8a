/**
 * Words that are no note yet, kept on this device with the other typed words (`text/jotted.js`), so that they
 * outlive a browser that is killed. Each page keeps its own under names of its own: what another left is
 * taken up as it is and never mixed with what is typed here. Of a page that was closed before they lay there,
 * they are in what the device keeps at once (`early.js`).
 */
import { livingPages } from "../device.js"
import { deviceWords } from "../storage.js"
import { newId } from "./outbox.js"
import { Jotted } from "./text/jotted.js"

/** @typedef {{ id: string, alone: boolean, drop: () => void }} Left `alone`: they were begun while people wrote alone; `drop`: they are dealt with */
/** @typedef {(name: string, words: string, left: Left) => boolean | Promise<void>} Take says whether there is a place for them, or when they lie there; else they wait for a page that has one */

/** Milliseconds until it is asked again whether other pages live. */
const AGAIN = 5_000

export class Half {
  #page
  #kept
  #mark
  #early
  #root
  #take

  /** @param {HTMLElement} root the board's part of a page @param {Take} take gets what a page that is gone left behind @param {string} [page] by which name this page keeps its own */
  constructor(root, take, page = newId()) {
    this.#page = page
    this.#root = root
    this.#take = take
    const { principal = "", board = "" } = root.dataset
    const place = { dataset: { principal, board: `${board} drafts` }, get isConnected() { return root.isConnected } }
    this.#early = `early ${principal} ${board} `
    this.#mark = `kept ${principal} ${board} drafts`
    this.#kept = new Jotted(/** @type {HTMLElement} */ (/** @type {unknown} */ (place)))
    void this.#kept.adopt((each) => this.#offer(each)).then(() => this.#takeEarly())
  }

  /** @param {string} each of what is kept here */
  #offer(each) {
    const [name = "", page] = each.split(" ")
    if (page === this.#page) return
    const { mine = "", pm = 0 } = this.#kept.read(each) ?? {}
    const early = read(this.#early + each)
    const drop = () => {
      deviceWords.put(this.#early + each, null)
      void this.#kept.forget(each).then(() => this.#settle())
    }
    const taken = this.#take(name, early?.words ?? mine, { id: each, alone: early?.alone ?? pm > 0, drop })
    // Not before they lie elsewhere.
    if (taken) void Promise.resolve(taken).then(drop)
  }

  /** What pages that are gone wrote down at once, and had no time to keep. */
  async #takeEarly() {
    const isLiving = await livingPages()
    let others = false
    for (const name of deviceWords.names()) {
      const each = name.slice(this.#early.length)
      const early = name.startsWith(this.#early) && !each.endsWith(` ${this.#page}`) ? read(name) : null
      if (!early) continue
      if (isLiving(early)) others = true
      else if (this.#kept.read(each)?.mine !== early.words) {
        await this.#kept.keep(each, { base: "", mine: early.words, pm: early.alone ? 1 : 0 })
        this.#offer(each)
      }
    }
    if (others && this.#root.isConnected) setTimeout(() => void this.#takeEarly(), AGAIN)
  }

  /** Resolves once they lie on this device. @param {string} name of a field @param {string} words none: it is a note by now, or nobody wants it @param {boolean} [alone] they were begun while people wrote alone */
  async keep(name, words, alone = false) {
    await this.#kept.keep(`${name} ${this.#page}`, { base: "", mine: words, pm: alone ? 1 : 0 })
    void this.#settle()
  }

  /** Whoever opens the board next need not look for what is not there; what another page keeps is. */
  async #settle() {
    if (this.#kept.notes.length || (await this.#kept.lies())) return
    deviceWords.put(this.#mark, null)
  }
}

/** What a page wrote down at once. @param {string} name @returns {{ words: string, alone: boolean, seen: number, lock: string } | null} */
const read = (name) => JSON.parse(deviceWords.get(name) ?? "null")
