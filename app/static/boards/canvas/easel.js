/** What draws with the tool in the hand: fetched when the first thing is drawn. The field of a text opens without it. */
import { awaited, wanted } from "../../lazy.js"
import { hearAhead, writeOn } from "../typed_ahead.js"
import { idOf } from "./taps.js"
import { sizeFor } from "./usual.js"

/** What keys do in another way than pointers. */
const STROKES = ["pen", "eraser", "laser"]
/** What people write in or name as soon as it is there. */
const OUTLINES = ["rectangle", "oval", "frame"]

/** @typedef {import("./view.js").Point} Point */
/**
 * @typedef {{ root: HTMLElement, layer: HTMLElement, desk: import("../gesture.js").Desk, scene: import("./scene.js").Scene, plane: import("./plane.js").Plane,
 *   camera: import("./camera.js").Camera, selection: import("./selection.js").Selection, writer: import("./write.js").Writer,
 *   errands: import("./errands.js").Errands, extras: () => Promise<import("./extras.js").Extras>, tools: () => import("./toolbar.js").Tools }} Board
 */

export class Easel {
  /** @type {Promise<import("./drawing.js").Drawing> | null} */
  #drawing = null
  /** What is typed for the first outline, while what draws it is on its way. @type {ReturnType<typeof hearAhead> | null} */
  #ahead = null
  #board

  /** @param {Board} board */
  constructor(board) {
    this.#board = board
  }

  /** What draws, on its way or here; null with a tool that does not draw. @returns {Promise<Pick<import("./drawing.js").Drawing, "begin" | "press">> | null} */
  get drawing() {
    const { tools, extras } = this.#board
    if (!tools().draws) return null
    if (tools().tool === "text") return Promise.resolve({ begin: (_tool, from) => ({ move: () => {}, end: () => this.#write(from) }), press: async (_tool, event) => this.#write(event) })
    if (tools().tool === "laser") return extras().then((ready) => ({ begin: (_tool, from) => ready.laser(from), press: async () => {} }))
    return this.#drawer
  }

  get #drawer() {
    const { root, tools, errands } = this.#board
    if (!this.#drawing && OUTLINES.includes(tools().tool)) this.#ahead = hearAhead()
    return (this.#drawing ??= awaited(() => import("./drawing.js"), root).then(({ Drawing }) => new Drawing({ ...this.#board, idOf, may: (at) => errands.mayAdd(at), spent: () => tools().done(), made: (id) => void this.#made(id) })))
  }

  /** Put something of the usual size beside these. @param {string} tool @param {string[]} ids */
  put(tool, ids) {
    const { root, errands, selection, tools } = this.#board
    const at = errands.placeBeside(ids)
    if (tool === "text") this.#writeAround(at)
    // Whoever has let go of the tool meanwhile draws nothing.
    else if (STROKES.includes(tool)) void wanted(() => import("./by_keys.js"), root).then(({ stroke }) => tools().tool === tool && stroke(this.#board, tool, at))
    else if (errands.mayAdd(at)) void this.#drawer.then((drawing) => drawing.put(tool, at, selection.at))
  }

  /** Open the field of a text there; letters typed before it is open would be keys. @param {MouseEvent} event */
  #write(event) {
    this.#writeAt(this.#board.camera.on(event))
  }

  /** @param {Point} middle */
  #writeAround({ x, y }) {
    const { width, height } = sizeFor(this.#board.scene, "text")
    this.#writeAt({ x: x - width / 2, y: y - height / 2 })
  }

  /** @param {Point} at its upper left corner */
  #writeAt(at) {
    const { errands, tools, writer } = this.#board
    if (!errands.mayAdd(at)) return
    tools().done()
    void writer.text(at)
  }

  /** Nothing is begun any more. */
  drop() {
    void this.#drawing?.then((drawing) => drawing.drop())
  }

  /** Something was drawn: it is chosen, and a frame is given its title, as is what somebody types for already; a pen goes on. @param {string} id */
  async #made(id) {
    const { scene, selection, plane, writer } = this.#board
    const type = scene.living(id)?.type
    const words = this.#ahead?.handOver() ?? ""
    this.#ahead = null
    if (!type || type === "ink") return
    selection.choose([id])
    plane.focus(id)
    if (type !== "frame" && !words) return
    await writer.edit(id)
    writeOn(words)
  }
}
