/** The eraser: whole strokes it comes over are dimmed, and gone when it is lifted, as far as one may delete them. */
import { nt, t } from "../../seldom.js"
import { perform } from "../gesture.js"
import { free } from "../reach.js"
import { crossed } from "./crossing.js"

/** @typedef {import("./view.js").Point} Point */
/** @typedef {{ root: HTMLElement, desk: import("../gesture.js").Desk, scene: import("./scene.js").Scene, camera: import("./camera.js").Camera }} Board */

/** Pixels around its middle that it takes. */
const REACH = 8

export class Rubbing {
  /** @type {Set<string>} */
  #rubbed = new Set()
  /** Whether it came over strokes that stay. */
  #stays = false
  #board
  #at

  /** @param {Board} board @param {PointerEvent} from */
  constructor(board, from) {
    this.#board = board
    this.#at = board.camera.on(from)
    this.move(from)
  }

  /** @param {PointerEvent} event */
  move(event) {
    const { desk, scene, camera } = this.#board
    const [from, to] = [this.#at, camera.on(event)]
    this.#at = to
    for (const id of crossed(scene, from, to, REACH / camera.view.zoom)) {
      const ink = scene.living(id)
      if (!ink || this.#rubbed.has(id)) continue
      if (!free(desk.store.context, ink, "delete-own", "delete-others")) this.#stays = true
      else this.#dim(id)
    }
  }

  async end() {
    const { desk, scene } = this.#board
    const ids = [...this.#rubbed].filter((id) => scene.living(id))
    if (ids.length) await perform(desk, [{ k: "el.del", ids }], nt("%(n)s stroke rubbed out.", "%(n)s strokes rubbed out.", ids.length))
    else if (this.#stays) desk.own(t("This stroke stays: you may not delete it."))
    this.#clear()
  }

  cancel() {
    this.#clear()
  }

  /** @param {string} id */
  #dim(id) {
    this.#rubbed.add(id)
    this.#stroke(id)?.classList.add("cv-rubbed")
  }

  #clear() {
    for (const id of this.#rubbed) this.#stroke(id)?.classList.remove("cv-rubbed")
    this.#rubbed.clear()
  }

  /** @param {string} id */
  #stroke(id) {
    return this.#board.root.querySelector(`[data-line="${CSS.escape(id)}"]`)
  }
}
