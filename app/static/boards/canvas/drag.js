/** Something in the hand: shown where the pointer is, told where it would fall, laid down or given back. */
import { free } from "../reach.js"
import { EVERYONE } from "../reducer.js"
import { dropped, taken } from "./drop.js"
import { settle } from "./settling.js"

/** @typedef {import("./view.js").Point} Point */
/** @typedef {import("../gesture.js").Desk} Desk */
/** @typedef {{ desk: Desk, scene: import("./scene.js").Scene, plane: import("./plane.js").Plane, root: HTMLElement, camera: import("./camera.js").Camera }} Board */

const EDGE = 36
const SPEED = 14

export class Drag {
  #board
  #from
  #led
  #all
  /** @type {{ clientX: number, clientY: number }} */
  #pointer
  #on = true

  /** @param {Board} board @param {Iterable<string>} ids @param {{ clientX: number, clientY: number }} pointer where it was taken */
  constructor(board, ids, pointer) {
    this.#board = board
    this.#from = board.camera.on(pointer)
    this.#pointer = pointer
    const { led, all } = taken(board.scene, ids)
    this.#led = led
    this.#all = all
    board.plane.hold(all)
    this.#edge()
  }

  /** @param {{ clientX: number, clientY: number }} pointer */
  move(pointer) {
    this.#pointer = pointer
    this.#board.plane.carry(this.#by)
    this.#aim()
  }

  async end() {
    const { desk, scene, plane, camera } = this.#board
    this.#end()
    try {
      await settle(desk, scene, dropped(scene, this.#led, this.#by, camera.on(this.#pointer), this.#all))
    } finally {
      plane.release()
    }
  }

  /** Everything goes back to where it lay. */
  cancel() {
    this.#end()
    this.#board.plane.release()
  }

  get #by() {
    const { x, y } = this.#board.camera.on(this.#pointer)
    return { x: x - this.#from.x, y: y - this.#from.y }
  }

  #end() {
    this.#on = false
    for (const place of this.#board.root.querySelectorAll("[data-aim]")) place.removeAttribute("data-aim")
  }

  /** Show what it would fall into. */
  #aim() {
    const { root, scene, camera, plane } = this.#board
    const [first] = this.#led
    const at = camera.on(this.#pointer)
    const group = first && scene.groupAt(at, this.#all)
    const joins = group && first && scene.mayJoin(first, group)
    const zone = joins ? null : scene.zoneAt(at)
    const aim = joins ? plane.item(group) : [...root.querySelectorAll("[data-zone]")].find((each) => /** @type {HTMLElement} */ (each).dataset.zone === zone)
    for (const place of root.querySelectorAll("[data-aim]")) if (place !== aim) place.removeAttribute("data-aim")
    // The zone it lies in already needs no telling.
    if (aim && (joins || first?.zone !== zone)) aim.setAttribute("data-aim", "")
    else aim?.removeAttribute("data-aim")
  }

  /** At the edge of the screen the board comes along. */
  #edge() {
    if (!this.#on) return
    const { camera } = this.#board
    const { x, y } = camera.at(this.#pointer)
    const push = (/** @type {number} */ at, /** @type {number} */ room) => (at < EDGE ? SPEED : at > room - EDGE ? -SPEED : 0)
    const [dx, dy] = [push(x, camera.size.width), push(y, camera.size.height)]
    if (dx || dy) {
      camera.pan(dx, dy)
      this.move(this.#pointer)
    }
    requestAnimationFrame(() => this.#edge())
  }
}

/** Whether somebody may move this. @param {Desk} desk @param {import("../reducer.js").Element | undefined} note */
export function mayMove({ store: { context } }, note) {
  if (!note) return false
  return free(context, note, "change-own", "arrange-others") && (note.audience === EVERYONE || note.audience === context.seat)
}
