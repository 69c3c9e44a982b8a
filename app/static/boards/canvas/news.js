/** What the plane tells in words: what was refused, what may be done just now, and that nothing lies here yet. */
import { clockTime, t } from "../../later.js"
import { voice } from "../../workshops/announcer.js"
import { copy, part } from "../note.js"
import { keptOut } from "../reach.js"
import { signOf } from "../signs.js"

/** @typedef {import("../reducer.js").Element} Note */

const SLOW = 4_000
const UNDO_SHOWN = 20_000
const COUNT_EVERY = 300

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
    const { mode, moderated } = this.#store.context
    const now = moderated && mode === "open" ? "moderated" : mode
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
    const last = part(this.#root, "[data-refused]").lastElementChild
    if (last?.querySelector("[data-say]")?.textContent === say) last.remove()
    this.#refused({ say }, () => {})
  }

  /** Offer back what was deleted, for a while. */
  offerBack() {
    const toast = part(this.#root, "[data-toast]")
    part(toast, "[data-says]").textContent = this.#said
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
    on("trouble", ({ say }) => this.#refused({ say }, again))
    on("refused", (detail) => {
      past.forget(detail.op?.g)
      this.#refused(detail, again)
    })
  }

  /** Words the server refused come back to whoever wrote them. @param {{ op?: { k: string, id?: string, t?: string, zone?: string }, say?: string }} refused @param {(words: string, zone?: string) => void} again */
  #refused({ op, say }, again) {
    const item = copy(this.#root, "refused")
    // Each step of writing in a note has all its words: the last one is enough.
    if (op?.k === "txt") this.#root.querySelector(`[data-refused] [data-of="${CSS.escape(op.id ?? "")}"]`)?.remove()
    if (op?.k === "txt") item.dataset.of = op.id
    const why = say ?? t("This could not be kept.")
    part(item, "[data-say]").textContent = why
    this.own([why, op?.t].filter(Boolean).join(" "))
    part(item, "[data-text]").textContent = op?.t ?? ""
    part(item, "[data-at]").textContent = clockTime(new Date())
    const button = part(item, "[data-again]")
    button.hidden = !op?.t
    button.addEventListener("click", () => {
      item.remove()
      again(op?.t ?? "", op?.zone)
    })
    part(item, "[data-drop]").addEventListener("click", () => item.remove())
    part(this.#root, "[data-refused]").append(item)
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
