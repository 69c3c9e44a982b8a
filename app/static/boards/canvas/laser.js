/** The laser: as long as it is pressed it leaves a trail that all see who are told where one points, and that is kept nowhere. */
import { t } from "../../seldom.js"

/** @typedef {import("./view.js").Point} Point */
/** @typedef {{ desk: import("../gesture.js").Desk, camera: import("./camera.js").Camera, presence: import("../presence.js").Presence, flashes: () => Promise<import("./flashes.js").Flashes> }} Board */

const OWN = "own"

export class Laser {
  #board
  #flashes

  /** @param {Board} board @param {PointerEvent} from */
  constructor(board, from) {
    this.#board = board
    this.#flashes = board.flashes()
    sayWhoSees(board)
    this.move(from)
  }

  /** @param {PointerEvent} event */
  move(event) {
    const { camera, presence } = this.#board
    const all = event.getCoalescedEvents?.() ?? []
    const points = (all.length ? all : [event]).map((each) => camera.on(each))
    for (const point of points) presence.trail(point)
    this.#do((flashes) => flashes.trail(OWN, points))
  }

  end() {
    this.#do((flashes) => flashes.lift(OWN))
  }

  cancel() {
    this.end()
  }

  /** @param {(flashes: import("./flashes.js").Flashes) => void} deed */
  #do(deed) {
    this.#flashes.then(deed, () => {})
  }
}

/** Where nobody sees it, that is said. @param {Pick<Board, "desk" | "presence">} board */
export function sayWhoSees({ desk, presence }) {
  if (desk.store.context.private) desk.own(t("While everybody writes alone nobody sees where others point."))
  else if (!presence.shown) desk.own(t("Your cursor is hidden from the others, and the laser with it."))
}
