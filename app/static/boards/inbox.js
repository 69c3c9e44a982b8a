/**
 * What the server tells, put in order before the store takes it: frames that come too early
 * are held, what is missing is asked for, and where too much is missing the whole board comes.
 */

/** @typedef {import("./store.js").Frame & { b?: string, e?: string }} Frame */
/**
 * @typedef {{ reached: () => void, renewed: () => void, restored: (before: import("./store.js").Board["elements"]) => Promise<void> }} Owner
 *   `reached` when the board is further, `renewed` when its log began anew, `restored` once the board came from the new log in the place of `before`
 */

const GAP_PATIENCE = 1_500
const RETRY = 2_000
const MOST_HELD = 64

export class Inbox {
  /** @type {Frame[]} */
  #held = []
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer
  /** @type {Promise<void> | null} */
  #loading = null
  /** Questions under way: what is missing may come with them. */
  #asked = 0
  /** True while the house wants to be left alone. */
  #resting = false
  /** In which life of the log the store is, at first the page's; it stays in the old one until the board has come anew. @type {string | undefined} */
  #life
  #closed = false
  #post
  #store
  #owner

  /** @param {import("./post.js").Post} post @param {import("./store.js").BoardStore} store @param {Owner} owner */
  constructor(post, store, owner) {
    this.#post = post
    this.#store = store
    this.#owner = owner
    // What a page wrote before it had any board may have been acknowledged in that life alone.
    this.#life = post.epoch || undefined
  }

  /** Whether the board is here, in the life of the log we speak of. */
  get isHere() {
    return this.#store.seq >= 0 && this.#isOfNow
  }

  close() {
    this.#closed = true
    clearTimeout(this.#timer)
  }

  /** What a greeting was answered: the rows that were missed, or where they are. @param {any} answer @returns {Promise<void>} */
  async welcome(answer) {
    if (answer.fetch === "snapshot") return this.reload()
    if (answer.fetch === "ops") return void (await this.ask(true))
    this.take(answer.frame)
  }

  /** A frame, whenever it comes. @param {Frame} frame */
  take(frame) {
    if (this.#closed || (frame.b !== undefined && frame.b !== this.#post.board)) return
    if (frame.e !== undefined && frame.e !== this.#post.epoch) return this.#owner.renewed()
    if (!this.#isOfNow || !this.#store.confirm(frame)) return this.#hold(frame)
    this.#life = this.#post.epoch
    this.#release()
    this.#owner.reached()
  }

  /** Ask for what was missed. @param {boolean} [much] more than goes over the socket @returns {Promise<boolean>} whether the server answered */
  async ask(much = false) {
    if (this.#resting) return false
    this.#wait(undefined)
    if (this.#store.seq < 0 || !this.#isOfNow) return this.reload().then(() => this.#store.seq >= 0 && this.#isOfNow)
    const answer = await this.#counted(this.#post.since(this.#store.seq, much))
    if (this.#closed) return false
    if (answer?.x === "epoch") this.#owner.renewed()
    else if (answer?.x === "too-far-behind") await this.reload()
    else if (answer?.x === "slow-down") this.#rest(answer.after)
    else if (answer && !answer.x) this.take(answer)
    // Without a line it is asked all the time; where the line stands nothing else would ask.
    else if (!answer && this.#post.connected) this.#wait(RETRY)
    return answer !== null && !this.#resting
  }

  /** Load the board anew; once, however many want it. @returns {Promise<void>} */
  async reload() {
    if (this.#resting) return
    this.#loading ??= this.#load().finally(() => (this.#loading = null))
    return this.#loading
  }

  async #load() {
    const snapshot = await this.#counted(this.#post.snapshot())
    if (this.#closed) return
    if (snapshot?.x === "slow-down") return this.#rest(snapshot.after)
    if (!snapshot || snapshot.x) return this.#wait(RETRY)
    this.#post.epoch = snapshot.e
    // Frames that came while it was on its way may have told more than it does.
    const older = this.#life === snapshot.e && snapshot.to < this.#store.seq
    const before = this.#life === undefined || this.#life === snapshot.e ? null : this.#store.shown.elements
    if (!older) this.#store.load(snapshot, { anew: before !== null })
    this.#life = snapshot.e
    this.#release()
    if (before) await this.#owner.restored(before)
    this.#owner.reached()
  }

  get #isOfNow() {
    return this.#life === undefined || this.#life === this.#post.epoch
  }

  /** @param {Frame} frame */
  #hold(frame) {
    this.#held.push(frame)
    this.#held.splice(0, this.#held.length - MOST_HELD)
    if (this.#timer === undefined) this.#wait(GAP_PATIENCE)
  }

  /** Take what has been waiting for the rows before it. */
  #release() {
    const ofNow = this.#held.filter(({ e = this.#life }) => e === this.#life)
    const waiting = ofNow.sort((one, other) => one.from - other.from)
    this.#held = waiting.filter((frame) => !this.#store.confirm(frame))
    if (this.#held.length === 0) this.#wait(undefined)
  }

  /** @param {number | undefined} patience milliseconds until we ask; undefined: there is nothing to ask for */
  #wait(patience) {
    if (this.#resting) return
    clearTimeout(this.#timer)
    this.#timer = patience === undefined ? undefined : setTimeout(() => void (this.#asked ? this.#wait(patience) : this.ask()), patience)
  }

  /** The house said that this was too much at once: nothing is asked before it said one may. @param {number} after */
  #rest(after) {
    this.#wait(undefined)
    this.#resting = true
    this.#timer = setTimeout(() => {
      this.#resting = false
      this.#wait(undefined)
      void this.ask()
    }, after)
  }

  /** @param {Promise<any>} answer */
  #counted(answer) {
    this.#asked += 1
    return answer.finally(() => (this.#asked -= 1))
  }
}
