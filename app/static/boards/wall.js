/**
 * The board on the wall: zones where the canvas has them, notes as paper, read from the
 * back row. Nothing to press, nothing moves by itself. A zone that is full says how many
 * more there are. The plane is never mirrored.
 */
import { nt } from "../i18n.js"
import { BOARD } from "./geometry.js"
import { part } from "./note.js"

/** @typedef {import("./store.js").BoardStore} BoardStore */
/** @typedef {import("./reducer.js").Element} Note */

/** Type sizes of a note's words, by how many there are. */
const SIZES = [[30, "s4"], [70, "s3"], [130, "s2"], [Infinity, "s1"]]

/** Sizes papers take together, the largest first: as large as they all fit, and some are left out below the last. */
const FITS = ["huge", "large", "usual", "small", "least"]

export class Wall {
  #root
  #store
  #due = false

  /** @param {HTMLElement} root @param {BoardStore} store @param {AbortSignal} signal */
  constructor(root, store, signal) {
    this.#root = root
    this.#store = store
    for (const zone of root.querySelectorAll("[data-zone]")) put(/** @type {HTMLElement} */ (zone))
    root.dataset.placed = ""
    store.addEventListener("change", () => this.#soon(), { signal })
    globalThis.addEventListener("resize", () => this.#soon(), { signal })
    this.#soon()
  }

  /** Draw once a frame, however many notes came. */
  #soon() {
    if (this.#due || this.#store.seq < 0) return
    this.#due = true
    requestAnimationFrame(() => {
      this.#due = false
      for (const zone of this.#root.querySelectorAll("[data-zone]")) this.#draw(/** @type {HTMLElement} */ (zone))
    })
  }

  /** @param {HTMLElement} zone */
  #draw(zone) {
    const notes = [...this.#store.shown.elements.values()].filter((note) => note.zone === zone.dataset.zone && !note.deleted)
    const list = part(zone, "[data-notes]")
    const papers = notes.sort((one, other) => (one.z < other.z ? 1 : -1)).map((note) => this.#paper(list, note, zone.dataset.colour ?? "plain"))
    list.replaceChildren(...papers)
    const hidden = fit(list, papers)
    for (const paper of hidden) paper.hidden = true
    const more = part(zone, "[data-more]")
    more.hidden = hidden.length === 0
    more.textContent = hidden.length ? nt("+%(n)s more", "+%(n)s more", hidden.length) : ""
    const count = part(zone, "[data-count]")
    count.textContent = notes.length ? String(notes.length) : ""
  }

  /** @param {HTMLElement} list @param {Note} note @param {string} colour */
  #paper(list, note, colour) {
    const kept = list.querySelector(`li[data-note="${CSS.escape(note.id)}"]`)
    const paper = /** @type {HTMLElement} */ (kept ?? document.createElement("li"))
    const length = [...note.text].length
    const size = SIZES.find(([most]) => length <= Number(most))?.[1]
    paper.className = `note bw-note ${colour} ${size}`
    paper.dataset.note = note.id
    paper.hidden = false
    paper.dir = note.dir
    if (note.lang) paper.lang = note.lang
    if (paper.textContent !== note.text) paper.textContent = note.text
    return paper
  }
}

/** Make papers smaller until all fit, as far as they can still be read. Returns those that do not fit even then.
 * @param {HTMLElement} list @param {HTMLElement[]} papers */
function fit(list, papers) {
  const beyond = () => papers.filter((paper) => paper.offsetTop + paper.offsetHeight > list.clientHeight + 1)
  for (const size of FITS) {
    list.dataset.fit = size
    if (beyond().length === 0) return []
  }
  // Few that can be read say more than many that cannot.
  list.dataset.fit = "usual"
  return beyond()
}

/** Put a zone where the canvas has it. @param {HTMLElement} zone */
function put(zone) {
  const [left = 0, top = 0, right = 0, bottom = 0] = /** @type {number[]} */ (JSON.parse(zone.dataset.box ?? "[]"))
  const percent = (/** @type {number} */ part, /** @type {number} */ whole) => `${(100 * part) / whole}%`
  zone.style.left = percent(left, BOARD.width)
  zone.style.top = percent(top, BOARD.height)
  zone.style.width = percent(right - left, BOARD.width)
  zone.style.height = percent(bottom - top, BOARD.height)
}
