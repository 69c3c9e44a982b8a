/**
 * What became of the notes: a note that became an action says so and leads there; a
 * facilitator opens the form that makes one. Both live in plans and come by address.
 */
import { t } from "../i18n.js"
import { part } from "./note.js"

/** @typedef {{ ajax(verb: string, address: string, into: { target: Element, swap: string }): Promise<void> }} Htmx */

const SPREAD = 2000

export class Outcomes {
  /** @type {Record<string, { number: number, address: string | null }[]>} */
  #became = {}
  #root
  #board

  /** @param {HTMLElement} root @param {AbortSignal} signal */
  constructor(root, signal) {
    this.#root = root
    this.#board = encodeURIComponent(root.dataset.board ?? "")
    document.body.addEventListener("plan:changed", () => void this.#ask(), { signal })
    // The room's own signal reaches everybody at once; a full room does not ask all at once.
    const later = () => setTimeout(() => void this.#ask(), Math.random() * SPREAD)
    const take = (/** @type {EventTarget} */ connection) => connection.addEventListener("message:plan:changed", later, { signal })
    document.dispatchEvent(new CustomEvent("connection:wanted", { detail: { take } }))
    root.addEventListener("promotion:wanted", (event) => void this.#promote(/** @type {CustomEvent} */ (event).detail.note), { signal })
    void this.#ask()
  }

  /** Write on each note what became of it. */
  mark() {
    for (const [id, actions] of Object.entries(this.#became)) {
      const link = this.#root.querySelector(`li[data-note="${CSS.escape(id)}"] [data-became]`)
      const says = actions.map(({ number }) => t("became action %(number)s", { number })).join(", ")
      if (!(link instanceof HTMLAnchorElement) || link.textContent === says) continue
      link.textContent = says
      if (actions[0]?.address) link.href = actions[0].address
      link.hidden = false
    }
  }

  async #ask() {
    const answer = await fetch(`/plans/outcomes/?board=${this.#board}`, { headers: { Accept: "application/json" } }).catch(() => null)
    if (!answer?.ok) return
    this.#became = (await answer.json()).outcomes ?? {}
    this.mark()
  }

  /** @param {string} note */
  async #promote(note) {
    const dialog = /** @type {HTMLDialogElement} */ (part(this.#root, "dialog[data-promotion]"))
    const { htmx } = /** @type {{ htmx: Htmx }} */ (/** @type {unknown} */ (globalThis))
    await htmx.ajax("GET", `/plans/promotion/?board=${this.#board}&note=${encodeURIComponent(note)}`, { target: part(dialog, "[data-inside]"), swap: "innerHTML" })
    if (!dialog.open) dialog.showModal()
  }
}
