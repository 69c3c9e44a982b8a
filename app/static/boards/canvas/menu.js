/** What may be done with what is chosen: a bar beside it, and a menu with everything, for every hand and key. */
import { wanted } from "../../lazy.js"
import { inOrder } from "../adding.js"
import { askedOf } from "../answers.js"
import { colour, fold, hide, lock, merge, remove, share, show, unlock } from "../deeds.js"
import { part } from "../note.js"
import { followShared } from "../returned.js"
import { around } from "./grid.js"
import { mayArrange, mayDo } from "./rights.js"

/** @typedef {import("../reducer.js").Element} Note */
/** @typedef {import("./view.js").Point} Point */
/**
 * @typedef {{ root: HTMLElement, desk: import("../gesture.js").Desk, scene: import("./scene.js").Scene, plane: import("./plane.js").Plane,
 *   camera: import("./camera.js").Camera, selection: import("./selection.js").Selection, facilitates: boolean,
 *   write: (id: string) => void, comment: (id: string) => void, ask: (id: string, what: "tongue" | "answer") => void, connect: (id: string) => void, copy: (ids: string[]) => void, pass: (deed: "copy" | "cut") => void, step: (ids: string[], way: 1 | -1 | string) => void, stuck: (ids: string[]) => void, group: (ids: string[]) => void, move: (ids: string[]) => void, deleted: () => void, busy: () => boolean,
 *   leads: (id: string) => string | null | undefined }} Board
 */

const BAR = { air: 10, height: 40 }

const lining = (/** @type {HTMLElement} */ root) => wanted(() => import("./lining.js"), root)

export class Menu {
  #board
  #bar
  #menu
  /** @type {Element | null} */
  #from = null

  /** @param {Board} board @param {AbortSignal} signal */
  constructor(board, signal) {
    this.#board = board
    this.#bar = part(board.root, "[data-bar]")
    this.#menu = part(board.root, "[data-menu]")
    for (const place of [this.#bar, this.#menu]) {
      place.addEventListener("click", (event) => {
        const button = event.target instanceof Element ? event.target.closest("[data-act]") : null
        if (button instanceof HTMLElement) this.act(button.dataset.act ?? "", button.dataset.colour)
      }, { signal })
    }
    this.#menu.addEventListener("keydown", (event) => this.#key(event), { signal })
    document.addEventListener("pointerdown", (event) => {
      if (event.target instanceof Node && !this.#menu.contains(event.target) && !this.#bar.contains(event.target)) this.#shut()
    }, { signal })
    board.camera.addEventListener("move", () => this.draw(), { signal })
    board.plane.addEventListener("drawn", () => this.draw(), { signal })
    board.selection.addEventListener("change", () => this.draw(), { signal })
  }

  /** Lay the bar beside what is chosen. */
  draw() {
    const { selection, scene, camera, busy } = this.#board
    const box = around(scene.boxes(selection.chosen))
    this.#bar.hidden = !box || busy() || !this.#menu.hidden
    if (!box || this.#bar.hidden) return
    this.#allow(this.#bar, [...selection.chosen])
    if (!this.#bar.querySelector("button:not([hidden])")) return void (this.#bar.hidden = true)
    const start = camera.screen({ x: box[0], y: box[1] })
    const end = camera.screen({ x: box[2], y: box[3] })
    const above = start.y - BAR.height - BAR.air
    const { offsetWidth: width } = this.#bar
    this.#bar.style.left = `${Math.max(4, Math.min((start.x + end.x - width) / 2, camera.size.width - width - 4))}px`
    this.#bar.style.top = `${above > 4 ? above : Math.min(end.y + BAR.air, camera.size.height - BAR.height - 4)}px`
  }

  /** Open the menu for what is meant. @param {Point} at where in the canvas */
  open(at) {
    const { selection, camera } = this.#board
    if (!selection.meant.length) return
    this.#from = document.activeElement
    this.#allow(this.#menu, selection.meant)
    this.#menu.hidden = false
    this.#more(true)
    this.#bar.hidden = true
    const { offsetWidth: width, offsetHeight: height } = this.#menu
    this.#menu.style.left = `${Math.max(4, Math.min(at.x, camera.size.width - width - 4))}px`
    this.#menu.style.top = `${Math.max(4, Math.min(at.y, camera.size.height - height - 4))}px`
    this.#items[0]?.focus()
  }

  /** Beside what is meant. */
  openHere() {
    const { selection, scene, camera } = this.#board
    const box = around(scene.boxes(selection.meant))
    if (box) this.open(camera.screen({ x: box[2] + 8, y: box[1] }))
  }

  /** The buttons for all that may be done with what is meant. @returns {HTMLElement[]} */
  get offered() {
    const { meant } = this.#board.selection
    if (!meant.length) return []
    this.#allow(this.#menu, meant)
    return /** @type {HTMLElement[]} */ ([...this.#menu.querySelectorAll("button[data-act]")]).filter((button) => !button.hidden && !(/** @type {HTMLElement | null} */ (button.closest("[data-row], [data-colours]"))?.hidden))
  }

  /** @param {string} act @param {string} [hue] */
  act(act, hue) {
    const { desk, scene, selection, root } = this.#board
    const ids = selection.meant
    const [first] = ids
    if (act === "menu") return this.openHere()
    this.#shut(true)
    const [deed = "", how = ""] = act.split(":")
    if (!first) return
    if (!this.may(deed, ids)) return ids.some((id) => scene.living(id)?.locked) ? this.#board.stuck(ids) : undefined
    switch (deed) {
      case "edit": return this.#board.write(first)
      case "comment": return this.#board.comment(first)
      case "tongue": case "answer": return this.#board.ask(first, deed)
      case "merge": return void merge(desk, inOrder(desk, ({ id }) => ids.includes(id)).map(({ id }) => id))
      case "connect": return this.#board.connect(first)
      case "clip": return this.#board.pass(how === "cut" ? "cut" : "copy")
      case "copy": return this.#board.copy(ids)
      case "larger": return this.#board.step(ids, 1)
      case "smaller": return this.#board.step(ids, -1)
      case "size": return this.#board.step(ids, how)
      case "front": case "back": case "forward": case "backward": return void wanted(() => import("./ordering.js"), root).then(({ reorder }) => reorder(desk, scene, ids, deed))
      case "align": return void lining(root).then(({ lineUp }) => lineUp(desk, scene, ids, /** @type {import("./aligning.js").Line} */ (how)))
      case "spread": return void lining(root).then(({ spreadOut }) => spreadOut(desk, scene, ids, /** @type {"across" | "down"} */ (how)))
      case "tidy": case "sort": return void wanted(() => import("./tidy_asking.js"), root).then(({ tidy }) => tidy(this.#board, { only: true, ...(deed === "sort" && { order: "votes" }) }))
      case "lock": return void lock(desk, ids)
      case "unlock": return void unlock(desk, ids)
      case "move": return this.#board.move(ids)
      case "group": return this.#board.group(ids)
      case "fold": case "unfold": return void this.#fold(first, deed === "fold")
      case "free": return void wanted(() => import("./grouping.js"), root).then(({ free }) => free(desk, scene, ids))
      case "share": return void share(desk, first).then((shared) => followShared(root, shared))
      case "show": return void show(desk, ids)
      case "hide": return void hide(desk, ids)
      case "colour": return void colour(desk, ids, hue || null)
      case "promote": return void wanted(() => import("../promoting.js"), root).then(({ promote }) => promote(root, first))
      case "wall": return void wanted(() => import("../on_wall.js"), root).then(({ showAlone }) => showAlone(root, desk, first))
      case "delete": return void this.#delete(ids)
    }
  }

  /** Fold a group up or open it: for all, or here alone where one may not. @param {string} id @param {boolean} folded */
  async #fold(id, folded) {
    const { desk, scene, plane } = this.#board
    const group = scene.living(id)
    if (group && mayArrange(desk.store.context, group) && Boolean(group.folded) !== folded) await fold(desk, id, folded)
    else plane.draw(scene.peek(id, !folded))
    plane.focus(id)
  }

  /** @param {string[]} ids */
  async #delete(ids) {
    const { desk, plane, scene, selection } = this.#board
    const next = neighbour(scene.order, ids)
    await remove(desk, ids)
    selection.choose([])
    if (next) plane.focus(next)
    this.#board.deleted()
  }

  /** @param {boolean} [back] give the focus back */
  #shut(back = false) {
    if (this.#menu.hidden) return
    this.#menu.hidden = true
    this.#more(false)
    const [first] = this.#board.selection.meant
    if (back && first) this.#board.plane.focus(first)
    else if (back && this.#from instanceof HTMLElement) this.#from.focus()
    this.draw()
  }

  /** Say at the button that opens it whether it is open. @param {boolean} open */
  #more(open) {
    part(this.#bar, "[data-act=menu]").setAttribute("aria-expanded", String(open))
  }

  /** @returns {HTMLElement[]} */
  get #items() {
    return /** @type {HTMLElement[]} */ ([...this.#menu.querySelectorAll("button, a")].filter((item) => !(/** @type {HTMLElement} */ (item).hidden) && !item.closest("[hidden]")))
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    event.stopPropagation()
    const items = this.#items
    const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement))
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
    if (event.key === "Escape" || event.key === "Tab") this.#shut(true)
    else if (event.key === "Home") items[0]?.focus()
    else if (event.key === "End") items.at(-1)?.focus()
    else if (step) items[(at + step + items.length) % items.length]?.focus()
    else return
    event.preventDefault()
  }

  /** Show what this seat may do with these. @param {HTMLElement} place @param {string[]} ids */
  #allow(place, ids) {
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[data-act]:not([data-act=menu])"))) {
      button.hidden = !this.may(button.dataset.act?.split(":")[0] ?? "", ids)
    }
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[data-row]"))) row.hidden = !row.querySelector("[data-act]:not([hidden])")
    const colours = new Set(ids.map((id) => this.#board.scene.living(id)?.colour ?? ""))
    for (const swatch of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[data-colour]"))) {
      swatch.setAttribute("aria-checked", String(colours.size === 1 && colours.has(swatch.dataset.colour ?? "")))
    }
    const plan = place.querySelector("a[data-plan]")
    const leads = ids.length === 1 ? this.#board.leads(ids[0] ?? "") : undefined
    plan?.toggleAttribute("hidden", !leads)
    plan?.setAttribute("href", leads ?? "#")
    const box = place.querySelector("[data-colours]")
    box?.toggleAttribute("hidden", !this.may("colour", ids))
  }

  /** @param {string} act @param {string[]} [ids] */
  may(act, ids = this.#board.selection.meant) {
    const { root, desk: { store }, scene, facilitates } = this.#board
    return mayDo(act, ids.flatMap((id) => scene.living(id) ?? []), { context: store.context, waiting: store.waiting, facilitates, said: (id) => commentsOn(scene, id), asked: (note) => askedOf(root, note).length > 0, pile: (id) => scene.isPile(id), voted: root.querySelector("[data-do=sort]") !== null })
  }
}

/** How many comments there are on something. @param {import("./scene.js").Scene} scene @param {string} id */
const commentsOn = ({ elements }, id) => [...elements.values()].filter(({ type, about, deleted }) => type === "comment" && about === id && !deleted).length

/** Who comes next when these are gone. @param {readonly string[]} order @param {readonly string[]} gone */
export function neighbour(order, gone) {
  const at = order.findIndex((id) => gone.includes(id))
  return order.slice(at + 1).find((id) => !gone.includes(id)) ?? order.slice(0, Math.max(0, at)).reverse().find((id) => !gone.includes(id)) ?? null
}
