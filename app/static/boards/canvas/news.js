/** What the plane tells in words: what was refused, what may be done just now, and that nothing lies here yet. */
import { t } from "../../later.js"
import { lazy } from "../../lazy.js"
import { voice } from "../../workshops/announcer.js"
import { part } from "../note.js"
import { keptOut } from "../reach.js"
import { offerBack } from "../refusals.js"
import { signOf } from "../signs.js"

/** @typedef {import("../reducer.js").Element} Note */

const meanwhile = lazy(() => import("../gone_meanwhile.js"))

const SLOW = 4_000
const UNDO_SHOWN = 20_000
const COUNT_EVERY = 300

/** What is said of a mode where a facilitator looks at notes first. @type {Record<string, string>} */
const LOOKED_AT = { open: "moderated", private: "private-first" }

export class News {
  #root
  #lines
  #empty
  #store
  #scene
  #said = ""
  #arrived = false
  #counting = false
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #hiding

  /** @param {HTMLElement} root @param {import("../store.js").BoardStore} store @param {import("./scene.js").Scene} scene */
  constructor(root, store, scene) {
    this.#root = root
    this.#store = store
    this.#scene = scene
    this.#lines = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-state]")])
    this.#empty = part(root, "[data-empty]")
    setTimeout(() => part(root, "[data-slow]").toggleAttribute("hidden", this.#arrived), SLOW)
    this.state()
  }

  /** Something of one's own is said at once. @param {string} words */
  own(words) {
    this.#said = words
    voice.own(words)
  }

  /** The board is there. */
  arrived() {
    this.#arrived = true
    part(this.#root, "[data-wait]").hidden = true
  }

  /** What may be done just now, how much lies where. */
  state() {
    const { mode, moderated, picks } = this.#store.context
    const now = (picks && mode === "private" && "private-pick") || (moderated && LOOKED_AT[mode ?? ""]) || mode
    for (const line of this.#lines) line.hidden = line.dataset.state !== now
    this.#empty.hidden = !this.#arrived || this.#store.shown.living > 0
    if (this.#counting) return
    this.#counting = true
    setTimeout(() => this.#count(), COUNT_EVERY)
  }

  /** It may not be done just now, or not there: the line that says so is shown, and said. @param {string} [zone] */
  refuse(zone = "") {
    const line = signOf(this.#root, this.#store.context.rights.add ? "" : keptOut(this.#store.context, zone)) ?? [...this.#root.querySelectorAll("[data-state]")].find((each) => !(/** @type {HTMLElement} */ (each).hidden))
    this.own(line?.textContent?.trim() ?? "")
  }

  /** A zone keeps something where it is. @param {string} code */
  bar(code) {
    this.fail(signOf(this.#root, code)?.textContent ?? t("This could not be kept."))
  }

  /** Something did not come about: that is said, and shown to whoever does not listen. @param {string} say */
  fail(say) {
    this.#offer({ say }, () => {})
  }

  /** What is offered back. @type {import("../gesture.js").Entry | undefined} */
  offered

  /** Offer back what was deleted, for a while. @param {import("../gesture.js").Entry | undefined} entry */
  offerBack(entry) {
    this.offered = entry
    const toast = part(this.#root, "[data-toast]")
    part(toast, "[data-says]").textContent = entry?.says ?? this.#said
    toast.hidden = false
    clearTimeout(this.#hiding)
    this.#hiding = setTimeout(() => this.hideOffer(), UNDO_SHOWN)
  }

  hideOffer() {
    part(this.#root, "[data-toast]").hidden = true
  }

  /** @param {EventTarget} sync @param {import("../gesture.js").Past} past @param {(words: string, zone?: string) => void} again */
  follow(sync, past, again) {
    const on = (/** @type {string} */ name, /** @type {(detail: any) => void} */ hear) => sync.addEventListener(name, (event) => hear(/** @type {CustomEvent} */ (event).detail))
    on("state", (detail) => document.dispatchEvent(new CustomEvent("outbox:changed", { detail })))
    // What somebody writes in it is in the field until that is closed.
    this.#root.addEventListener("text:gone", (event) => {
      const written = { id: /** @type {CustomEvent} */ (event).detail, t: /** @type {HTMLTextAreaElement} */ (event.target).value }
      void meanwhile().then(({ offerWords }) => offerWords(this.#root, written, again))
    }, true)
    on("trouble", ({ say }) => this.#offer({ say }, again))
    on("refused", (detail) => {
      past.forget(detail.op?.g)
      this.#offer(detail, again)
    })
  }

  /** @param {import("../refusals.js").Refused} refused @param {(words: string, zone?: string) => void} again */
  #offer(refused, again) {
    offerBack(this.#root, refused, again, (words) => this.own(words))
  }

  #count() {
    this.#counting = false
    /** @type {Map<string, number>} */
    const counts = new Map()
    for (const { zone, type, deleted } of this.#scene.elements.values()) if (!deleted && type === "note") counts.set(zone, (counts.get(zone) ?? 0) + 1)
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (this.#root.querySelectorAll("[data-count][data-count]:not([data-count=''])"))) {
      place.textContent = String(counts.get(place.dataset.count ?? "") ?? "")
    }
  }
}
