/**
 * Where somebody looks: keeps the view, lays the layer accordingly, once a frame. Fires
 * `move` after it did, and `rest` a moment after the last move. What was looked at last is found again
 * after a reload of the tab.
 */
import { STEP, WHOLE, filled, fit, held, isSame, pan, reveal, sight, toBoard, toScreen, zoomTo } from "./view.js"

/** @typedef {import("./view.js").View} View */
/** @typedef {import("./view.js").Point} Point */
/** @typedef {import("./view.js").Box} Box */

/** Pixels around the whole board. */
const EDGE = 10
/** Milliseconds without a move after which one has arrived. */
const ARRIVED = 140

export class Camera extends EventTarget {
  /** @type {View} */
  #view = { x: 0, y: 0, zoom: 1 }
  /** @type {import("./view.js").Size} */
  #size = { width: 1, height: 1 }
  #due = false
  #placed = false
  /** Whether one looks about just now, and comes closer or goes further meanwhile. */
  moving = false
  zooming = false
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #arriving
  /** The zoom that was shown last. */
  #shown = 0
  #surface
  #layer
  #kept

  /** @param {HTMLElement} surface what is looked through @param {HTMLElement} layer what lies under it @param {Keeper} kept @param {AbortSignal} signal */
  constructor(surface, layer, kept, signal) {
    super()
    this.#surface = surface
    this.#layer = layer
    this.#kept = kept
    // Browsers scroll what gets the focus into sight their own way; here that is the camera's.
    surface.addEventListener("scroll", () => surface.scrollTo(0, 0), { signal })
    const watch = new ResizeObserver(() => this.#resize())
    watch.observe(surface)
    signal.addEventListener("abort", () => {
      watch.disconnect()
      this.#rest()
    })
    globalThis.addEventListener("pagehide", () => this.#rest(), { signal })
    this.#resize()
  }

  get view() {
    return this.#view
  }

  get size() {
    return this.#size
  }

  /** What is in sight, with a margin in pixels. @param {number} [margin] */
  sight(margin) {
    return sight(this.#view, this.#size, margin)
  }

  /** Where in the canvas a pointer is. @param {{ clientX: number, clientY: number }} event @returns {Point} */
  at(event) {
    const { left, top } = this.#surface.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }

  /** Where on the board a pointer is. @param {{ clientX: number, clientY: number }} event @returns {Point} */
  on(event) {
    return toBoard(this.#view, this.at(event))
  }

  /** @param {Point} point in board units @returns {Point} */
  screen(point) {
    return toScreen(this.#view, point)
  }

  /** @param {number} dx @param {number} dy pixels */
  pan(dx, dy) {
    this.look(pan(this.#view, dx, dy, this.#size))
  }

  /** @param {number} zoom @param {Point} [at] pixels; the middle if nothing else is meant */
  zoom(zoom, at = { x: this.#size.width / 2, y: this.#size.height / 2 }) {
    this.look(zoomTo(this.#view, zoom, at, this.#size))
  }

  closer() {
    this.zoom(this.#view.zoom * STEP)
  }

  further() {
    this.zoom(this.#view.zoom / STEP)
  }

  /** @param {Box} [box] @param {{ air?: number, most?: number }} [how] */
  fit(box = WHOLE, how) {
    this.look(box === WHOLE ? fit(WHOLE, this.#size, { air: EDGE }) : filled(fit(box, this.#size, how), this.#size))
  }

  /** Look at something as `fit` does; at the whole board where one does so already. @param {Box} box */
  approach(box) {
    const before = this.#view
    this.fit(box)
    if (isSame(before, this.#view)) this.fit()
  }

  /** True when all of the board is in sight. */
  get seesAll() {
    const [left, top, right, bottom] = this.sight(1)
    return left <= 0 && top <= 0 && right >= WHOLE[2] && bottom >= WHOLE[3]
  }

  /** Bring something into sight. @param {Box} box */
  show(box) {
    this.look(reveal(this.#view, box, this.#size))
  }

  /** @param {View} view */
  look(view) {
    if (view === this.#view) return
    this.#view = view
    this.#soon()
  }

  /** Begin where one looked last, else with the whole board, else with the first of these at which something can be read.
   * @param {readonly Box[]} closer each closer than the one before @param {number} readable the zoom from which on it can */
  begin(closer, readable) {
    if (this.#placed) return
    this.#placed = true
    const before = this.#kept.read()
    const whole = fit(WHOLE, this.#size, { air: EDGE })
    const views = [whole, ...closer.map((box) => filled(fit(box, this.#size), this.#size))]
    this.look(before ? held(before, this.#size) : (views.find(({ zoom }) => zoom >= readable) ?? views.at(-1) ?? whole))
  }

  #resize() {
    const { clientWidth: width, clientHeight: height } = this.#surface
    if (!width || !height) return
    const before = this.#size
    this.#size = { width, height }
    // Whoever looks at the whole board goes on to; otherwise what was in the middle stays there.
    if (this.#placed && isSame(this.#view, fit(WHOLE, before, { air: EDGE }))) this.fit()
    else if (this.#placed) this.look(pan(this.#view, (width - before.width) / 2, (height - before.height) / 2, this.#size))
    this.#soon()
  }

  #soon() {
    if (this.#due) return
    this.#due = true
    requestAnimationFrame(() => {
      this.#due = false
      const { x, y, zoom } = this.#view
      this.#layer.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`
      if (this.#placed) this.#go(zoom)
      this.dispatchEvent(new Event("move"))
    })
  }

  /** One is on the way; one step closer is a jump, the second begins a way. @param {number} zoom */
  #go(zoom) {
    this.zooming ||= this.moving && this.#shown !== zoom
    this.moving = true
    this.#shown = zoom
    this.#layer.dataset.moving = this.zooming ? "closer" : "aside"
    clearTimeout(this.#arriving)
    this.#arriving = setTimeout(() => this.#rest(), ARRIVED)
  }

  /** One has arrived. */
  #rest() {
    clearTimeout(this.#arriving)
    this.moving = this.zooming = false
    delete this.#layer.dataset.moving
    if (this.#placed) this.#kept.write(this.#view)
    this.dispatchEvent(new Event("rest"))
  }
}

/** Keeps a view for this tab, as long as the browser allows. */
export class Keeper {
  #storage
  #name

  /** @param {import("../../storage.js").Kept | null} storage @param {string} name */
  constructor(storage, name) {
    this.#storage = storage
    this.#name = name
  }

  /** @returns {View | null} */
  read() {
    const kept = JSON.parse(this.#storage?.get(this.#name) ?? "null")
    return kept && [kept.x, kept.y, kept.zoom].every(Number.isFinite) ? kept : null
  }

  /** @param {View} view */
  write(view) {
    this.#storage?.put(this.#name, JSON.stringify(view))
  }
}
