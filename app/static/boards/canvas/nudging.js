/**
 * Arrow keys move what is chosen: shown with each press and each repeat of a key that is held, and done as one deed once
 * all of them are let go. Computed from where things lay at the beginning, so that no step is lost.
 */
import { taken } from "./drop.js"
import { nudge } from "./settling.js"

/** @typedef {import("../reducer.js").Element} Note */

/** Milliseconds without a repeat after which a key is taken to be let go: where another window has the keyboard nobody tells. */
const LET_GO = 2_500

export class Nudging {
  /** @type {{ led: readonly Note[], dx: number, dy: number } | null} */
  #held = null
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer
  #desk
  #scene
  #selection

  /** @param {{ desk: import("../gesture.js").Desk, scene: import("./scene.js").Scene, selection: import("./selection.js").Selection }} board @param {AbortSignal} signal */
  constructor({ desk, scene, selection }, signal) {
    this.#desk = desk
    this.#scene = scene
    this.#selection = selection
    const end = () => this.end()
    for (const name of ["keyup", "pointerdown", "visibilitychange"]) document.addEventListener(name, end, { signal, capture: true })
    for (const name of ["blur", "pagehide"]) globalThis.addEventListener(name, end, { signal })
    signal.addEventListener("abort", end)
  }

  /** Move what is chosen, with what it takes along. @param {number} dx @param {number} dy */
  by(dx, dy) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.end(), LET_GO)
    this.#held ??= { led: taken(this.#scene, this.#selection.chosen).led, dx: 0, dy: 0 }
    this.#held.dx += dx
    this.#held.dy += dy
    const { led: first, dx: across, dy: down } = this.#held
    this.#desk.store.tentative(first.map(({ id, zone, parent, z, x, y }) => ({ k: "el.move", id, ...(parent !== null && { parent }), zone, z, x: Math.max(0, x + across), y: Math.max(0, y + down) })))
  }

  /** Do it, as one deed. */
  end() {
    clearTimeout(this.#timer)
    if (!this.#held) return
    const { led, dx, dy } = this.#held
    this.#held = null
    this.#desk.store.tentative([])
    // Why it could not be kept is said by then.
    if (dx || dy) void nudge(this.#desk, this.#scene, led, dx, dy).catch(() => {})
  }
}
