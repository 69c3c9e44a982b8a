/** What is being written and is nothing yet: kept for this tab, and on this device, so that it outlives a killed browser. */
import { tabWords } from "../../storage.js"
import { Half } from "../half.js"

/** @typedef {{ job: import("./write.js").Job, words: string }} Begun */

export class Draft {
  #name
  #half

  /** @param {string} name @param {HTMLElement} root the board's part of a page @param {() => void} left called when something of a page that is gone is here */
  constructor(name, root, left) {
    this.#name = name
    this.#half = new Half(root, (field, words) => {
      const here = tabWords.get(this.#name) ?? words
      if (field !== FIELD || here !== words) return false
      this.#put(words)
      left()
      return true
    })
  }

  /** @returns {Begun | null} */
  read() {
    return JSON.parse(tabWords.get(this.#name) ?? "null")
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
    // A full tab keeps no more; the device does.
    tabWords.put(this.#name, begun || null)
    void this.#half.keep(FIELD, begun)
  }
}

/** By which name the device keeps what is begun on a plane. */
const FIELD = "plane"
