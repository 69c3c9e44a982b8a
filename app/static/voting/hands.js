/**
 * Where people give and see their dots: on each note of the list, at the corner of each
 * note of the plane with its buttons beside it, and in the part that says how many are left.
 * Draws into `[data-dots]` of `[data-note]`; what stands there is changed in place, so that
 * the focus stays.
 */
import { copy, part, write } from "../boards/note.js"
import { voice } from "../workshops/announcer.js"

/** @typedef {import("./dots.js").Vote} Vote */
/** @typedef {import("./dots.js").Dot} Dot */
/** @typedef {Dot & { waits?: boolean, late?: boolean }} Mine `waits` for the server; `late` once that takes long */
/** @typedef {{ vote: Vote, mine: Mine[], left: number | null, late: boolean }} Shown */
/** @typedef {{ give: (element: string) => void, take: (element: string) => void }} Deeds */

const LABEL = 80
/** Pixels a finger slips while it taps. */
const SLIPS = 8
const BUTTONS = "[data-give], [data-take]"

/** What dots are given to, as the server has it: neither comments nor what is drawn. */
const VOTED_ON = ["note", "group"]

/** @param {Element} item */
const beginning = (item) => [...(item.querySelector("[data-text]")?.textContent ?? "")].slice(0, LABEL).join("")

export class Hands {
  /** @type {Shown | null} */
  #shown = null
  #chosen = ""
  #why = ""
  /** @type {PointerEvent | null} */
  #down = null
  #root
  #place
  #deeds

  /** @param {HTMLElement} root @param {HTMLElement} place where the part of the vote stands @param {AbortSignal} signal @param {Deeds} deeds */
  constructor(root, place, signal, deeds) {
    this.#root = root
    this.#place = place
    this.#deeds = deeds
    root.addEventListener("click", (event) => this.#press(event), { signal })
    // However fast they come each tap is a wish of its own; a key held down is one.
    root.addEventListener("keydown", (event) => event.repeat && /** @type {Element} */ (event.target).closest(BUTTONS) && event.preventDefault(), { signal })
    if (!this.#plane) return
    // A dot is given, not dragged.
    root.addEventListener("pointerdown", (event) => {
      this.#down = event
      if (/** @type {Element} */ (event.target).closest("[data-give]")) event.stopPropagation()
    }, { capture: true, signal })
    for (const name of ["click", "keyup", "focusin"]) root.addEventListener(name, () => queueMicrotask(() => this.#choose()), { signal })
  }

  /** @param {Shown} shown */
  draw(shown) {
    this.#shown = shown
    this.#drawPart(shown)
    this.#tellWhy()
    if (!this.#ready) return
    const totals = new Map(shown.vote.results.map((total) => [total.element, total]))
    for (const item of this.#root.querySelectorAll("[data-note]")) {
      const slot = item.querySelector("[data-dots]")
      if (!(item instanceof HTMLElement) || !(slot instanceof HTMLElement) || !item.dataset.note || !VOTED_ON.includes(item.dataset.type ?? "note")) continue
      if (shown.vote.round) this.#drawHand(slot, item, item.dataset.note)
      else this.#drawTotal(slot, totals.get(item.dataset.note))
    }
    this.#choose()
  }

  /** What a note of this page says, or how it begins; nothing where it is not here. @param {string} element */
  wordsOf(element) {
    const item = this.#root.querySelector(`[data-note="${element}"]`)
    return item ? beginning(item) : ""
  }

  /** Say how many dots are left. @param {number} left */
  say(left) {
    voice.own(this.#words("leftWords")[left] ?? "")
  }

  /** Say that there is a vote, or that it is closed. */
  announce() {
    const news = this.#place.querySelector("[data-left], .vt-result h2")
    if (news?.textContent) voice.say(news.textContent)
  }

  /** Say that dots of one's own lie on what is no longer there; the hand that was in the part stays there. @param {boolean} inside */
  sayAstray(inside) {
    const astray = this.#place.querySelector("[data-astray]")
    if (astray?.textContent) voice.say(astray.textContent)
    const next = this.#place.querySelector("[data-take-ballot]") ?? this.#place.querySelector("#vote")
    if (!inside || this.#place.contains(document.activeElement) || !(next instanceof HTMLElement)) return
    // The button that was pressed has gone.
    if (next.id === "vote") next.tabIndex = -1
    next.focus()
  }

  /** Say why a dot was not taken; nothing once one was. @param {string} why */
  refuse(why) {
    if (why && why !== this.#why) voice.own(why)
    this.#why = why
    this.#tellWhy()
  }

  /** A part that came anew says it again. */
  #tellWhy() {
    const place = this.#place.querySelector("[data-vote-refused]")
    if (!(place instanceof HTMLElement)) return
    write(place, this.#why)
    place.hidden = !this.#why
  }

  /** True when the part of this round is here: before that there is nothing to copy from, and all is drawn again when it has come. */
  get #ready() {
    const there = /** @type {HTMLElement | null} */ (this.#place.querySelector("#vote"))
    return there !== null && (there.dataset.round ?? "") === (this.#shown?.vote.round?.id ?? "")
  }

  /** True where each person taps one answer, which another tap changes. */
  get oneTap() {
    return this.#place.querySelector("#vote[data-one-tap]") !== null
  }

  get #plane() {
    return this.#root.dataset.view === "canvas"
  }

  /** @param {"leftWords" | "mineWords"} name @returns {string[]} */
  #words(name) {
    const section = /** @type {HTMLElement | null} */ (this.#place.querySelector("#vote"))
    return JSON.parse(section?.dataset[name] ?? "[]")
  }

  /** @param {Shown} shown */
  #drawPart({ vote, left, late }) {
    const told = this.#place.querySelector("[data-left]")
    if (!(told instanceof HTMLElement) || left === null || !vote.round) return
    write(told, this.#words("leftWords")[left] ?? "")
    for (const [index, dot] of [...part(this.#place, "[data-row]").children].entries()) {
      dot.classList.toggle("dot-on", index < vote.round.budget - left)
    }
    part(this.#place, "[data-waiting]").hidden = !late
  }

  /** @param {HTMLElement} slot @param {HTMLElement} item @param {string} element */
  #drawHand(slot, item, element) {
    const { mine, left } = /** @type {Shown} */ (this.#shown)
    const dots = mine.filter((dot) => dot.element === element)
    if (left === null || (!this.#may(item, element) && dots.length === 0)) return void slot.replaceChildren()
    if (!slot.querySelector("[data-mine]")) slot.replaceChildren(copy(this.#place, this.#plane ? "peg" : "hand"))
    this.#fill(slot, item, element)
  }

  /** Draw one's own dots on a note and what may be done. @param {HTMLElement} slot @param {Element} item @param {string} element */
  #fill(slot, item, element) {
    const { vote, mine, left } = /** @type {Shown} */ (this.#shown)
    const dots = mine.filter((dot) => dot.element === element)
    const row = part(slot, "[data-mine]")
    while (row.children.length > dots.length) row.lastElementChild?.remove()
    while (row.children.length < dots.length) row.append(document.createElement("span"))
    for (const [index, dot] of dots.entries()) row.children[index]?.setAttribute("class", `dot ${dot.waits ? "dot-late" : "dot-on"}`)
    write(part(slot, "[data-mine-said]"), dots.length ? (this.#words("mineWords")[dots.length] ?? "") : "")
    const late = slot.querySelector("[data-late]")
    if (late instanceof HTMLElement) late.hidden = !dots.some((dot) => dot.late)
    const full = (left === 0 && !this.oneTap) || (vote.round?.per_note ?? Infinity) <= dots.length
    const note = beginning(item)
    const give = part(slot, "[data-give]")
    if (!(give instanceof HTMLButtonElement)) return void (give.hidden = full)
    give.setAttribute("aria-disabled", String(full))
    const take = part(slot, "[data-take]")
    // The button goes with the last dot: the hand stays where it was.
    if (dots.length === 0 && take === document.activeElement) give.focus()
    take.hidden = dots.length === 0
    for (const button of [give, take]) button.setAttribute("aria-label", (button.dataset.says ?? "").replace("%(note)s", () => note))
  }

  /** @param {HTMLElement} slot @param {import("./dots.js").Total | undefined} total */
  #drawTotal(slot, total) {
    if (!total) return slot.firstChild ? slot.replaceChildren() : undefined
    if (slot.dataset.said === total.say && slot.querySelector("[data-total]")) return
    slot.dataset.said = total.say
    slot.replaceChildren(copy(this.#place, "total"))
    // On the plane there is room for a number; its meaning is there for who listens.
    part(slot, "[data-total]").textContent = this.#plane ? String(total.dots) : total.say
    part(slot, "[data-total-said]").textContent = this.#plane ? total.say : ""
  }

  /** What is hidden or waits to be shown gets no dots; what lies in a group says nothing of the group. @param {Element} item @param {string} element */
  #may(item, element) {
    const among = this.#shown?.vote.among
    const unseen = item.querySelectorAll('[data-mark="hidden"]:not([hidden]), [data-mark="inbox"]:not([hidden])')
    return (!among || among.includes(element)) && ![...unseen].some((mark) => mark.closest("[data-note]") === item)
  }

  /** On the plane the buttons are those of the note that is chosen. */
  #choose() {
    const place = this.#plane ? this.#place.querySelector("[data-chosen]") : null
    if (!(place instanceof HTMLElement) || !this.#shown || !this.#ready) return
    const chosen = this.#root.querySelectorAll('[data-note][aria-selected="true"]')
    const item = chosen.length === 1 ? chosen[0] : null
    this.#chosen = item instanceof HTMLElement ? (item.dataset.note ?? "") : ""
    place.hidden = !item || this.#shown.left === null || !this.#may(item, this.#chosen)
    if (place.hidden || !item) return
    write(part(place, "[data-words]"), item.querySelector("[data-text]")?.textContent ?? "")
    const hand = part(place, "[data-hand]")
    if (!hand.firstElementChild) hand.append(copy(this.#place, "hand"))
    this.#fill(hand, item, this.#chosen)
  }

  /** In a vote of one tap a paper of the plane is a button as a whole; one that was dragged was not tapped. @param {MouseEvent} event */
  #tapPaper({ clientX, clientY }) {
    if (!this.#plane || !this.oneTap || !this.#down || Math.hypot(clientX - this.#down.clientX, clientY - this.#down.clientY) > SLIPS) return
    // The click of a pointer that was captured tells the plane, not what lies under it.
    const item = document.elementFromPoint(clientX, clientY)?.closest("[data-note]")
    if (!(item instanceof HTMLElement) || !item.dataset.note || !VOTED_ON.includes(item.dataset.type ?? "note") || !this.#may(item, item.dataset.note)) return
    this.#deeds.give(item.dataset.note)
  }

  /** @param {MouseEvent} event */
  #press(event) {
    if (!this.#shown?.vote.round) return
    const button = /** @type {Element} */ (event.target).closest(BUTTONS)
    if (!(button instanceof HTMLElement)) return this.#tapPaper(event)
    const note = /** @type {HTMLElement | null} */ (button.closest("[data-note]"))
    const element = note?.dataset.note ?? this.#chosen
    if (!element) return
    if ("give" in button.dataset) this.#deeds.give(element)
    else this.#deeds.take(element)
  }
}
