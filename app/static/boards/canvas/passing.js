/** Copying, cutting and pasting, as the browser says that somebody asks for it. What does it is fetched with the first thing that is chosen. */
import { wanted } from "../../lazy.js"

/** @typedef {{ own: string, html: string, words: string }} Given what a clipboard holds */
/** @typedef {{ surface: HTMLElement, selection: import("./selection.js").Selection, clipboard: () => Promise<import("./clipboard.js").Clipboard>, words: (words: string) => void }} Board
 *   `words` takes what is from elsewhere */

/** So it is called among what a clipboard holds, and in HTML, for browsers that keep nothing else. */
export const TYPE = "application/x-baraza-things"
export const MARK = "data-baraza-things"

export class Passing {
  /** @type {import("./clipboard.js").Clipboard | null} */
  #clipboard = null
  #board

  /** @param {Board} board @param {AbortSignal} signal */
  constructor(board, signal) {
    this.#board = board
    const { surface, selection } = board
    const on = (/** @type {string} */ name, /** @type {(event: any) => void} */ hear) => document.addEventListener(name, (event) => isHere(surface, event) && hear(event), { signal })
    selection.addEventListener("change", () => void this.#fetched(), { signal, once: true })
    for (const name of ["copy", "cut"]) on(name, (event) => this.#take(event))
    on("paste", (event) => {
      const [own = "", html = "", words = ""] = [TYPE, "text/html", "text/plain"].map((kind) => event.clipboardData?.getData(kind))
      if (event.defaultPrevented || !(own || html.includes(MARK) || words.trim())) return
      event.preventDefault()
      void this.#lay({ own, html, words })
    })
    // By a button browsers copy only where words are chosen, unless somebody said so before.
    for (const name of ["beforecopy", "beforecut"]) on(name, (event) => selection.meant.length && event.preventDefault())
  }

  /** Do by a button what a key does. @param {"copy" | "cut" | "paste"} deed */
  async press(deed) {
    const given = await (await this.#wanted()).press(deed)
    if (given) await this.#lay(given)
  }

  /** @param {ClipboardEvent} event */
  #take(event) {
    if (!event.clipboardData || !this.#board.selection.meant.length || getSelection()?.isCollapsed === false) return
    event.preventDefault()
    if (this.#clipboard) this.#clipboard.take(event.clipboardData, { cut: event.type === "cut" })
    // What the event holds is gone by then: it is done as by a button.
    else void this.press(event.type === "cut" ? "cut" : "copy")
  }

  /** @param {Given} given */
  async #lay({ own, html, words }) {
    const things = own || html.includes(MARK) ? await this.#wanted() : null
    if (!things?.lay({ own, html }) && words.trim()) this.#board.words(words)
  }

  async #fetched() {
    return (this.#clipboard ??= await this.#board.clipboard())
  }

  #wanted() {
    return wanted(() => this.#fetched(), this.#board.surface)
  }
}

/** Whether it is about the plane, not about a field on it. @param {HTMLElement} surface @param {Event} event */
function isHere(surface, { target }) {
  const here = target === document.body || (target instanceof Node && surface.contains(target))
  return here && !(target instanceof Element && target.closest("input, textarea, dialog"))
}
