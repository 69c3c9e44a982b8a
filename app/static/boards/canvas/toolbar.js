/** The tools beside the plane, the zoom, the panel with its zones, and the help. */
import { number } from "../../later.js"
import { part } from "../note.js"
import { redo, undo } from "../undo.js"
import { around } from "./grid.js"

/** @typedef {{ root: HTMLElement, surface: HTMLElement, desk: import("../gesture.js").Desk, scene: import("./scene.js").Scene, camera: import("./camera.js").Camera,
 *   selection: import("./selection.js").Selection, note: () => void, group: () => void, image: () => void }} Board */

const LETTERS = "baraza.letters"
const UPPER = 0.6

export class Tools {
  /** @type {string} */
  tool = "select"
  #board

  /** @param {Board} board @param {AbortSignal} signal */
  constructor(board, signal) {
    this.#board = board
    const { root, camera, desk } = board
    root.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("[data-do], [data-look], [data-go]") : null
      if (!(button instanceof HTMLElement)) return
      if (button.dataset.do) this.act(button.dataset.do)
      if (button.dataset.look) this.act(button.dataset.look)
      if (button.dataset.go) this.#go(button.dataset.go)
    }, { signal })
    const letters = /** @type {HTMLInputElement} */ (part(root, "[data-letters]"))
    letters.checked = this.letters
    letters.addEventListener("change", () => keep(letters.checked ? "on" : "off"), { signal })
    camera.addEventListener("move", () => (part(root, "[data-zoom]").textContent = `${number(Math.round(camera.view.zoom * 100))} %`), { signal })
    desk.past.addEventListener("change", () => this.permit(), { signal })
    if (!matchMedia("(min-width: 60rem)").matches) this.#fold(true)
    this.permit()
  }

  /** Whether single letters are keys: a setting of this device. */
  get letters() {
    try {
      return localStorage.getItem(LETTERS) !== "off"
    } catch {
      return true
    }
  }

  /** @param {string} tool */
  use(tool) {
    const { root, surface } = this.#board
    this.tool = tool
    surface.dataset.tool = tool
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-do][aria-pressed]"))) button.setAttribute("aria-pressed", String(button.dataset.do === tool))
  }

  /** @param {string} deed */
  act(deed) {
    const { root, desk, camera, scene, selection } = this.#board
    switch (deed) {
      case "select": case "hand": return this.use(deed)
      case "note": return this.#board.note()
      case "group": return this.#board.group()
      case "image": return this.#board.image()
      case "undo": return void undo(desk).then(() => (part(root, "[data-toast]").hidden = true))
      case "redo": return void redo(desk)
      case "closer": return camera.closer()
      case "further": return camera.further()
      case "fit": return camera.fit()
      case "fit-chosen": {
        const box = around(scene.boxes(selection.meant))
        return box ? camera.fit(box, { air: 80 }) : undefined
      }
      case "help": return /** @type {HTMLDialogElement} */ (part(root, "[data-help]")).showModal()
      case "panel": return this.#fold()
    }
  }

  /** What may be done just now. */
  permit() {
    const { root, desk: { past, store } } = this.#board
    for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (root.querySelectorAll("[data-needs=add]"))) button.disabled = Boolean(store.context.rights.add)
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
    camera.fit(all ? [Math.min(left, all[0]), Math.min(top, all[1]), all[2] + 20, all[3] + 20] : [left, top, right, Math.min(bottom, top + (right - left) * UPPER)])
    if (!matchMedia("(min-width: 60rem)").matches) this.#fold(true)
  }

  /** @param {boolean} [folded] */
  #fold(folded) {
    const stage = /** @type {HTMLElement} */ (part(this.#board.root, "[data-panel]").parentElement)
    const now = stage.toggleAttribute("data-folded", folded)
    part(this.#board.root, "[data-do=panel]").setAttribute("aria-expanded", String(!now))
  }
}

/** @param {string} word */
function keep(word) {
  try {
    localStorage.setItem(LETTERS, word)
  } catch {
    // It counts as long as the page is there.
  }
}
