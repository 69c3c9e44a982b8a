/** What is being written and is nothing yet: kept for this tab, and on this device, so that it outlives a killed browser. */
import { Half } from "../half.js"

/** @typedef {{ job: import("./write.js").Job, words: string }} Begun */

export class Draft {
  #storage
  #name
  #half

  /** @param {Storage | null} storage @param {string} name @param {HTMLElement} root the board's part of a page @param {() => void} left called when something of a page that is gone is here */
  constructor(storage, name, root, left) {
    this.#storage = storage
    this.#name = name
    this.#half = new Half(root, (field, words) => {
      const here = this.#storage?.getItem(this.#name) ?? words
      if (field !== FIELD || here !== words) return false
      this.#put(words)
      left()
      return true
    })
  }

  /** @returns {Begun | null} */
  read() {
    return JSON.parse(this.#storage?.getItem(this.#name) ?? "null")
  }

  /** @param {Begun["job"]} job @param {string} words */
  write(job, words) {
    this.#put(words ? JSON.stringify({ job, words }) : "")
  }

  forget() {
    this.#put("")
  }

  /** @param {string} begun */
  #put(begun) {
    try {
      if (begun) this.#storage?.setItem(this.#name, begun)
      else this.#storage?.removeItem(this.#name)
    } catch {
      // A full tab keeps no more; the device does.
    }
    this.#half.keep(FIELD, begun)
  }
}

/** By which name the device keeps what is begun on a plane. */
const FIELD = "plane"
