/** Pointers that press and do not move: choose, write, draw, open; and what they mean. */

/** @typedef {import("./hands.js").Board} Board */

const TWICE = { time: 320, apart: 24 }
/** Milliseconds within which a system takes two presses of a mouse for one of both. */
const DOUBLE = 600

export class Taps {
  /** @type {PointerEvent | null} */
  #last = null
  #board

  /** @param {Board} board */
  constructor(board) {
    this.#board = board
  }

  /** @param {PointerEvent} event @param {string | null} id what it went down on @param {string} kind what it would have done */
  tap(event, id, kind) {
    const { camera, plane, selection, surface, tool, write, tapped, drawing, keep, taken } = this.#board
    if (event.button === 2) return
    if (isLaying(surface)) return write(camera.on(event))
    // The second press of two, whose first took the tool, draws nothing: it keeps the tool in the hand.
    if (kind === "draw" && isTwice(taken(), event)) return keep()
    if (kind === "draw") return void drawing()?.then((ready) => ready.press(tool(), event), () => {})
    if (tool() === "note") return write(camera.on(event))
    if (this.#again(event)) return this.twice(event)
    if (id === null) {
      if (kind === "push" && tool() !== "hand") selection.choose([])
      return tapped()
    }
    if (event.shiftKey || event.ctrlKey || event.metaKey || "several" in surface.dataset) selection.toggle(id)
    else selection.choose([id])
    selection.go(id)
    plane.item(id)?.focus({ preventScroll: true })
  }

  /** Open what is there, or write where nothing is. @param {MouseEvent} event */
  twice(event) {
    // The first press of two took hold of something else: a zone's title, which brought the zone closer.
    if (isTwice(this.#board.taken(), event, DOUBLE)) return
    const id = this.idOf(event)
    if (id) this.#board.open(id)
    else this.#board.write(this.#board.camera.on(event))
  }

  /** What is under a pointer: its paper or line, or on a crowded board whatever is painted there. @param {MouseEvent} event @returns {string | null} */
  idOf(event) {
    const id = idOf(event)
    if (id !== null) return id
    // A handle is part of what it lies around.
    if (event.target instanceof Element && event.target.closest("[data-handle]")) return [...this.#board.selection.chosen][0] ?? null
    const { plane, scene, camera } = this.#board
    return plane.crowded ? (scene.under(camera.on(event))[0] ?? null) : null
  }

  /** Whether a finger tapped here just before; a mouse says so itself, and a third tap is a first one. @param {PointerEvent} event */
  #again(event) {
    const twice = event.pointerType !== "mouse" && isTwice(this.#last, event)
    this.#last = twice ? null : event
    return twice
  }
}

/** Whether a press follows another one at once and in the same place. @param {MouseEvent | null} before @param {MouseEvent} now @param {number} [within] milliseconds */
const isTwice = (before, now, within = TWICE.time) => before !== null && now.timeStamp - before.timeStamp < within && Math.hypot(now.clientX - before.clientX, now.clientY - before.clientY) < TWICE.apart

/** Whether something was picked up, and a press says where it goes. @param {HTMLElement} surface */
export const isLaying = (surface) => surface.dataset.laying !== undefined

/** What is drawn under a pointer; one that was taken hold of says nothing of what it is over by now. @param {MouseEvent} event @returns {string | null} */
export function idOf({ clientX, clientY, target, type }) {
  const over = type === "pointermove" ? document.elementFromPoint(clientX, clientY) : target
  const item = over instanceof Element ? over.closest("[data-note], [data-line]") : null
  return item instanceof HTMLElement || item instanceof SVGElement ? (item.dataset.note ?? item.dataset.line ?? null) : null
}
