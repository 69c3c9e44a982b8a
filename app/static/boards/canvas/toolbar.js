/** The tools beside the plane, the zoom, the panel with its zones, and the help. */
import { percent, t } from "../../later.js"
import { loaded, wanted } from "../../lazy.js"
import { part } from "../note.js"
import { undoing } from "../past.js"
import { around } from "./grid.js"
import { habit } from "./habits.js"

/** @typedef {{ root: HTMLElement, surface: HTMLElement, desk: import("../gesture.js").Desk, scene: import("./scene.js").Scene, camera: import("./camera.js").Camera,
 *   selection: import("./selection.js").Selection, note: (how?: { quick: boolean }) => void, group: () => void, image: () => void, paste: () => void, find: () => void, takeBack: () => Promise<void>, command: () => void, put: (tool: string) => void, extra: (deed: string) => void, dropped: () => void }} Board */

const UPPER = 0.6
const GAP = 8

/** What draws: with it a press does not choose. */
const DRAWS = ["text", "rectangle", "oval", "frame", "arrow", "line", "pen", "eraser", "laser"]
/** What stays in the hand until another tool is taken. */
const STAYS = ["pen", "eraser", "laser"]
/** Narrower, tools lie below the plane. */
const WIDE = "(min-width: 60rem)"

export class Tools {
  /** @type {string} */
  tool = "select"
  /** Whether the tool stays in the hand when it has drawn something. */
  #stays = false
  #board

  /** @param {Board} board @param {AbortSignal} signal */
  constructor(board, signal) {
    this.#board = board
    const { root, surface, camera, desk } = board
    root.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("[data-do], [data-look], [data-go], [data-approach]") : null
      // On the plane a press with a tool in the hand is the tool's.
      if (!(button instanceof HTMLElement) || (button.dataset.approach && this.tool !== "select")) return
      if (button.dataset.do) this.act(button.dataset.do)
      this.taken = event
      if (button.dataset.look) this.act(button.dataset.look)
      const zone = button.dataset.go ?? button.dataset.approach
      if (zone) this.#go(zone)
    }, { signal })
    part(root, "[data-drawers]").addEventListener("toggle", () => this.#place(), { signal })
    for (const bar of root.querySelectorAll("[role=toolbar]")) bar.addEventListener("focusin", () => void loaded(() => import("./roving.js")).then(({ rove }) => rove(/** @type {HTMLElement} */ (bar))), { signal, once: true })
    let shown = 0
    camera.addEventListener("move", () => {
      const zoom = Math.round(camera.view.zoom * 100)
      if (shown !== zoom) part(root, "[data-zoom]").textContent = percent(zoom / 100)
      shown = zoom
    }, { signal })
    desk.past.addEventListener("change", () => this.permit(), { signal })
    surface.toggleAttribute("data-mapless", habit("map") === "off")
    for (const name of ["grid", "hues"]) surface.toggleAttribute(`data-${name}`, habit(name) === "on")
    if (!matchMedia(WIDE).matches) this.#fold(true)
    this.permit()
  }

  /** Whether single letters are keys: a setting of this device. */
  get letters() {
    return habit("letters") !== "off"
  }

  /** Whether the tool draws. */
  get draws() {
    return DRAWS.includes(this.tool)
  }

  /** The press that took the tool, if one did. @type {MouseEvent | null} */
  taken = null

  /** Take a tool; the pen, and one that is taken again, stays in the hand. @param {string} tool */
  use(tool) {
    const { root, surface, dropped } = this.#board
    const stays = STAYS.includes(tool) || (tool === this.tool && this.draws)
    dropped()
    this.tool = tool
    this.#stays = stays
    surface.dataset.tool = tool
    surface.toggleAttribute("data-draws", this.draws)
    const drawers = /** @type {HTMLDetailsElement} */ (part(root, "[data-drawers]"))
    drawers.toggleAttribute("data-on", this.draws)
    if (drawers.open) drawers.open = false
    if (this.draws) surface.focus({ preventScroll: true })
    part(root, "[data-drawers]").toggleAttribute("data-stays", stays && !STAYS.includes(tool))
    if (stays && !STAYS.includes(tool)) this.#board.desk.own(t("The tool stays in the hand until you take another one."))
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-do][aria-pressed]"))) button.setAttribute("aria-pressed", String(button.dataset.do === tool))
  }

  /** Something was drawn. */
  done() {
    if (!this.#stays) this.use("select")
  }

  /** @param {string} deed */
  act(deed) {
    const { root, desk, camera, scene, selection } = this.#board
    switch (deed) {
      case "select": case "hand": return this.use(deed)
      // Nobody needs to be allowed to write for it.
      case "laser": return this.use(deed)
      case "text": case "rectangle": case "oval": case "frame": case "arrow": case "line": case "pen": case "eraser":
        return desk.store.context.rights.add ? undefined : this.use(deed)
      case "put": return this.#board.put(this.tool)
      case "note": return this.#board.note()
      case "quick": return this.#board.note({ quick: true })
      case "group": return this.#board.group()
      case "image": return this.#board.image()
      case "paste": return this.#board.paste()
      case "find": return this.#board.find()
      case "command": return this.#board.command()
      case "undo": return void wanted(undoing, root).then(({ undo }) => undo(desk)).then(() => (part(root, "[data-toast]").hidden = true))
      case "take-back": return void this.#board.takeBack()
      case "redo": return void wanted(undoing, root).then(({ redo }) => redo(desk))
      case "closer": return camera.closer()
      case "further": return camera.further()
      case "fit": return camera.fit()
      case "fit-chosen": {
        const box = around(scene.boxes(selection.meant))
        return box ? camera.fit(box, { air: 80 }) : undefined
      }
      case "fit-zone": return this.#go(this.#zone())
      case "panel": return this.#fold()
      default: return this.#board.extra(deed)
    }
  }

  /** What may be done just now. */
  permit() {
    const { root, desk: { past, store } } = this.#board
    for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (root.querySelectorAll("button[data-needs=add]"))) button.disabled = Boolean(store.context.rights.add)
    if (this.draws && this.tool !== "laser" && store.context.rights.add) this.use("select")
    const able = { undo: past.done.length > 0, redo: past.undone.length > 0 }
    for (const [deed, may] of Object.entries(able)) {
      const button = /** @type {HTMLButtonElement} */ (part(root, `[data-tools] [data-do=${deed}]`))
      // Who has just used it up keeps the focus.
      if (button !== document.activeElement || may) button.disabled = !may
    }
  }

  /** Look at a zone: at what lies there, or at all of it. @param {string} zone */
  #go(zone) {
    const { scene, camera } = this.#board
    const ground = scene.grounds.find(({ id }) => id === zone)
    if (!ground) return
    const all = around(scene.boxes(scene.order.filter((id) => scene.living(id)?.zone === zone)))
    const [left, top, right, bottom] = ground.box
    // Where nothing lies yet the upper part is shown, in which one begins.
    camera.approach(all ? [Math.min(left, all[0]), Math.min(top, all[1]), all[2] + 20, all[3] + 20] : [left, top, right, Math.min(bottom, top + (right - left) * UPPER)])
    if (!matchMedia(WIDE).matches) this.#fold(true)
  }

  /** The zone of what the keys are at, else the one in the middle of what is seen. */
  #zone() {
    const { scene, selection, camera } = this.#board
    const [left, top, right, bottom] = camera.sight()
    const [x, y] = [(left + right) / 2, (top + bottom) / 2]
    const middle = [...scene.grounds].reverse().find(({ box }) => box[0] <= x && x <= box[2] && box[1] <= y && y <= box[3])
    return scene.living(selection.at ?? "")?.zone ?? middle?.id ?? ""
  }

  /** What opens lies beside the tools, or above them. */
  #place() {
    const drawers = /** @type {HTMLDetailsElement} */ (part(this.#board.root, "[data-drawers]"))
    const list = part(drawers, ".pop")
    if (!drawers.open) return
    const { left, right, top } = drawers.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = list
    const beside = document.dir === "rtl" ? left - width - GAP : right + GAP
    const at = matchMedia(WIDE).matches ? { x: beside, y: Math.min(top, innerHeight - height - GAP) } : { x: (left + right - width) / 2, y: top - height - GAP }
    Object.assign(list.style, { left: `${Math.max(GAP, Math.min(at.x, innerWidth - width - GAP))}px`, top: `${Math.max(GAP, at.y)}px` })
    part(list, "button").focus()
  }

  /** @param {boolean} [folded] */
  #fold(folded) {
    const stage = /** @type {HTMLElement} */ (part(this.#board.root, "[data-panel]").parentElement)
    const now = stage.toggleAttribute("data-folded", folded)
    part(this.#board.root, "[data-do=panel]").setAttribute("aria-expanded", String(!now))
  }
}
