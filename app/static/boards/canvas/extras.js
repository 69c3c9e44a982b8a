/** What is seldom asked for on the plane, fetched when it is: reactions, the laser, the grid, the map, the regions of the page, the keys. */
import { wanted } from "../../lazy.js"
import { t } from "../../seldom.js"
import { parts } from "../menus.js"
import { Flashes } from "./flashes.js"
import { keep } from "./habits.js"
import { part } from "../note.js"
import { openHelp } from "./help.js"
import { Laser, sayWhoSees } from "./laser.js"
import { goOn } from "./regions.js"
import { Reactions } from "./reactions.js"

/**
 * @typedef {{ root: HTMLElement, surface: HTMLElement, layer: HTMLElement, desk: import("../gesture.js").Desk, scene: import("./scene.js").Scene, camera: import("./camera.js").Camera,
 *   selection: import("./selection.js").Selection, presence: import("../presence.js").Presence }} Board
 */

export class Extras {
  #board
  #reactions
  #flashes
  /** @type {AbortController | null} */
  #choosing = null

  /** @param {Board} board */
  constructor(board) {
    this.#flashes = new Flashes(board.layer, board.camera)
    this.#board = { ...board, flashes: () => Promise.resolve(this.#flashes) }
    this.#reactions = new Reactions(this.#board)
  }

  /** @param {string} deed */
  act(deed) {
    const { root, surface, desk } = this.#board
    switch (deed) {
      case "stuck": {
        desk.own("")
        return desk.fail(desk.store.context.rights.lock ? t("It is locked: it stays where it is until a facilitator unlocks it.") : t("It is locked: Ctrl+Shift+L unlocks it."))
      }
      case "several": return this.#several()
      case "tidy": return void wanted(() => import("./tidy_asking.js"), root).then(({ tidy }) => tidy(this.#board))
      case "sort": return void wanted(() => import("./tidy_asking.js"), root).then(({ tidy }) => tidy(this.#board, { order: "votes" }))
      case "reactions": return this.#reactions.turn()
      case "help": return void wanted(() => parts(root), root).then(() => openHelp(root, (each) => this.act(each)))
      case "next-region": return goOn(root, 1)
      case "region-before": return goOn(root, -1)
      case "map": {
        const away = surface.toggleAttribute("data-mapless")
        keep("map", away ? "off" : "on")
        return desk.own(away ? t("The small map is hidden.") : t("The small map is shown."))
      }
      case "hues": return keep("hues", surface.toggleAttribute("data-hues") ? "on" : "off")
      case "grid": {
        const shown = surface.toggleAttribute("data-grid")
        keep("grid", shown ? "on" : "off")
        return desk.own(shown ? t("The grid is shown, and things go in line with it.") : t("The grid is hidden."))
      }
    }
  }

  /** Fingers choose one thing after another, until that is pressed again or nothing is chosen any more. */
  #several() {
    const { root, surface, desk, selection } = this.#board
    const on = surface.toggleAttribute("data-several")
    part(root, "[data-do=several]").setAttribute("aria-pressed", String(on))
    this.#choosing?.abort()
    this.#choosing = null
    if (!on) return
    this.#choosing = new AbortController()
    selection.addEventListener("change", () => selection.chosen.size || this.#several(), { signal: this.#choosing.signal })
    desk.own(t("Tap all that should be chosen."))
  }

  /** @param {PointerEvent} from */
  laser(from) {
    return new Laser(this.#board, from)
  }

  /** With keys the laser goes once along here. @param {import("./view.js").Point[]} points */
  ring(points) {
    sayWhoSees(this.#board)
    for (const point of points) this.#board.presence.trail(point)
    this.#flashes.trail("own", points)
    this.#flashes.lift("own")
  }

  /** What others let one see for a moment. @param {{ trails: number[][], feelings: [feeling: string, x: number, y: number][] }} flash */
  show({ trails, feelings }) {
    for (const [number = 0, ...places] of trails) {
      const points = places.flatMap((x, index) => (index % 2 ? [] : [{ x, y: places[index + 1] ?? 0 }]))
      this.#flashes.trail(String(number), points)
    }
    for (const felt of feelings) if (!this.#reactions.isOwn(felt)) this.#flashes.feel(felt[0], { x: felt[1], y: felt[2] })
  }
}
