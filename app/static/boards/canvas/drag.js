/** Something in the hand: shown where the pointer is, in line with others where it comes near, told where it would fall, laid down or given back. */
import { loaded, wanted } from "../../lazy.js"
import { t } from "../../seldom.js"
import { gap } from "../geometry.js"
import { part } from "../note.js"
import { dropped, isTied, lands, taken } from "./drop.js"
import { around } from "./grid.js"
import { Guides } from "./guides.js"
import { settle } from "./settling.js"
import { snapped } from "./snapping.js"

/** @typedef {import("./view.js").Point} Point */
/** @typedef {import("../gesture.js").Desk} Desk */
/** @typedef {{ desk: Desk, scene: import("./scene.js").Scene, plane: import("./plane.js").Plane, root: HTMLElement, layer: HTMLElement, camera: import("./camera.js").Camera, copied: (ids: string[]) => void, pair: (ids: string[]) => void }} Board */
/** @typedef {{ clientX: number, clientY: number, ctrlKey?: boolean, metaKey?: boolean, shiftKey?: boolean }} Pointer */

const EDGE = 36
const SPEED = 14
/** Pixels within which it goes in line by itself, and the most others it is laid in line with. */
const REACH = 6
const MOST = 200

const copying = () => import("./copying.js")

export class Drag {
  #board
  #from
  #led
  #all
  /** @type {Pointer} */
  #pointer
  #on = true
  #box
  #copy
  #guides
  #tip
  /** @type {Point} */
  #by = { x: 0, y: 0 }
  /** @type {import("./pairing.js").Pairing | null} */
  #pairing = null

  /** @param {Board} board @param {Iterable<string>} ids @param {Pointer} pointer where it was taken @param {{ copy?: boolean }} [how] `copy`: it stays, and a copy is laid down */
  constructor(board, ids, pointer, { copy = false } = {}) {
    this.#board = board
    this.#copy = copy
    this.#guides = new Guides(board.layer)
    this.#tip = part(board.root, "[data-tip]")
    this.#from = board.camera.on(pointer)
    this.#pointer = pointer
    const { led, all } = taken(board.scene, ids)
    this.#led = led
    this.#all = all
    this.#box = around(board.scene.boxes(led.map(({ id }) => id)))
    board.plane.hold(all)
    if (copy) void loaded(copying)
    else void loaded(() => import("./pairing.js")).then(({ Pairing }) => (this.#pairing = this.#on ? new Pairing(board, led, () => this.#on && this.#aim()) : null))
    this.#edge()
  }

  /** @param {Pointer} pointer */
  move(pointer) {
    this.#pointer = pointer
    const { by, guides } = this.#lined()
    this.#by = by
    this.#board.plane.carry(by)
    this.#guides.show(guides)
    this.#pairing?.move(pointer, this.#board.camera.on(pointer))
    this.#aim()
  }

  async end() {
    const { desk, scene, plane, camera, pair } = this.#board
    const other = this.#pairing?.with
    this.#end()
    try {
      if (other) pair([other, ...this.#led.map(({ id }) => id)])
      else if (this.#copy) await this.#lay(scene.groupAt(camera.on(this.#pointer), new Set()))
      else await settle(desk, scene, dropped(scene, this.#led, this.#by, camera.on(this.#pointer), this.#all))
    } finally {
      plane.release()
    }
  }

  /** Lay a copy down, in a group where it is dropped on one. @param {string | null} group */
  async #lay(group) {
    const { root, desk, scene, plane, copied } = this.#board
    // What it is copied from lies where it lay, however long that takes.
    plane.release()
    const { copyTo } = await wanted(copying, root)
    copied(await copyTo(desk, scene, this.#led.map(({ id }) => id), this.#by, { over: group }))
  }

  /** Everything goes back to where it lay. */
  cancel() {
    this.#end()
    this.#board.plane.release()
  }

  /** How far it is carried: Shift keeps it to one way, Ctrl lays it in line with nothing. */
  #lined() {
    const { scene, camera } = this.#board
    const at = camera.on(this.#pointer)
    const by = { x: at.x - this.#from.x, y: at.y - this.#from.y }
    const straight = this.#pointer.shiftKey ? (Math.abs(by.x) < Math.abs(by.y) ? "x" : "y") : null
    if (straight) by[straight] = 0
    const box = this.#box
    if (!box || this.#pointer.ctrlKey || this.#pointer.metaKey) return { by, guides: [] }
    // What is shown as a grid is what things go in line with.
    const step = this.#board.layer.parentElement?.hasAttribute("data-grid") ? gap(scene.size) : 0
    const on = (/** @type {number} */ from, /** @type {number} */ far) => Math.round((from + far) / step) * step - from
    if (step) return { by: { x: straight === "x" ? 0 : on(box[0], by.x), y: straight === "y" ? 0 : on(box[1], by.y) }, guides: [] }
    const others = [...scene.grid.meeting(camera.sight())].filter((id) => !this.#all.has(id) && !["connector", "ink"].includes(scene.living(id)?.type ?? ""))
    // Among very many everything is in line with something.
    if (others.length > MOST) return { by, guides: [] }
    const found = snapped([box[0] + by.x, box[1] + by.y, box[2] + by.x, box[3] + by.y], scene.boxes(others), REACH / camera.view.zoom)
    if (straight) found.by[straight] = 0
    return { by: { x: by.x + found.by.x, y: by.y + found.by.y }, guides: found.guides.filter(({ axis }) => axis !== straight) }
  }

  #end() {
    this.#on = false
    this.#pairing?.stop()
    this.#guides.show([])
    this.#tip.hidden = true
    for (const place of this.#board.root.querySelectorAll("[data-aim]")) place.removeAttribute("data-aim")
  }

  /** Show and say what it would fall into. */
  #aim() {
    const { root, scene, camera, plane } = this.#board
    const [first] = this.#led
    if (!first || isTied(first)) return
    if (this.#pairing?.with) {
      plane.item(this.#pairing.with)?.setAttribute("data-aim", "")
      return this.#tell(this.#pairing.says)
    }
    const { zone, parent } = lands(scene, first, this.#by, { group: scene.groupAt(camera.on(this.#pointer), this.#all), all: this.#all })
    // Where it lies already needs no telling.
    const joins = parent !== null && parent !== first.parent
    const aim = joins ? plane.item(parent) : zone === first.zone ? undefined : [...root.querySelectorAll("[data-zone]")].find((each) => /** @type {HTMLElement} */ (each).dataset.zone === zone)
    for (const place of root.querySelectorAll("[data-aim]")) if (place !== aim) place.removeAttribute("data-aim")
    aim?.setAttribute("data-aim", "")
    this.#tell(this.#says({ zone: zone === first.zone ? null : zone, into: joins ? parent : null, from: parent === null ? first.parent : null }))
  }

  /** @param {{ zone: string | null, into: string | null, from: string | null }} falls @returns {string} */
  #says({ zone, into, from }) {
    const { scene } = this.#board
    const above = scene.living(into ?? "")
    if (above?.type === "group") return t("Joins the group %(title)s", { title: apart(above.text) })
    if (above) return above.text ? t("Goes into the frame %(title)s", { title: apart(above.text) }) : t("Goes into the frame")
    const left = scene.living(from ?? "")
    if (zone !== null) return t("Goes to %(zone)s", { zone: apart(scene.grounds.find(({ id }) => id === zone)?.title ?? "") })
    return left?.type === "group" ? t("Leaves its group") : left ? t("Leaves its frame") : this.#copy ? t("A copy") : ""
  }

  /** @param {string} words */
  #tell(words) {
    const { x, y } = this.#board.camera.at(this.#pointer)
    if (this.#tip.textContent !== words) this.#tip.textContent = words
    this.#tip.hidden = !words
    this.#tip.style.left = `${x}px`
    this.#tip.style.top = `${y}px`
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

/** Somebody's words within a sentence of ours, so that neither turns the other around. @param {string} words */
const apart = (words) => `\u2068${words}\u2069`
