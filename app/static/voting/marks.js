/**
 * A vote on a board that is shown: the part of the page that says how many dots are left or
 * what was counted, and on each note the dots of this seat alone. What is shown is what the
 * server knows, with the dots that still wait laid on top. All words are the server's.
 */
import { together } from "../later.js"
import { loaded } from "../lazy.js"
import { load } from "../workshops/parts.js"
import { Ballots } from "./ballots.js"
import { Hands } from "./hands.js"

/** @typedef {import("./dots.js").Vote} Vote */
/** @typedef {import("./dots.js").Dot} Dot */

const AGAIN = 2_000
/** Milliseconds a dot may be on its way before words say so: what comes and goes pushes the buttons from under a hand that taps fast. */
const LATE = 1_500

/** True for what has been on its way for so long, or was given by an earlier page. @param {import("./ballots.js").Waiting} dot */
const isLate = ({ at = -Infinity }) => performance.now() - at > LATE

export class Marks {
  /** @type {Vote | null} */
  #vote = null
  /** @type {Ballots | null} */
  #ballots = null
  #part = ""
  /** The dots on what is no longer there, and what has no words, as the part says it. */
  #says = ""
  #due = false
  /** Why dots were not taken: who was away hears of each that waited. @type {Set<string>} */
  #whys = new Set()
  /** What is told of dots that came after their vote was closed. @type {Promise<import("./late.js").LateDots> | undefined} */
  #late
  /** @type {string[]} */
  #tooLate = []
  #root
  #signal
  #ask
  #place
  #hands

  /** @param {HTMLElement} root @param {AbortSignal} signal @param {() => Promise<void>} ask look at the server anew */
  constructor(root, signal, ask) {
    this.#root = root
    this.#signal = signal
    this.#ask = ask
    this.#place = document.createElement("div")
    this.#place.dataset.votePlace = ""
    const side = root.querySelector("[data-panel]") ?? root
    side.prepend(this.#place)
    this.#hands = new Hands(root, this.#place, signal, {
      give: (element) => this.#give(element),
      take: (element) => this.#take((dot) => dot.element === element),
    })
    this.#place.addEventListener("click", (event) => {
      const button = /** @type {Element} */ (event.target).closest("[data-take-ballot]")
      if (button instanceof HTMLElement) this.#take((dot) => dot.id === button.dataset.takeBallot)
    }, { signal })
    // A deed of the facilitator puts the part anew: what it says of one's own dots is ours to write.
    document.addEventListener("htmx:after:swap", () => this.mark(), { signal })
  }

  /** @param {Vote} vote */
  async show(vote) {
    this.#vote = vote
    this.#ballots ??= await this.#open()
    const part = vote.round ? `open ${vote.round.id}` : `closed ${vote.closed}`
    const says = [...vote.astray, ...vote.untold].join(" ")
    if (part !== this.#part) {
      this.#part = part
      this.#says = says
      if (vote.round) this.#allIsWell()
      if (!(await load(this.#address, this.#place, "innerHTML"))) this.#again(part)
      this.#draw()
      this.#hands.announce()
    } else if (says !== this.#says) await this.#sayAnew(says)
    else this.#draw()
    void this.#ballots.send()
  }

  get #address() {
    return `/votes/of/${this.#root.dataset.board}/part/`
  }

  /** Notes of this vote came or went: what is open or typed in the part stays. @param {string} says */
  async #sayAnew(says) {
    this.#says = says
    const before = this.#place.contains(document.activeElement)
    if (!(await load(this.#address, this.#place, "innerMorph"))) {
      if (this.#says === says) this.#says = "again"
      setTimeout(() => void this.#ask(), AGAIN)
    }
    this.#draw()
    this.#hands.sayAstray(before)
  }

  /** Over a weak network the part may need more than one try. @param {string} part */
  #again(part) {
    if (this.#part === part) this.#part = ""
    setTimeout(() => void this.#ask(), AGAIN)
  }

  /** Draw once a frame, however often the board is drawn. */
  mark() {
    if (this.#due) return
    this.#due = true
    requestAnimationFrame(() => {
      this.#due = false
      this.#draw()
    })
  }

  async #open() {
    const { principal = "", board = "" } = this.#root.dataset
    const ballots = await Ballots.open({ principal, board, signal: this.#signal })
    ballots.addEventListener("change", () => {
      this.mark()
      if (ballots.waiting.length) setTimeout(() => this.mark(), LATE + 1)
    })
    ballots.addEventListener("elsewhere", () => void this.#ask())
    ballots.addEventListener("settled", (event) => this.#settled(/** @type {CustomEvent} */ (event).detail))
    ballots.addEventListener("refused", (event) => this.#refused(/** @type {CustomEvent} */ (event).detail))
    ballots.addEventListener("late", (event) => this.#tellLate(/** @type {CustomEvent} */ (event).detail))
    ballots.addEventListener("forgotten", (event) => void this.#late?.then((late) => {
      late.forget(/** @type {CustomEvent} */ (event).detail.id)
      this.#say(late)
    }))
    return ballots
  }

  /** One's own dots: what the server has, and what still waits. @returns {import("./hands.js").Mine[]} */
  #mine() {
    const round = this.#vote?.round?.id
    let mine = /** @type {import("./hands.js").Mine[]} */ ([...(this.#vote?.mine ?? [])])
    for (const dot of this.#ballots?.waiting ?? []) {
      const { id, element } = dot
      if (dot.round !== round) continue
      mine = mine.filter((each) => each.id !== id)
      if (element !== null) mine.push({ id, element, waits: true, late: isLate(dot) })
    }
    return mine
  }

  #draw() {
    if (!this.#vote) return
    const { round } = this.#vote
    const mine = this.#mine()
    const left = round && this.#vote.left !== null ? Math.max(0, round.budget - mine.length) : null
    this.#hands.draw({ vote: this.#vote, mine, left, late: (this.#ballots?.waiting ?? []).some(isLate) })
  }

  /** @param {string} element */
  #give(element) {
    const round = this.#vote?.round
    if (!round || !this.#ballots) return
    const before = this.#mine()
    // Who taps another answer means that one.
    const moves = this.#hands.oneTap && before.length > 0 && before.every((dot) => dot.element !== element)
    if (before.length >= round.budget && !moves) return this.#hands.say(0)
    if (moves) for (const dot of before) void this.#ballots.take(round.id, dot.id)
    const mine = this.#mine()
    if (round.per_note && mine.filter((dot) => dot.element === element).length >= round.per_note) return
    void this.#ballots.give(round.id, element)
    this.#hands.say(round.budget - mine.length - 1)
  }

  /** @param {(dot: Dot) => boolean} which */
  #take(which) {
    const round = this.#vote?.round
    const dot = this.#mine().reverse().find(which)
    if (!round || !dot || !this.#ballots) return
    void this.#ballots.take(round.id, dot.id)
    this.#hands.say(round.budget - this.#mine().length)
  }

  /** @param {{ id: string, element: string | null }} answer */
  #settled({ id, element }) {
    if (!this.#vote) return
    const others = this.#vote.mine.filter((dot) => dot.id !== id)
    const astray = this.#vote.astray.includes(id)
    this.#vote = { ...this.#vote, mine: element === null ? others : [...others, { id, element }] }
    this.#allIsWell()
    this.mark()
    // The part offers to take it back as long as it has not come anew.
    if (astray) void this.#ask()
  }

  #allIsWell() {
    this.#whys.clear()
    void this.#late?.then((late) => late.clear())
    this.#late = undefined
    this.#tooLate = []
    this.#hands.refuse("")
  }

  /** @param {string} why */
  #refused(why) {
    this.#whys.add(why)
    this.#tellWhys()
    void this.#ask()
  }

  /** @param {import("./ballots.js").Waiting} dot */
  #tellLate({ id, element }) {
    const note = this.#hands.wordsOf(element ?? "")
    const coming = (this.#late ??= loaded(() => import("./late.js")).then(({ LateDots }) => new LateDots(this.#root, this.#signal)))
    void coming.then((late) => {
      late.keep(id, note)
      if (this.#late === coming) this.#say(late)
    })
    void this.#ask()
  }

  /** @param {import("./late.js").LateDots} late */
  #say(late) {
    this.#tooLate = late.sentences
    this.#tellWhys()
  }

  #tellWhys() {
    this.#hands.refuse(together([...this.#whys, ...this.#tooLate]))
  }
}
