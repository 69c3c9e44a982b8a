/** What became of notes and groups: one that stands in a plan says so and leads there. The plans say it, by their address. */
import { asked } from "../realtime/request.js"

const SPREAD = 2000

export class Outcomes {
  /** @type {Record<string, { says: string, address: string | null, keeps?: string }[]>} */
  #became = {}
  #root
  #board
  #told

  /** `told` is called when something became of something; views that draw it themselves give their own. @param {HTMLElement} root @param {AbortSignal} signal @param {() => void} [told] */
  constructor(root, signal, told = () => this.mark()) {
    this.#root = root
    this.#told = told
    this.#board = encodeURIComponent(root.dataset.board ?? "")
    document.body.addEventListener("plan:changed", () => void this.#ask(), { signal })
    document.addEventListener("words:kept", (event) => {
      const { ids, say } = /** @type {CustomEvent<{ ids: string[], say: (words: string) => void }>} */ (event).detail
      for (const { keeps } of ids.flatMap((id) => this.#became[id] ?? [])) if (keeps) say(keeps)
    }, { signal })
    // The room's own signal reaches everybody at once; a full room does not ask all at once.
    const later = () => setTimeout(() => void this.#ask(), Math.random() * SPREAD)
    const take = (/** @type {EventTarget} */ connection) => {
      // Who just arrives, or was away, may have missed it.
      for (const name of ["message:plan:changed", "open"]) connection.addEventListener(name, later, { signal })
    }
    document.dispatchEvent(new CustomEvent("connection:wanted", { detail: { take } }))
    void this.#ask()
  }

  /** Write on each note and group what became of it. */
  mark() {
    for (const id of Object.keys(this.#became)) {
      const slot = this.#slot(CSS.escape(id))
      const says = this.says(id)
      if (!slot || slot.textContent === says) continue
      slot.textContent = says
      const address = this.leads(id)
      if (slot instanceof HTMLAnchorElement && address) slot.href = address
      slot.hidden = false
    }
  }

  /** What became of an element, in words; nothing of most. @param {string} id */
  says(id) {
    return (this.#became[id] ?? []).map((each) => each.says).join(", ")
  }

  /** Where that stands, for whoever may go there. @param {string} id */
  leads(id) {
    return this.#became[id]?.find((each) => each.address)?.address
  }

  /** Where an element says what became of it; a group's own place, not that of a note within. @param {string} id @returns {HTMLElement | undefined} */
  #slot(id) {
    const holder = this.#root.querySelector(`[data-note="${id}"]`)
    const slots = /** @type {NodeListOf<HTMLElement>} */ (holder?.querySelectorAll("[data-became]") ?? [])
    return [...slots].find((slot) => slot.closest("[data-note]") === holder)
  }

  async #ask() {
    const answer = await asked(`/plans/outcomes/?board=${this.#board}`)
    if (!answer) return
    this.#became = answer.outcomes ?? {}
    this.#told()
  }
}
