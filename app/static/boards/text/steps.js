/**
 * Steps of writing on their way to the outbox: gathered for a moment, merged, each op small
 * enough. What this device could not keep is tried again.
 */
import { mergeUpdates } from "../../vendor/yjs-13.6.33.min.js"

/** @typedef {import("../outbox.js").Op} Op */
/** @typedef {{ update: Uint8Array, yc: number, pm: number }} Step `yc` wrote it, for the reveal `pm` */

const GATHER = 200
const RETRY = 1_000

/** Bytes of the steps in one op. */
const MOST = 6_000

export class Steps {
  /** @type {Step[]} */
  #waiting = []
  #sending = Promise.resolve()
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer
  #send
  #about
  #safe

  /** @param {(op: Op) => Promise<void>} send @param {() => { id: string, t: string }} about the note and its whole text as it is then @param {() => void} safe all of them lie on this device */
  constructor(send, about, safe) {
    this.#send = send
    this.#about = about
    this.#safe = safe
  }

  get empty() {
    return this.#waiting.length === 0
  }

  /** @param {Step} step */
  add(step) {
    this.#waiting.push(step)
    this.#timer ??= setTimeout(() => void this.flush(), GATHER)
  }

  /** Send all of them; resolves once they lie safe on this device, or are to be tried again. @returns {Promise<void>} */
  flush() {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#sending = this.#sending.then(() => this.#sendAll())
    return this.#sending
  }

  async #sendAll() {
    while (this.#waiting.length) {
      const taken = this.#waiting.splice(0, fitting(this.#waiting))
      try {
        await this.#send({ k: "txt", ...this.#about(), ...together(taken) })
      } catch {
        this.#waiting.unshift(...taken)
        this.#timer ??= setTimeout(() => void this.flush(), RETRY)
        return
      }
    }
    this.#safe()
  }
}

/** What an op says of its steps. @param {Step[]} steps */
function together(steps) {
  const u = base64(mergeUpdates(steps.map(({ update }) => update)))
  return { u, yc: steps[0]?.yc, pm: steps[0]?.pm }
}

/** How many of the first steps go into one op. @param {Step[]} steps */
function fitting(steps) {
  const [first] = steps
  let [count, size] = [0, 0]
  for (const { update, yc, pm } of steps) {
    size += update.length
    if (count > 0 && (size > MOST || yc !== first?.yc || pm !== first.pm)) break
    count += 1
  }
  return count
}

/** @param {Uint8Array} update */
const base64 = (update) => btoa(String.fromCharCode(...update))
