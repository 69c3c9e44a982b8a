/**
 * Words that are no op yet, kept on this device letter by letter: until the page knows how the text of their note came
 * about, and from there until an op holds them. They outlive the page, however it ends; another page of the same person
 * takes them up, once nobody looks after them. Each is taken up by one page: whoever finds its own taken goes on behind.
 *
 * They lie in a database of their own: to add them to the outbox's, every page of an earlier release would have to be
 * closed first, and until then nothing could be sent. Where the browser keeps nothing, the tab does.
 *
 * Fires `adopted` with `{note}` when words of another page are this page's now.
 */
import { Device, livingPages, pageLock } from "../../device.js"
import { optional } from "../../lazy.js"
import { deviceWords, tabWords } from "../../storage.js"
import { newId } from "../outbox.js"

/** @typedef {{ base: string, mine: string, pm: number }} Words what they began from, what was made of it, and the reveal they were written for, 0 in the open */

const BEAT = 3_000
const ADOPT_EVERY = 10_000

/** @type {Map<HTMLElement, Jotted>} by the board's part of a page */
const open = new Map()

export class Jotted extends EventTarget {
  #client = newId()
  /** @type {Map<string, Words>} what this page keeps, by note */
  #own = new Map()
  /** Of which notes some of it is an earlier page's. @type {Set<string>} */
  #left = new Set()
  /** The handle under which that was last written. @type {any} */
  #db
  /** What of it lies on the device for sure. @type {Map<string, Words>} */
  #lying = new Map()
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #later
  #leaving = new AbortController()
  #beat
  #root
  #board
  #name
  #mine
  #device

  /** @param {HTMLElement} root */
  constructor(root) {
    super()
    const { principal = "", board = "" } = root.dataset
    this.#root = root
    this.#board = board
    // One word: what is begun on a board (`half.js`, `begun.js`) is none of its notes.
    this.#name = `words ${principal} ${board.replaceAll(" ", ".")} `
    this.#mine = `kept ${principal} ${board}`
    this.#device = database(principal)
    this.#beat = setInterval(() => void this.#look(), BEAT)
    globalThis.addEventListener("pagehide", () => void this.#every(0), { signal: this.#leaving.signal })
  }

  /** The words of a board in this page. @param {HTMLElement} root */
  static of(root) {
    const kept = open.get(root) ?? new Jotted(root)
    open.set(root, kept)
    return kept
  }

  /** What this page keeps of a note. @param {string} note */
  read(note) {
    return this.#own.get(note)
  }

  /** What an op of them was promised beside what this page says: nobody knows what an earlier one said of names. @param {string} note */
  promise(note) {
    return this.#left.has(note) ? { nm: false } : {}
  }

  /** Of which notes it keeps something. */
  get notes() {
    return [...this.#own.keys()]
  }

  /** Whether words of this board lie here, of whichever page; what cannot be looked for may. @returns {Promise<boolean>} */
  async lies() {
    let count = 0
    const known = await this.#change(async (rows) => void (count = await rows.count(IDBKeyRange.bound([this.#board], [this.#board, []]))))
    return known ? count > 0 : this.#device.lasting
  }

  /** Resolves once they lie on this device. @param {string} note @param {Words} words @returns {Promise<void>} */
  keep(note, words) {
    if (words.base === words.mine) return this.forget(note)
    this.#own.set(note, words)
    return this.#write(note)
  }

  /** They are safe elsewhere, or nobody wants them. @param {string} note @returns {Promise<void>} */
  forget(note) {
    this.#left.delete(note)
    if (!this.#own.delete(note)) return Promise.resolve()
    return this.#write(note)
  }

  /** Say that this page looks after them, unless another took them up while it slept. @param {string} note @returns {Promise<void>} */
  confirm(note) {
    return this.#own.has(note) ? this.#write(note) : Promise.resolve()
  }

  /** Take up what nobody looks after, now and from time to time, and say of which notes. @param {(note: string) => void} take */
  async adopt(take) {
    for (const [root, kept] of open) if (!root.isConnected) await kept.close()
    for (const [note, words] of [...this.#fromTab(), ...(await this.#fromDevice())]) {
      const together = this.#own.has(note) ? ((await comparing())?.rebase ?? joined) : joined
      const own = this.#own.get(note)
      this.#own.set(note, own ? { ...own, mine: together(words.base, words.mine, own.mine) } : words)
      this.#left.add(note)
      void this.#write(note)
      this.dispatchEvent(new CustomEvent("adopted", { detail: { note } }))
    }
    for (const note of this.notes) take(note)
    if (this.#leaving.signal.aborted) return
    clearTimeout(this.#later)
    this.#later = setTimeout(() => void this.adopt(take), ADOPT_EVERY)
  }

  /** Leave them to whoever comes next. */
  async close() {
    open.delete(this.#root)
    clearInterval(this.#beat)
    clearTimeout(this.#later)
    this.#leaving.abort()
    await this.#every(0)
  }

  /** Words of pages that are gone are this page's now. @returns {Promise<[string, Words][]>} */
  async #fromDevice() {
    /** @type {[string, Words][]} */
    const found = []
    const isLiving = await livingPages()
    await this.#change(async (rows) => {
      found.length = 0
      const here = await rows.getAll(IDBKeyRange.bound([this.#board], [this.#board, []]))
      for (const { note, client, seen, lock, words } of here) {
        // Those of one note are merged one after another.
        if (client === this.#client || isLiving({ seen, lock }) || this.#own.has(note) || found.some(([each]) => each === note)) continue
        found.push([note, words])
        rows.delete([this.#board, note, client])
        rows.put(this.#row(note, words))
      }
    })
    for (const [note, words] of found) this.#lying.set(note, words)
    return found
  }

  /** What an earlier page of this tab kept where nothing else could be. @returns {[string, Words][]} */
  #fromTab() {
    const keys = tabWords.names().filter((key) => key.startsWith(this.#name))
    const notes = keys.map((key) => key.slice(this.#name.length)).filter((note) => !this.#own.has(note))
    return notes.map((note) => [note, JSON.parse(tabWords.get(this.#name + note) ?? "null")])
  }

  #look() {
    return this.#root.isConnected ? this.#every() : this.close()
  }

  /** @param {number} [seen] */
  #every(seen) {
    return Promise.all(this.notes.map((note) => this.#write(note, seen)))
  }

  /** Write down what this page keeps of a note by then. @param {string} note @param {number} [seen] */
  async #write(note, seen) {
    /** @type {Words | undefined} */
    let written
    const lasts = await this.#change(async (rows) => {
      const key = [this.#board, note, this.#client]
      const row = await rows.get(key)
      const before = this.#lying.get(note)
      if (before && !row && this.#own.has(note)) this.#goOn(note, before)
      written = this.#own.get(note)
      if (written) rows.put(this.#row(note, written, seen))
      else rows.delete(key)
    })
    if (lasts && written) this.#lying.set(note, written)
    else this.#lying.delete(note)
    if (written) this.#mark()
    this.#inTab(note, lasts ? undefined : this.#own.get(note))
  }

  /** Another page took up what was here: what came since begins there. @param {string} note @param {Words} taken */
  #goOn(note, taken) {
    this.#own.set(note, { .../** @type {Words} */ (this.#own.get(note)), base: taken.mine })
  }

  /** @param {string} note @param {Words} words @param {number} [seen] */
  #row(note, words, seen = Date.now()) {
    return { board: this.#board, note, client: this.#client, words, seen, lock: pageLock() }
  }

  /** A page learns by it, untouched, that something of its person's waits; without it that is taken up once somebody touches the board. */
  #mark() {
    deviceWords.put(this.#mine, "yes")
  }

  /** Without room there they last as long as the page. @param {string} note @param {Words} [words] */
  #inTab(note, words) {
    tabWords.put(this.#name + note, words ? JSON.stringify(words) : null)
  }

  /** @param {(rows: any) => Promise<void>} change @returns {Promise<boolean>} whether it is done and lasts */
  async #change(change) {
    try {
      await this.#device.use(async (db, made) => {
        // In a database that had to be made anew nothing lies that another page could have taken up.
        if (made && db !== this.#db) this.#lying.clear()
        this.#db = db
        const tx = db.transaction("words", "readwrite")
        await Promise.all([change(tx.store), tx.done])
      })
      return true
    } catch {
      return false
    }
  }
}

/** What puts words together that two pages made of a text. They are not kept while it is on its way, so nobody waits for it long. */
const comparing = optional(() => import("./comparing.js"))

/** Without it those of the one come behind those of the other. @param {string} _base @param {string} mine @param {string} theirs */
const joined = (_base, mine, theirs) => `${mine}\n${theirs}`

/** The typed words of somebody on this device. @param {string} principal */
export const database = (principal) => new Device(`baraza-words-${principal}`, (db) => db.createObjectStore("words", { keyPath: ["board", "note", "client"] }))
