/**
 * Handles around the one thing that is chosen, as far as it has a size of its own. They are for pointers: the menu
 * makes it larger and smaller as well.
 */
import { t } from "../../seldom.js"
import { perform } from "../gesture.js"
import { SIZED, mayMove } from "./rights.js"
import { HANDLES, resized, stepped } from "./sizes.js"

/** @typedef {import("./view.js").Box} Box */
/** @typedef {import("../reducer.js").Element} Note */
/**
 * @typedef {{ layer: HTMLElement, desk: import("../gesture.js").Desk, scene: import("./scene.js").Scene, plane: import("./plane.js").Plane, camera: import("./camera.js").Camera,
 *   selection: import("./selection.js").Selection, busy: () => boolean }} Board
 */

/** What keeps its proportions. */
const EVEN = ["note", "image"]

export class Handles {
  #board
  #place

  /** @param {Board} board @param {AbortSignal} signal */
  constructor(board, signal) {
    this.#board = board
    this.#place = document.createElement("div")
    this.#place.className = "cv-handles"
    this.#place.setAttribute("aria-hidden", "true")
    this.#place.hidden = true
    for (const handle of Object.keys(HANDLES)) this.#place.append(Object.assign(document.createElement("span"), { className: `cv-handle cv-at-${handle}` }))
    for (const [index, handle] of Object.keys(HANDLES).entries()) /** @type {HTMLElement} */ (this.#place.children[index]).dataset.handle = handle
    board.layer.append(this.#place)
    board.selection.addEventListener("change", () => this.draw(), { signal })
    board.plane.addEventListener("drawn", () => this.draw(), { signal })
    board.plane.addEventListener("carried", () => this.draw(), { signal })
    signal.addEventListener("abort", () => this.#place.remove())
  }

  /** Lay them around what is chosen. */
  draw() {
    const { scene, plane, busy } = this.#board
    const note = this.#note
    const box = note && scene.box(note.id)
    this.#place.hidden = !box || busy() || plane.holding
    if (box && !this.#place.hidden) this.#lay(box)
  }

  /** Take one in the hand. @param {string} handle @param {PointerEvent} from @returns {import("./hands.js").Way | null} */
  take(handle, from) {
    const { desk, scene, plane, camera } = this.#board
    const note = this.#note
    const box = note && scene.box(note.id)
    if (!note || !box) return null
    const start = camera.on(from)
    let now = box
    plane.hold([note.id])
    const done = () => {
      plane.release()
      this.draw()
    }
    return {
      move: (event) => {
        const at = camera.on(event)
        const even = EVEN.includes(note.type) !== event.shiftKey
        now = resized(box, handle, { x: at.x - start.x, y: at.y - start.y }, { even, centred: event.altKey })
        plane.stretch(note.id, now)
        this.#place.hidden = false
        this.#lay(now)
      },
      end: () => void resize(desk, note, now).finally(done),
      cancel: done,
    }
  }

  /** Make these larger or smaller by a step, or only wider or higher. @param {string[]} ids @param {1 | -1 | string} way a string: how far its edges go to the end and down */
  async step(ids, way) {
    const { desk, scene } = this.#board
    const to = typeof way === "string" ? way.split(",").map(Number) : way
    const ops = ids.flatMap((id) => scene.living(id) ?? []).filter(({ type }) => SIZED.includes(type)).map((note) => sizing(note, stepped([note.x, note.y, note.x + note.w, note.y + note.h], to)))
    await perform(desk, ops, to === 1 ? t("Made larger.") : to === -1 ? t("Made smaller.") : t("Size changed."))
  }

  /** The one thing that is chosen, if it may be sized. @returns {Note | undefined} */
  get #note() {
    const { selection: { chosen }, scene, desk } = this.#board
    const note = chosen.size === 1 ? scene.living([...chosen][0] ?? "") : undefined
    return note && SIZED.includes(note.type) && mayMove(desk, note) ? note : undefined
  }

  /** @param {Box} box */
  #lay([left, top, right, bottom]) {
    Object.assign(this.#place.style, { left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px` })
  }
}

/** @param {import("../gesture.js").Desk} desk @param {Note} note @param {Box} box */
async function resize(desk, note, box) {
  if (note.x === box[0] && note.y === box[1] && note.x + note.w === box[2] && note.y + note.h === box[3]) return
  await perform(desk, [sizing(note, box)], t("Size changed."))
}

/** @param {Note} note @param {Box} box @returns {import("../gesture.js").Op} */
const sizing = ({ id }, [left, top, right, bottom]) => ({ k: "el.set", id, p: { x: left, y: top, w: right - left, h: bottom - top } })
