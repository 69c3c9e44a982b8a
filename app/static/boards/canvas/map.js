/**
 * The board in small, for a phone that has the list: looked at with one finger or two, and left by a tap on a note,
 * which the list then shows. The list says the same in words, so there is nothing here to walk through by keys but
 * closer, further and away.
 */
import { copy, part } from "../note.js"
import { BOARD } from "../geometry.js"
import { Camera, Keeper } from "./camera.js"
import { Inks, paintPapers } from "./painting.js"
import { Pinch } from "./pinch.js"
import { Scene } from "./scene.js"

/** @typedef {import("../reducer.js").Element} Note */

/** From how many pixels of its width on a note shows its words. */
const LEGIBLE = 64
/** A tap stays where it is, and two of them follow one another so soon. */
const STRAYS = 8
const SOON = 300
/** How much closer two taps bring it, and how near a finger has to come to a note. */
const CLOSER = 2.5
const NEAR = 14

/** @param {HTMLElement} root @param {import("../gesture.js").Desk} desk @param {(id: string) => void} go */
export function openMap(root, desk, go) {
  const dialog = /** @type {HTMLDialogElement} */ (copy(root, "map"))
  root.append(dialog)
  const ended = new AbortController()
  dialog.addEventListener("close", () => (ended.abort(), dialog.remove()), { once: true })
  dialog.showModal()
  new BoardMap(dialog, root, desk, (id) => {
    dialog.close()
    go(id)
  }, ended.signal)
}

class BoardMap {
  /** @type {Map<number, PointerEvent>} */
  #fingers = new Map()
  /** @type {Pinch | null} */
  #pinch = null
  #tapped = { at: -SOON, x: 0, y: 0 }
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #going
  #moved = false
  #scene
  #camera
  #canvas
  #inks
  #paperOf
  #go

  /** @param {HTMLElement} dialog @param {HTMLElement} root @param {import("../gesture.js").Desk} desk @param {(id: string) => void} go @param {AbortSignal} signal */
  constructor(dialog, root, { zones, size, store }, go, signal) {
    const titles = new Map(/** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-zone]")]).map((zone) => [zone.dataset.zone, { title: part(zone, "[data-title]").textContent ?? "", colour: zone.dataset.colour ?? "plain" }]))
    /** @type {Record<string, string>} */
    const papers = JSON.parse(root.dataset.papers ?? "{}")
    this.#paperOf = (/** @type {Note} */ { type, colour, zone }) => (colour && papers[colour]) || (type === "note" && titles.get(zone)?.colour) || "plain"
    this.#go = go
    this.#scene = new Scene([...zones].map(([id, { box }]) => ({ id, box, title: titles.get(id)?.title ?? "" })), size)
    const [surface, layer] = [part(dialog, "[data-surface]"), part(dialog, "[data-layer]")]
    this.#canvas = /** @type {HTMLCanvasElement} */ (part(surface, "canvas"))
    this.#inks = new Inks(this.#canvas)
    this.#camera = new Camera(surface, layer, new Keeper(null, ""), signal)
    this.#camera.begin([], 0)
    this.#camera.addEventListener("move", () => this.#draw(), { signal })
    const take = () => {
      this.#scene.take(store.shown.elements, store.shown.elements.keys())
      this.#draw()
    }
    store.addEventListener("change", take, { signal })
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => (this.#inks.clear(), this.#draw()), { signal })
    const on = (/** @type {string} */ name, /** @type {(event: any) => void} */ hear) => surface.addEventListener(name, hear, { signal })
    on("pointerdown", (event) => this.#down(event, surface))
    on("pointermove", (event) => this.#move(event))
    for (const name of ["pointerup", "pointercancel"]) on(name, (event) => this.#up(event))
    on("wheel", (event) => (event.preventDefault(), this.#camera.zoom(this.#camera.view.zoom * 1.0015 ** -event.deltaY, this.#camera.at(event))))
    for (const [name, deed] of Object.entries({ closer: () => this.#camera.closer(), further: () => this.#camera.further(), whole: () => this.#camera.fit() })) {
      part(dialog, `[data-map="${name}"]`).addEventListener("click", deed, { signal })
    }
    signal.addEventListener("abort", () => clearTimeout(this.#going))
    take()
  }

  /** @param {PointerEvent} event @param {HTMLElement} surface */
  #down(event, surface) {
    surface.setPointerCapture(event.pointerId)
    this.#fingers.set(event.pointerId, event)
    this.#pinch = this.#fingers.size > 1 ? new Pinch(this.#camera, [...this.#fingers.values()]) : null
    this.#moved = this.#fingers.size > 1
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const before = this.#fingers.get(event.pointerId)
    if (!before) return
    const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY]
    if (!this.#moved && Math.hypot(dx, dy) < STRAYS) return
    this.#moved = true
    this.#fingers.set(event.pointerId, event)
    if (this.#pinch) this.#pinch.stretch([...this.#fingers.values()])
    else this.#camera.pan(dx, dy)
  }

  /** @param {PointerEvent} event */
  #up(event) {
    const had = this.#fingers.delete(event.pointerId)
    this.#pinch = this.#fingers.size > 1 ? new Pinch(this.#camera, [...this.#fingers.values()]) : null
    if (had && !this.#moved && event.type === "pointerup") this.#tap(event)
  }

  /** Two taps bring it closer; one goes to a note, once it is sure that no second follows. @param {PointerEvent} event */
  #tap(event) {
    const { at, x, y } = this.#tapped
    const again = event.timeStamp - at < SOON && Math.hypot(event.clientX - x, event.clientY - y) < 4 * STRAYS
    this.#tapped = { at: again ? -SOON : event.timeStamp, x: event.clientX, y: event.clientY }
    clearTimeout(this.#going)
    if (again) return this.#camera.zoom(this.#camera.view.zoom * CLOSER, this.#camera.at(event))
    const id = this.#under(event)
    if (id) this.#going = setTimeout(() => this.#go(id), SOON)
  }

  /** The note a finger is on or near, the uppermost first. @param {PointerEvent} event */
  #under(event) {
    const { x, y } = this.#camera.on(event)
    const air = NEAR / this.#camera.view.zoom
    const far = (/** @type {Note} */ { x: left, y: top, w, h }) => Math.hypot(Math.max(left - x, 0, x - left - w), Math.max(top - y, 0, y - top - h))
    const near = [...this.#scene.elements.values()].filter((each) => !each.deleted && ["note", "image", "shape", "text"].includes(each.type) && far(each) <= air)
    return near.reverse().sort((one, other) => far(one) - far(other))[0]?.id
  }

  #draw() {
    const { width, height } = this.#camera.size
    const { x, y, zoom } = this.#camera.view
    const sharp = Math.min(3, devicePixelRatio || 1)
    const canvas = this.#canvas
    const pen = canvas.getContext("2d")
    if (!pen) return
    const [wide, high] = [Math.round(width * sharp), Math.round(height * sharp)]
    if (canvas.width !== wide || canvas.height !== high) Object.assign(canvas, { width: wide, height: high })
    pen.setTransform(1, 0, 0, 1, 0, 0)
    pen.fillStyle = this.#inks.of("paper")
    pen.fillRect(0, 0, wide, high)
    pen.setTransform(sharp, 0, 0, sharp, x * sharp, y * sharp)
    pen.strokeStyle = this.#inks.of("edge")
    pen.strokeRect(0, 0, BOARD.width * zoom, BOARD.height * zoom)
    paintPapers(pen, { scene: this.#scene, paperOf: this.#paperOf, inks: this.#inks }, { scale: zoom, least: 3, edged: true })
    this.#words(pen, zoom)
  }

  /** Titles of zones and groups as large as on the screen elsewhere, and words of notes once they can be read. @param {CanvasRenderingContext2D} pen @param {number} zoom */
  #words(pen, zoom) {
    const { fontFamily } = getComputedStyle(this.#canvas)
    pen.textBaseline = "top"
    pen.fillStyle = this.#inks.of("ink")
    for (const { box: [left, top, right], title } of this.#scene.grounds) {
      pen.font = `600 13px ${fontFamily}`
      write(pen, title, [left * zoom + 6, top * zoom + 4, (right - left) * zoom - 12, 16], 16)
    }
    const [left, top, right, bottom] = this.#camera.sight()
    for (const note of this.#scene.elements.values()) {
      const seen = note.x < right && note.x + note.w > left && note.y < bottom && note.y + note.h > top
      if (note.deleted || !note.text || !seen || note.w * zoom < LEGIBLE || !["note", "text", "shape"].includes(note.type)) continue
      const size = Math.max(9, Math.min(16, note.w * zoom * 0.085))
      pen.font = `${size}px ${fontFamily}`
      write(pen, note.text, [note.x * zoom + 4, note.y * zoom + 4, note.w * zoom - 8, note.h * zoom - 8], size * 1.25)
    }
  }
}

/** Write words into a box, line by line, as many as fit. @param {CanvasRenderingContext2D} pen @param {string} text @param {[number, number, number, number]} box @param {number} high of a line */
function write(pen, text, [x, y, width, height], high) {
  const most = Math.max(1, Math.floor(height / high))
  const rightToLeft = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text)
  pen.direction = rightToLeft ? "rtl" : "ltr"
  pen.textAlign = "start"
  const lines = wrapped(text, (words) => pen.measureText(words).width <= width)
  for (const [index, line] of lines.slice(0, most).entries()) {
    const cut = index === most - 1 && lines.length > most
    pen.fillText(cut ? `${line.slice(0, -1)}…` : line, rightToLeft ? x + width : x, y + index * high, width)
  }
}

/** Words in lines that fit; a word that does not is cut. Pure. @param {string} text @param {(words: string) => boolean} fits @returns {string[]} */
export function wrapped(text, fits) {
  const lines = []
  let line = ""
  for (const word of text.match(/[^\s\p{Script=Han}]*[\s\p{Script=Han}]|[^\s\p{Script=Han}]+$/gu) ?? []) {
    if (line && !fits((line + word).trimEnd())) {
      lines.push(line.trimEnd())
      line = ""
    }
    line += word
    while (line.length > 1 && !fits(line.trimEnd())) {
      let most = line.length - 1
      while (most > 1 && !fits(line.slice(0, most))) most -= 1
      lines.push(line.slice(0, most))
      line = line.slice(most)
    }
  }
  return line.trim() ? [...lines, line.trimEnd()] : lines
}
