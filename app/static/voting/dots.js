/**
 * The dots of a vote on a board, whatever view of it: asks what this seat may know, and
 * fetches everything else only where there is a vote to see. Signals say that something is
 * new and no more; in a large room not everybody asks at once.
 *
 * @typedef {{ id: string, element: string }} Dot
 * @typedef {{ element: string, dots: number, rank: number, tie: boolean, say: string }} Total
 * @typedef {{ id: string, scope: string | null, budget: number, per_note: number | null, anonymous: boolean }} Round
 * @typedef {{ round: Round | null, left: number | null, mine: Dot[], results: Total[], closed: string | null, cancelled: boolean, among: string[] | null, astray: string[], untold: string[] }} Vote
 *   `astray` are one's own dots on what is no longer there, `untold` what is told without its words
 */

import { loaded } from "../lazy.js"
import { asked } from "../realtime/request.js"

const LARGE_ROOM = 60
const SPREAD = { few: 300, many: 5000 }

export class Dots {
  /** @type {Promise<import("./marks.js").Marks> | null} */
  #marks = null
  #asked = 0
  /** True while a question waits its turn: signals that come meanwhile need none of their own. */
  #due = false
  /** Where the room was when this was last told. */
  #place = ""
  #root
  #signal
  #address

  /** @param {HTMLElement} root the board's own element @param {AbortSignal} signal ends it */
  constructor(root, signal) {
    this.#root = root
    this.#signal = signal
    this.#address = `/votes/of/${encodeURIComponent(root.dataset.board ?? "")}/`
    const take = (/** @type {EventTarget} */ connection) => {
      // Who was away may have missed a signal.
      for (const name of ["message:votes:changed", "open"]) connection.addEventListener(name, () => this.#later(), { signal })
    }
    document.dispatchEvent(new CustomEvent("connection:wanted", { detail: { take } }))
    // Where sockets are blocked the stage is looked at, and a vote comes with its phase.
    document.body.addEventListener("stage:changed", (event) => {
      const { step, phase } = /** @type {CustomEvent} */ (event).detail ?? {}
      if (this.#place !== (this.#place = `${step} ${phase}`)) this.#later()
    }, { signal })
    void this.ask()
  }

  /** Put the dots on what was just drawn. */
  mark() {
    void this.#marks?.then((marks) => marks.mark())
  }

  /** Look what is new. */
  async ask() {
    const question = ++this.#asked
    /** @type {Vote | null} */
    const vote = await asked(this.#address, this.#signal)
    if (!vote || question !== this.#asked) return
    const leads = this.#root.dataset.facilitates === "yes"
    if (!this.#marks && !vote.round && !vote.closed && !vote.cancelled && !leads) return
    this.#marks ??= loaded(() => import("./marks.js")).then(({ Marks }) => new Marks(this.#root, this.#signal, () => this.ask()))
    await (await this.#marks).show(vote)
  }

  #later() {
    if (this.#due) return
    this.#due = true
    const people = Number(document.querySelector("[data-people]")?.textContent ?? 0)
    setTimeout(() => {
      this.#due = false
      if (!this.#signal.aborted) void this.ask()
    }, Math.random() * (people > LARGE_ROOM ? SPREAD.many : SPREAD.few))
  }
}
