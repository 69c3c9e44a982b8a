/**
 * Images that were chosen and are not sent yet, with their words: kept on this device, so that whoever loads the
 * page again is asked again. A page says now and then which of them it is asking about; those of
 * other tabs it leaves alone until they are gone.
 */
import { lookedAfter } from "../device.js"
import { tabWords } from "../storage.js"
import { Drawers } from "./drawers.js"
import { newId } from "./outbox.js"

/** @typedef {{ id: string, file: File, text: string, zone: string }} Waiting */

/** Of one board; a device has not room for everything. */
const MOST = 3
const MOST_BYTES = 10 * 1024 * 1024
const BEAT = 3_000

/** @type {Set<string>} what this page asks about, whatever part of it */
const asking = new Set()

export class Unsent {
  /** @type {Map<string, { text: string, zone: string }>} */
  #here = new Map()
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #beat
  #kept

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#kept = new Drawers(root)
    // The board's part of the page may go; who is asked about an image still is.
    globalThis.addEventListener("pagehide", () => {
      clearInterval(this.#beat)
      for (const id of this.#here.keys()) void this.#say(id, 0)
    })
  }

  /** Keep one. @param {File} file @param {string} zone @returns {Promise<string | null>} its name; null where there is no room */
  async keep(file, zone) {
    const id = newId()
    if (file.size > MOST_BYTES || (await this.#kept.all("asked")).length >= MOST) return null
    try {
      await this.#kept.put("images", { id, file })
      await this.note(id, { text: "", zone })
      return id
    } catch {
      await this.#kept.drop("images", id).catch(() => {})
      return null
    }
  }

  /** What is said about it by now. @param {string} id @param {{ text: string, zone: string }} words */
  async note(id, words) {
    this.#here.set(id, words)
    asking.add(id)
    this.#beat ??= setInterval(() => this.#here.forEach((_, each) => void this.#say(each, Date.now())), BEAT)
    await this.#say(id, Date.now())
  }

  /** It is on the board, or nobody wants it. @param {string} id */
  async drop(id) {
    this.#here.delete(id)
    asking.delete(id)
    if (this.#here.size === 0) this.#beat = void clearInterval(this.#beat)
    await Promise.all([this.#kept.drop("images", id), this.#kept.drop("asked", id)])
  }

  /** Those nobody asks about any more. @returns {Promise<Waiting[]>} */
  async left() {
    const images = new Map((await this.#kept.all("images")).map(({ id, file }) => [id, file]))
    const alone = (await this.#kept.all("asked")).filter(({ id, seen, tab }) => images.has(id) && !asking.has(id) && ((tab !== null && tab === tabOf()) || !lookedAfter(seen)))
    for (const { id, text, zone } of alone) await this.note(id, { text, zone })
    return alone.map(({ id, text, zone }) => ({ id, file: images.get(id), text, zone }))
  }

  /** @param {string} id @param {number} seen */
  #say(id, seen) {
    return this.#kept.put("asked", { id, ...this.#here.get(id), seen, tab: tabOf() }).catch(() => {})
  }
}

/** By which name a tab knows itself when its page is loaded again; null where the browser keeps nothing for it. */
function tabOf() {
  const tab = tabWords.get("tab") ?? newId()
  return tabWords.put("tab", tab) ? tab : null
}
