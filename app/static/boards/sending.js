/**
 * Sends what waits on this device, one batch at a time, in order, until nothing waits.
 *
 * A batch whose answer did not come is sent again, and the server knows it by client and number. One
 * it cannot read goes op by op, so that what is at fault is offered back and keeps nothing else. Where
 * the house says that this was too much at once, what waits stays here, each time a little longer.
 */
import { patience } from "../realtime/backoff.js"

/** @typedef {import("./outbox.js").Entry} Entry */
/** @typedef {{ n: number, s?: number, x?: string, say?: string, about?: boolean, late?: boolean, left?: boolean, beside?: boolean }} Outcome `about`: its row is somewhere before `s`; `late`: writing was over, it waits for a facilitator; `left`: the workshop has ended, it stays with its author; `beside`: its words are in a note of their own (`l`), for its note was revealed before */
/** @typedef {{ x: string, say?: string }} Refusal */
/**
 * @typedef {{
 *   ready: () => boolean, greet: () => void, renumber: () => Promise<void>, told: () => void, trouble: (refusal: Refusal) => void,
 *   settled: (client: string, outcomes: Outcome[]) => void, turnedAway: (client: string, outcome: Outcome) => void,
 * }} Owner `ready` where something may be sent, `told` when what keeps it has changed
 */

const MOST_OPS = 50
/** Characters of ops sent together: in three bytes each they stay below what a message may have. */
const MOST_LENGTH = 64_000
export const RETRY = 1_000
/** What one op can do to all it goes with. */
const UNREADABLE = new Set(["bad-message", "too-large"])
/** "Not now": asked at once again, the house would say it again. */
const TOO_MUCH = new Set(["busy", "slow-down", "too-fast"])
/** Refusals that are none a moment later. */
export const AGAIN = new Set([...TOO_MUCH, "unavailable", "broken", "newer", "reload"])

export class Sending {
  /** What keeps the house from taking what waits, in its own words. */
  why = ""
  #going = false
  #singly = false
  /** True while the house wants to be left alone. */
  #held = false
  /** How often in a row it said so. */
  #tries = 0
  #closed = false
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer
  #post
  #outbox
  #owner

  /** @param {import("./post.js").Post} post @param {import("./outbox.js").Outbox} outbox @param {Owner} owner */
  constructor(post, outbox, owner) {
    this.#post = post
    this.#outbox = outbox
    this.#owner = owner
  }

  close() {
    this.#closed = true
    clearTimeout(this.#timer)
  }

  /** Send what waits, unless it is on its way already or is to be tried later. @returns {Promise<void>} */
  async send() {
    if (this.#going || this.#held || !this.#owner.ready()) return
    this.#going = true
    try {
      for (let [first] = this.#outbox.entries; first && !this.#closed; [first] = this.#outbox.entries) {
        if (!(await this.#take(first))) return
      }
      this.#singly = false
    } finally {
      this.#going = false
    }
  }

  /** Send what goes with the first that waits. @param {Entry} first @returns {Promise<boolean>} whether what is behind it may follow at once */
  async #take(first) {
    const { client } = first
    const batch = this.#singly ? [first] : together(this.#outbox.entries)
    const answer = await this.#post.ops(client, batch.map(({ n, op }) => ({ n, ...op })))
    this.why = ""
    if (!answer || AGAIN.has(answer.x)) return this.#again(answer)
    if (answer.x === "epoch") this.#owner.greet()
    else if (UNREADABLE.has(answer.x)) return this.#oneByOne(first, batch.length, answer)
    else if (answer.x) this.#owner.trouble(answer)
    return !answer.x && this.#settle(client, answer)
  }

  /** Its number is not used up, so what is behind it is renumbered. @param {Entry} first @param {number} together @param {Refusal} refusal */
  #oneByOne({ client, n }, together, refusal) {
    if (together === 1) this.#owner.turnedAway(client, { ...refusal, n })
    this.#singly = together > 1
    return true
  }

  /** @param {string} client @param {{ a: Outcome[], resume?: number, later?: number, say?: string }} answer */
  async #settle(client, { a, resume, later, say }) {
    if (a.length) this.#tries = 0
    if (a.length) this.#owner.settled(client, a)
    const [next] = this.#outbox.entries
    // The server waits for a number that is not here any more: what is here gets numbers it can take.
    const strange = resume !== undefined && next?.client === client && next.n !== resume
    if (strange) await this.#owner.renumber()
    if (later || (!a.length && !strange)) return this.#again({ x: "slow-down", say })
    return true
  }

  /** Try once more in a moment; what the house says of it is told meanwhile. @param {(Partial<Refusal> & { after?: number }) | null} answer */
  #again(answer) {
    const { x = "", say = "", after = 0 } = answer ?? {}
    if (this.#closed) return false
    this.#held = TOO_MUCH.has(x)
    this.why = this.#held || x === "unavailable" ? say : ""
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#held = false
      void this.send()
    }, this.#held ? patience(this.#tries++, after) : RETRY)
    this.#owner.told()
    return false
  }
}

/** The entries that go together, from the first on: of one client, and not too long. @param {readonly Entry[]} entries */
function together(entries) {
  let length = 0
  const last = entries.findIndex(({ client, op }, index) => index === MOST_OPS || client !== entries[0]?.client || (length += JSON.stringify(op).length) > MOST_LENGTH)
  return last < 0 ? entries : entries.slice(0, Math.max(1, last))
}
