/** The words about the connection, in the bar of every page that follows a room. */
import { clockTime, nt, t, together } from "../i18n.js"
import { voice } from "./announcer.js"

/** @typedef {import("./follow.js").Line} Line */
/** @typedef {{ waiting: number, safeAt: Date | null, why?: string, lasting?: boolean, full?: boolean }} Outbox what a board keeps until the server has it, why it has not, whether that outlives the page, and whether it keeps no more */

export class LineWords {
  /** @type {Line} */
  #line = "connecting"
  /** @type {Outbox} */
  #outbox = { waiting: 0, safeAt: null }
  /** How much waits for boards that are not shown. */
  #left = 0
  /** How many notes, comments and changes came back to whoever is here, or wait for a facilitator. */
  #returned = 0
  /** What whoever listens was told of it last. @type {Line} */
  #told = "connecting"
  /** Whether the workshop has ended: nothing is sent any more, and cards tell what was begun. */
  #over = false
  #place
  #writes

  /** @param {HTMLElement} place @param {{ writes: boolean }} page whether people write on it */
  constructor(place, { writes }) {
    this.#place = place
    this.#writes = writes
    if (!writes) return
    for (const name of ["input", "focusin", "focusout", "begun:shown"]) document.addEventListener(name, () => this.#draw())
    document.body.addEventListener("stage:changed", (event) => {
      this.#over = /** @type {CustomEvent} */ (event).detail?.mood === "ended"
      this.#draw()
    })
  }

  /** @param {Line} line */
  follow(line) {
    this.#line = line
    this.#draw()
  }

  /** @param {Outbox} outbox */
  keep(outbox) {
    this.#outbox = outbox
    this.#draw()
  }

  /** What waits for boards that are not shown, or was sent. @param {{ waiting: number, safe: boolean }} left */
  keepLeft({ waiting, safe }) {
    this.#left = waiting
    // A board that went with words waiting tells no more what became of them.
    if (!document.querySelector("[data-board]")) this.#outbox = { ...this.#outbox, waiting: 0, safeAt: safe ? new Date() : null }
    else if (!safe) this.#outbox = { ...this.#outbox, safeAt: null }
    this.#draw()
  }

  /** What lies before whoever is here is safe nowhere else. @param {{ returned: number }} kept */
  keepReturned({ returned }) {
    this.#returned = returned
    this.#draw()
  }

  #draw() {
    const state = this.#state()
    this.#place.dataset.connection = state
    this.#place.classList.toggle("conn-wait", state === "waiting" || state === "connecting")
    this.#place.classList.toggle("conn-lost", state === "lost")
    this.#place.classList.toggle("conn-typed", state === "connected" && this.#unsent() !== "")
    const words = this.#place.querySelector("[data-words]")
    const said = this.#words()
    if (words && words.textContent !== said) words.textContent = said
    this.#tell(said)
  }

  /** That the line broke is an alarm, that looks get through or that it stands again is news; what is safe one can look up. @param {string} said */
  #tell(said) {
    const before = this.#told
    const now = this.#line === "crowded" ? "lost" : this.#line
    this.#told = now
    if (now === before || (now !== "lost" && before === "connecting")) return
    voice.alarm(now === "lost" ? said : "")
    if (now !== "lost") voice.say(said)
  }

  /** Which of four looks it has. */
  #state() {
    if (this.#line === "connected") return this.#outbox.waiting + this.#left ? "waiting" : "connected"
    if (this.#line === "connecting") return "connecting"
    return this.#line === "looking" ? "waiting" : "lost"
  }

  #words() {
    const { safeAt, why, full, lasting } = this.#outbox
    const waiting = this.#outbox.waiting + this.#left
    const wait = waiting ? nt("One note waits to be sent.", "%(n)s notes wait to be sent.", waiting) : ""
    const kept = full ? together([wait, t("This device keeps no more.")]) : wait
    if (this.#line === "connecting") return t("Connecting…")
    if (this.#line === "crowded") return t("Open in too many windows. Close some, then load this page again.")
    if (this.#line === "lost") return this.#lost(kept)
    if (this.#line === "looking") return t("No live line here; this page looks every few seconds.")
    if (kept) return together([why ?? "", kept])
    const begun = this.#unsent()
    const unsent = begun && lasting === false ? together([begun, t("This browser keeps nothing: send it before you close this page.")]) : begun
    const missing = this.#returned ? nt("One thing you wrote is not on its board.", "%(n)s things you wrote are not on their boards.", this.#returned) : ""
    if (missing || unsent) return together([t("Connected."), missing, unsent])
    return safeAt ? t("Connected · safe at %(time)s", { time: clockTime(safeAt) }) : t("Connected")
  }

  /** What is said of words on this page that are not sent; of those begun on other boards and pages a card tells (`tray.js`). */
  #unsent() {
    if (this.#over) return ""
    if (typed()) return t("What you type is not sent yet.")
    return document.querySelector("[data-begun], [data-kind=left]") ? t("Something you began here is not sent yet.") : ""
  }

  /** @param {string} kept */
  #lost(kept) {
    const open = this.#outbox.lasting === false ? t("This browser keeps nothing: leave this page open until the connection is back.") : ""
    // A new note is sent by its button alone, and a dot that comes too late does not count: the vote says so itself.
    const unsent = this.#unsent()
    if (kept || open || unsent || document.querySelector("#vote[data-votes]")) return together([t("Not connected."), kept, open, unsent])
    return this.#writes ? t("Not connected. What you write is kept here and sent later.") : t("Not connected. This may be old.")
  }
}

/** Fields in which notes and comments are written, new ones and those that are there. */
const FIELDS = ["compose", "write", "edit", "say-it"].map((form) => `form[data-${form}]:not([hidden]) textarea`).join()

/** Whether a field holds what its board does not (`defaultValue` is what that has). */
const typed = () => [.../** @type {NodeListOf<HTMLTextAreaElement>} */ (document.querySelectorAll(FIELDS))].some(({ value, defaultValue }) => value.trim() !== defaultValue.trim())
