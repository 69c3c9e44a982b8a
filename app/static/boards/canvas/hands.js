/**
 * What pointers do on the plane: push it, pinch it, take things along, draw, choose, open. Nothing
 * here needs dragging: every deed has its button or key as well.
 */
import { loaded, optional, wanted } from "../../lazy.js"
import { Coming } from "./coming.js"
import { Pinch } from "./pinch.js"
import { mayMove } from "./rights.js"
import { isLaying, Taps } from "./taps.js"

/** @typedef {import("./view.js").Point} Point */
/**
 * @typedef {import("./drag.js").Board & { surface: HTMLElement, selection: import("./selection.js").Selection, tool: () => string,
 *   drawing: () => Promise<Pick<import("./drawing.js").Drawing, "begin" | "press">> | null, keep: () => void, ask: () => void, taken: () => MouseEvent | null, resize: (handle: string, from: PointerEvent) => Way | null, open: (id: string) => void, write: (at: Point) => void, menu: (id: string | null, at: Point) => void, refuse: (ids: Iterable<string>) => void, tapped: () => void }} Board
 * @typedef {{ move: (event: PointerEvent, before: PointerEvent) => void, end?: () => void, cancel?: () => void }} Way what a pointer does once it has moved
 * @typedef {{ kind: "push" | "take" | "band" | "press" | "draw" | "resize", id: string | null, from: PointerEvent, way: Way | null, asks?: MouseEvent }} Deed `asks`: what would open the menu if it does not move
 */

/** Pixels a pointer moves before it means it. */
const FAR = /** @type {Record<string, number>} */ ({ mouse: 4, pen: 6, touch: 9 })
const LONG = 500
/** Milliseconds within which a browser says that a finger has pressed that was lifted. */
const AT_ONCE = 400
const WHEEL = 0.0022
const LINE = 20
const wheel = optional(() => import("./wheel.js"))
/** What a stylus does, and fingers beside it do not. */
const BY_STYLUS = ["pen", "eraser"]

export class Hands {
  /** @type {Map<number, PointerEvent>} */
  #down = new Map()
  /** @type {Deed | null} */
  #deed = null
  /** @type {Pinch | null} */
  #pinch = null
  #space = false
  /** Whether a stylus was here: then it draws, and fingers push. */
  #stylus = false
  /** Whether a finger that rested has opened the menu and is still down, and when it was lifted. */
  #rests = false
  #rested = -Infinity
  /** What a wheel means, once that is here. @type {typeof import("./wheel.js").meant | null} */
  #wheelMeans = null
  /** Whether the board was pushed with the other button just now: then that asked for nothing. */
  #pushed = false
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #long
  #taps
  #board

  /** @param {Board} board @param {AbortSignal} signal */
  constructor(board, signal) {
    this.#board = board
    this.#taps = new Taps(board)
    const on = (/** @type {string} */ name, /** @type {(event: any) => void} */ hear) => board.surface.addEventListener(name, (event) => floats(event) || hear(event), { signal, passive: false })
    on("pointerdown", (event) => this.#press(event))
    on("wheel", (event) => this.#wheel(event))
    on("contextmenu", (event) => this.#ask(event))
    on("dblclick", (event) => board.tool() === "select" && this.#taps.twice(event))
    for (const name of ["pointerdown", "pointermove"]) board.surface.addEventListener(name, () => void this.#learn(), { signal, once: true })
    // The finger that opened the menu presses nothing in it when it is lifted.
    board.surface.addEventListener("click", (event) => event.timeStamp - this.#rested < AT_ONCE && event.stopPropagation(), { signal, capture: true })
    // A pointer that went down here is followed wherever it goes, and let go of where it is no longer heard of.
    document.addEventListener("pointermove", (event) => this.#move(event), { signal, capture: true })
    for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, (event) => this.#lift(/** @type {PointerEvent} */ (event)), { signal, capture: true })
    board.surface.addEventListener("lostpointercapture", ({ target, pointerId }) => target === board.surface && this.#down.has(pointerId) && this.#leave(), { signal })
    document.addEventListener("visibilitychange", () => this.#leave(), { signal })
    addEventListener("blur", () => this.#leave(), { signal })
    for (const name of ["keydown", "keyup"]) document.addEventListener(name, (event) => this.#key(/** @type {KeyboardEvent} */ (event)), { signal, capture: true })
  }

  /** @param {PointerEvent} event */
  #press(event) {
    this.#stylus ||= event.pointerType === "pen"
    this.#pushed = false
    // The first of its kind: what is taken to be down of that kind was let go of where nobody told.
    if (event.isPrimary && [...this.#down.values()].some(({ pointerType }) => pointerType === event.pointerType)) this.#leave()
    if (event.pointerType === "pen" && this.#down.size && this.#board.drawing()) this.#letGoOfAll()
    // A palm that comes down beside the stylus means nothing.
    if (this.#deed?.kind === "draw" && this.#deed.from.pointerType === "pen") return
    this.#down.set(event.pointerId, event)
    if (this.#down.size === 2) return this.#pinching()
    if (this.#down.size > 2 || this.#deed) return
    const id = this.#taps.idOf(event)
    const kind = this.#kind(event, id)
    if (!kind) return
    this.#deed = { kind, id, from: event, way: null }
    if (event.pointerType === "touch" && kind !== "draw") this.#long = setTimeout(() => {
      this.#ask(event)
      this.#rests = true
    }, LONG)
    if (event.button === 1) event.preventDefault()
  }

  /** @param {PointerEvent} event @param {string | null} id @returns {Deed["kind"] | null} */
  #kind({ button, shiftKey, pointerType, target }, id) {
    const { tool, drawing, surface } = this.#board
    if (button === 1 || button === 2 || this.#space || tool() === "hand" || (button === 0 && isLaying(surface))) return "push"
    if (button !== 0) return null
    if (tool() === "note") return "press"
    if (drawing()) return BY_STYLUS.includes(tool()) && this.#stylus && pointerType === "touch" ? "push" : "draw"
    if (target instanceof Element && target.closest("[data-handle]")) return "resize"
    return id ? "take" : shiftKey ? "band" : "push"
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const before = this.#down.get(event.pointerId)
    if (!before) return
    // Its button was let go of where nobody told.
    if (event.buttons === 0) return this.#leave()
    this.#down.set(event.pointerId, event)
    if (this.#pinch) return this.#pinch.stretch([...this.#down.values()])
    const deed = this.#deed
    if (!deed) return
    const far = Math.hypot(event.clientX - deed.from.clientX, event.clientY - deed.from.clientY)
    if (!deed.way && far < (FAR[event.pointerType] ?? 4)) return
    deed.way ??= this.#setOut(deed, event)
    deed.way.move(event, before)
  }

  /** The pointer has moved far enough to mean it. @param {Deed} deed @param {PointerEvent} event @returns {Way} */
  #setOut({ kind, id, from }, event) {
    const { surface, camera, selection, desk, scene, refuse, resize } = this.#board
    clearTimeout(this.#long)
    surface.setPointerCapture(event.pointerId)
    if (kind === "band") return new Coming(wanted(() => import("./band.js"), surface).then(({ Band }) => new Band(this.#board, from)))
    if (kind === "push") {
      surface.dataset.panning = ""
      return { move: (now, before) => camera.pan(now.clientX - before.clientX, now.clientY - before.clientY) }
    }
    const [drawing, tool] = [kind === "draw" ? this.#board.drawing() : null, this.#board.tool()]
    if (drawing) return new Coming(drawing.then((ready) => ready.begin(tool, from)))
    if (kind === "resize") return resize(/** @type {HTMLElement} */ (from.target).dataset.handle ?? "", from) ?? { move: () => {} }
    if (kind === "take" && id) {
      if (!selection.chosen.has(id)) selection.choose([id])
      const movable = [...selection.chosen].filter((each) => mayMove(desk, scene.living(each)))
      // With Alt a copy goes along, and this stays.
      const copy = from.altKey && !desk.store.context.rights.add
      if (movable.length) return new Coming(wanted(() => import("./drag.js"), surface).then(({ Drag }) => new Drag(this.#board, movable, from, { copy })))
      refuse(selection.chosen)
    }
    return { move: () => {} }
  }

  /** @param {PointerEvent} event */
  #lift(event) {
    if (!this.#down.delete(event.pointerId)) return
    clearTimeout(this.#long)
    if (this.#rests) this.#rested = event.timeStamp
    this.#rests = false
    if (this.#pinch) return this.#down.size < 2 ? this.#letGo() : undefined
    const deed = this.#deed
    this.#deed = null
    delete this.#board.surface.dataset.panning
    if (!deed) return
    this.#pushed = deed.from.button === 2 && deed.way !== null
    if (event.type === "pointercancel") deed.way?.cancel?.()
    else if (deed.way) deed.way.end?.()
    else if (deed.asks) this.#ask(deed.asks)
    else this.#taps.tap(event, deed.id, deed.kind)
  }

  /** Somebody asks what may be done, with a finger that rests or the other button; who has pushed the board with it has not. @param {MouseEvent} event */
  #ask(event) {
    event.preventDefault()
    // Devices ask by themselves where a finger or a stylus rests, which may be about to draw.
    if (this.#deed?.way || this.#deed?.kind === "draw" || this.#pushed) return
    // Some browsers ask as soon as the button is down, and it may yet push the board.
    if (this.#deed?.from.button === 2) return void (this.#deed.asks = event)
    this.#deed = null
    this.#board.menu(this.#taps.idOf(event), this.#board.camera.at(event))
  }

  #pinching() {
    this.#stop()
    this.#pinch = new Pinch(this.#board.camera, [...this.#down.values()])
  }

  /** Nothing is in the hand any more: what the pen drew or rubbed out so far stays so, all else lies where it lay. */
  #stop() {
    clearTimeout(this.#long)
    if (this.#deed?.kind === "draw" && BY_STYLUS.includes(this.#board.tool())) this.#deed.way?.end?.()
    else this.#deed?.way?.cancel?.()
    this.#deed = null
    delete this.#board.surface.dataset.panning
  }

  /** Pointers and keys were let go of where nobody told. */
  #leave() {
    this.#space = this.#rests = false
    this.#stop()
    this.#letGo()
  }

  /** A palm that lay there before the stylus came means nothing. */
  #letGoOfAll() {
    this.#deed?.way?.cancel?.()
    this.#deed = null
    this.#leave()
  }

  #letGo() {
    this.#pinch = null
    this.#down.clear()
  }

  /** Fetch what takes things along, and what tells one wheel from another; without it every one pushes. */
  async #learn() {
    void loaded(() => import("./drag.js"))
    this.#wheelMeans ??= (await wheel())?.meant ?? null
  }

  /** @param {WheelEvent} event */
  async #wheel(event) {
    const { camera } = this.#board
    event.preventDefault()
    const unit = event.deltaMode === 1 ? LINE : 1
    const ctrl = event.ctrlKey || event.metaKey
    const plain = !ctrl && !event.shiftKey
    // The first notch means what all later ones do: it waits for that.
    if (plain && !this.#wheelMeans) await this.#learn()
    const told = plain ? this.#wheelMeans?.(event) : null
    if (told?.ask) this.#board.ask()
    if (ctrl || told?.zooms) camera.zoom(camera.view.zoom * Math.exp(-event.deltaY * unit * WHEEL), camera.at(event))
    else if (event.shiftKey && !event.deltaX) camera.pan(-event.deltaY * unit, 0)
    else camera.pan(-event.deltaX * unit, -event.deltaY * unit)
  }

  /** Space held makes every press a push; Escape gives back what is in the hand. @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === " ") this.#space = event.type === "keydown" && !(event.target instanceof HTMLTextAreaElement)
    if (event.key !== "Escape" || event.type !== "keydown" || !this.#deed?.way?.cancel) return
    this.#deed.way.cancel()
    this.#deed = null
    event.stopPropagation()
  }
}

/** What floats over the plane has its own ways. @param {Event} event */
function floats(event) {
  return event.target instanceof Element && event.target.closest("[data-bar], [data-menu], [data-write], [data-find], [data-about], .cv-view, a, button, dialog") !== null
}
