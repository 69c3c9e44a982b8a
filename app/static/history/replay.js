/**
 * The way of a board through time: a slider over its log, keys and buttons that step along it, and playing.
 * What is shown is the board's own store, fed from the log its reader may hear.
 */
import { NOTHING } from "../boards/reach.js"
import { BoardStore } from "../boards/store.js"
import { awaited } from "../lazy.js"
import { request } from "../realtime/request.js"
import { nt, number, t } from "../seldom.js"
import { around, pace } from "./pace.js"
import { Reel } from "./reel.js"

/** What one stays at so long is said. */
const STAYS = 500
/** Where one slides past is not asked for: what lies there may be a whole board. */
const SLIDES = 100
/** While it plays the time is said no more often than this. */
const SAYS = 6_000

const wide = matchMedia("(min-width: 60rem)")
const calm = matchMedia("(prefers-reduced-motion: reduce)")

/** @param {string} selector @returns {HTMLElement} */
function part(selector) {
  const found = document.querySelector(selector)
  if (!(found instanceof HTMLElement)) throw new Error(`the page lacks ${selector}`)
  return found
}

class Replay {
  #wanted = -1
  #playing = false
  #said = ""
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #saying
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #sliding
  #last = -Infinity
  /** @type {Set<string>} views that are there */
  #views = new Set()
  #root = part("[data-replay]")
  #slider = /** @type {HTMLInputElement} */ (part("[data-slider]"))
  #end = Number(this.#root.dataset.end)
  #store
  #reel
  /** @type {number[]} */
  #marks = []

  constructor() {
    const { seat = "", facilitates, stretches = "", span } = this.#root.dataset
    const leads = facilitates === "yes"
    this.#store = new BoardStore({ seat, leads, named: false, zones: new Set(), rights: NOTHING, private: false, generation: 0 })
    this.#reel = new Reel((since, whole) => fetched(stretches.replace(/0\/$/, `${since}/`), whole), { end: this.#end, span: Number(span) })
    this.#lay()
    this.#listen()
    void this.#view(wide.matches ? "plane" : "list")
    void this.#go(Number(this.#root.dataset.seq))
  }

  /** Marks stand above the slider where they lie on it. */
  #lay() {
    const options = /** @type {HTMLOptionElement[]} */ ([...document.querySelectorAll("[data-go-to] option[data-kind]")])
    this.#marks = [...new Set(options.map(({ value }) => Number(value)))].sort((one, other) => one - other)
    for (const { value, dataset } of options) {
      const mark = document.createElement("span")
      mark.dataset.kind = dataset.kind
      mark.style.insetInlineStart = `${(100 * Number(value)) / Math.max(1, this.#end)}%`
      part("[data-marks]").append(mark)
    }
  }

  #listen() {
    this.#slider.addEventListener("input", () => {
      this.#pause()
      clearTimeout(this.#sliding)
      // What is under way no longer shows itself, and keys go on from here.
      this.#wanted = Number(this.#slider.value)
      this.#sliding = setTimeout(() => void this.#go(this.#wanted), SLIDES)
    })
    this.#slider.addEventListener("keydown", (event) => this.#key(event))
    document.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest("[data-do], [data-view-as]") : null
      if (!(button instanceof HTMLElement)) return
      if (button.dataset.viewAs) void this.#view(button.dataset.viewAs)
      if (button.dataset.do) void this.#do(button.dataset.do)
    })
    document.querySelector("[data-go-to]")?.addEventListener("change", ({ target }) => {
      const { value } = /** @type {HTMLSelectElement} */ (target)
      this.#pause()
      if (value) void this.#go(Number(value))
    })
  }

  /** Arrows step from change to change, as one reads; the browser's own steps would stop at rows one does not see. @param {KeyboardEvent} event */
  #key(event) {
    const on = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight"
    const back = document.dir === "rtl" ? "ArrowRight" : "ArrowLeft"
    const deed = { [on]: "step-on", ArrowUp: "step-on", [back]: "step-back", ArrowDown: "step-back", PageUp: "mark-behind", PageDown: "mark-before", " ": "play" }[event.key]
    if (!deed || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    void this.#do(deed)
  }

  /** @param {string} deed */
  async #do(deed) {
    if (deed === "play") return this.#playing ? this.#pause() : this.#play()
    this.#pause()
    const { before, behind } = around(this.#marks, this.#wanted, this.#end)
    switch (deed) {
      case "step-on": return this.#go(await this.#reel.next(this.#wanted).catch(() => this.#wanted))
      case "step-back": return this.#go(await this.#reel.before(this.#wanted).catch(() => this.#wanted))
      case "mark-before": return this.#go(before)
      case "mark-behind": return this.#go(behind)
    }
  }

  #play() {
    this.#mark(true)
    if (this.#wanted >= this.#end) void this.#go(0)
    this.#soon()
  }

  #pause() {
    if (!this.#playing) return
    clearTimeout(this.#timer)
    this.#mark(false)
    this.#tell(true)
  }

  /** @param {boolean} playing */
  #mark(playing) {
    this.#playing = playing
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".rp-play [data-when]"))) each.hidden = (each.dataset.when === "playing") !== playing
  }

  #soon() {
    const { every, by } = pace(this.#end, Number(/** @type {HTMLSelectElement} */ (part("[data-pace]")).value), { calm: calm.matches })
    this.#timer = setTimeout(() => void this.#on(by), every)
  }

  /** @param {number} by rows */
  async #on(by) {
    const to = await this.#reel.next(this.#wanted).then((next) => Math.min(this.#end, Math.max(next, this.#wanted + by)), () => -1)
    if (!this.#playing) return
    if (to < 0 || !(await this.#go(to)) || to >= this.#end) return this.#pause()
    if (this.#playing) this.#soon()
  }

  /** Show the board after a row; whether that is shown now. @param {number} row @returns {Promise<boolean>} */
  async #go(row) {
    clearTimeout(this.#sliding)
    this.#wanted = row
    try {
      const [way, time] = [await this.#reel.way(this.#store.seq, row), await this.#reel.time(row)]
      // Whoever slides on meanwhile sees where they are by then.
      if (this.#wanted !== row || (!way.whole && way.from !== this.#store.seq)) return this.#wanted === row && this.#go(row)
      if (way.whole) this.#store.load({ to: row, ev: way.ev, mine: [] })
      else this.#store.confirm(way)
      this.#write(row, time)
      part("[data-bad]").hidden = true
      return true
    } catch {
      part("[data-bad]").hidden = false
      return false
    }
  }

  /** @param {number} row @param {string} time */
  #write(row, time) {
    const words = time ? t("%(time)s, change %(n)s of %(all)s", { time, n: number(row), all: number(this.#end) }) : t("Before the first change")
    this.#slider.value = String(row)
    this.#slider.setAttribute("aria-valuetext", words)
    part("[data-time]").textContent = words
    for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-from-here] input[name=since], [data-from-here] input[name=seq]"))) field.value = String(row)
    const page = /** @type {HTMLAnchorElement} */ (part("[data-page]"))
    page.href = page.href.replace(/\d+\/$/, `${row}/`)
    const notes = [...this.#store.shown.elements.values()].filter(({ type, deleted }) => type === "note" && !deleted).length
    const lying = nt("%(n)s note", "%(n)s notes", notes)
    this.#said = `${time || words}. ${lying}`
    this.#tell(false)
  }

  /** Say where one is, in the address too, once one stays there or now and then while it plays. @param {boolean} now */
  #tell(now) {
    if (this.#playing && performance.now() - this.#last < SAYS) return
    clearTimeout(this.#saying)
    this.#saying = setTimeout(() => {
      this.#last = performance.now()
      part("[data-told]").textContent = this.#said
      history.replaceState(history.state, "", `?at=${this.#slider.value}`)
    }, now || this.#playing ? 0 : STAYS)
  }

  /** @param {string} name `plane` or `list` */
  async #view(name) {
    for (const each of ["plane", "list"]) {
      part(`[data-${each}]`).hidden = each !== name
      part(`[data-view-as=${each}]`).setAttribute("aria-pressed", String(each === name))
    }
    if (this.#views.has(name)) return
    this.#views.add(name)
    const signal = new AbortController().signal
    const place = part(`[data-${name}]`)
    if (name === "plane") await awaited(() => import("./as_plane.js"), place).then(({ showPlane }) => showPlane(place, this.#store, signal))
    else await awaited(() => import("./as_list.js"), place).then(({ showList }) => showList(place, this.#store, signal))
  }
}

/** @param {string} address @param {boolean} whole @returns {Promise<import("./reel.js").Stretch>} */
async function fetched(address, whole) {
  return request(`${address}${whole ? "?whole" : ""}`, {}, (answer) => {
    if (!answer.ok) throw new Error(`stretch: ${answer.status}`)
    return answer.json()
  })
}

new Replay()
