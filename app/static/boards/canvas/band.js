/** A frame drawn over the plane: what lies in it is chosen, with what was chosen before. */

/** @typedef {{ root: HTMLElement, camera: import("./camera.js").Camera, scene: import("./scene.js").Scene, selection: import("./selection.js").Selection }} Board */

export class Band {
  #board
  #from
  #was
  #frame

  /** @param {Board} board @param {MouseEvent} from where it began */
  constructor(board, from) {
    this.#board = board
    this.#from = board.camera.on(from)
    this.#was = [...board.selection.chosen]
    this.#frame = /** @type {HTMLElement} */ (board.root.querySelector("[data-band]"))
  }

  /** @param {MouseEvent} event */
  move(event) {
    const { camera, scene, selection } = this.#board
    const one = this.#from
    const other = camera.on(event)
    /** @type {import("./view.js").Box} */
    const box = [Math.min(one.x, other.x), Math.min(one.y, other.y), Math.max(one.x, other.x), Math.max(one.y, other.y)]
    this.#frame.hidden = false
    Object.assign(this.#frame.style, { left: `${box[0]}px`, top: `${box[1]}px`, width: `${box[2] - box[0]}px`, height: `${box[3] - box[1]}px` })
    const inside = [...scene.grid.meeting(box)].filter((id) => this.#catches(id, box))
    selection.choose([...this.#was, ...inside])
  }

  /** Groups are chosen by their titles, frames and lines when all of them lie in it. @param {string} id @param {import("./view.js").Box} band */
  #catches(id, [left, top, right, bottom]) {
    const { scene } = this.#board
    const type = scene.living(id)?.type
    if (type === "group") return false
    if (type !== "frame" && type !== "connector" && type !== "ink") return true
    const [x, y, end, foot] = scene.box(id) ?? [left - 1, top, right, bottom]
    return left <= x && top <= y && end <= right && foot <= bottom
  }

  end() {
    this.#frame.hidden = true
  }

  cancel() {
    this.end()
    this.#board.selection.choose(this.#was)
  }
}
