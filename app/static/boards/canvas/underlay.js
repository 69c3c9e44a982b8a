/** What is drawn and is no paper lies under the papers; what draws it is fetched with the first of it. */
import { loaded } from "../../lazy.js"

const DRAWN = new Set(["connector", "ink", "comment"])

export class Underlay {
  /** @type {Promise<import("./drawings.js").Drawings> | null} */
  #drawings = null
  #board

  /** @param {import("./drawings.js").Board} board @param {EventTarget} plane says what is in the hand @param {AbortSignal} signal */
  constructor(board, plane, signal) {
    this.#board = board
    plane.addEventListener("carried", (event) => {
      const { detail } = /** @type {CustomEvent<import("./scene.js").Shift | null>} */ (event)
      void this.#drawings?.then((drawings) => drawings.carry(detail))
    }, { signal })
  }

  /** These may look different. @param {Iterable<string>} touched */
  take(touched) {
    const { elements } = this.#board.scene
    const ids = [...touched]
    if (!this.#drawings && !ids.some((id) => DRAWN.has(elements.get(id)?.type ?? ""))) return
    this.#drawings ??= loaded(() => import("./drawings.js")).then(({ Drawings }) => new Drawings(this.#board))
    void this.#drawings.then((drawings) => drawings.take(ids))
  }
}
