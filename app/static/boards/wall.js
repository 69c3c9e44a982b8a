/**
 * The board on the wall: zones where the canvas has them, notes as paper, read from the
 * back row, so words are never smaller than one can read from there. Nothing to press. What a zone
 * has no room for it shows in turn, and says so. The plane is never mirrored.
 */
import { nt, number, t } from "../seldom.js"
import { asked } from "../realtime/request.js"
import { byOrder } from "./adding.js"
import { answersPlace } from "./answered.js"
import { answersOf, drawAnswers } from "./answers.js"
import { BOARD } from "./geometry.js"
import { part } from "./note.js"
import { Outcomes } from "./outcomes.js"
import { pictureOf } from "./picture.js"
import { EVERYONE } from "./reducer.js"
import { sketch } from "./sketch.js"
import { tellTitles } from "./zone_titles.js"

/** @typedef {import("./store.js").BoardStore} BoardStore */
/** @typedef {import("./reducer.js").Element} Note */
/** What hangs as one paper: a note, in a group of so many, or strokes. @typedef {{ note?: Note, group?: Note, many?: number, strokes?: Note[] }} Hung */
/** What a zone shows: so many papers from this one on, of so many. @typedef {{ from: number, shown: number, notes: number }} Turn */

/** Type sizes of a note's words, by how many there are. */
const SIZES = [[30, "s4"], [70, "s3"], [130, "s2"], [Infinity, "s1"]]

/** Sizes papers take together, the largest first: as large as they all fit; then as low as their words. */
const FITS = ["huge", "large", "usual", "low"]

/** Sizes of what has the wall to itself. */
const ALONE = ["giant", "vast", "grand", "big", ...FITS]

/** A turn lasts as long as its longest note takes to read, and some seconds at least. */
const READ = { letters: 15, least: 6_000 }

/** As a part of the screen's height: a zone that is lower shows too little of a note to be read. */
const LOW = 0.18

/** Of what waits for its turn so much is laid out at once: no zone has room for more. */
const AT_ONCE = 80

/** Milliseconds after which zones wait for the next frame to be drawn. */
const SLICE = 40

/** As a part of a zone's height: a question that takes no more stays above notes that are shown in turn. */
const ASKED = 0.2

/** A group of so many notes lies in one column, as many as one reads at once. */
const TOGETHER = 4

export class Wall {
  #root
  #store
  #due = false
  /** @type {Set<HTMLElement>} zones that are to be drawn */
  #left = new Set()
  #reading = false
  /** @type {Map<string, string>} */
  #dots = new Map()
  /** @type {Map<string, Turn>} by zone */
  #turns = new Map()
  /** @type {Record<string, string>} */
  #papers
  #outcomes
  #told
  #turning = 0
  /** What the facilitator shows alone, `zone:hope` or `element:e_…`. @type {string | null} */
  #spotlight = null
  /** The zone that is shown alone, and the note or group in it. @type {{ zone: string, only: Note | null } | null} */
  #alone = null

  /** @param {HTMLElement} root @param {BoardStore} store @param {AbortSignal} signal */
  constructor(root, store, signal) {
    this.#root = root
    this.#store = store
    for (const zone of root.querySelectorAll("[data-zone]")) put(/** @type {HTMLElement} */ (zone))
    root.dataset.placed = ""
    this.#papers = JSON.parse(root.dataset.papers ?? "{}")
    document.body.addEventListener("votes:changed", () => void this.#count(), { signal })
    void this.#count()
    this.#told = tellTitles(root)
    this.#outcomes = new Outcomes(root, signal, () => this.#soon())
    store.addEventListener("change", () => this.#soon(), { signal })
    document.dispatchEvent(new CustomEvent("connection:wanted", { detail: { take: (/** @type {unknown} */ _line, /** @type {import("../workshops/stage.js").Stage} */ stage) => this.#heed(stage, signal) } }))
    // What stands above it comes and goes: a vote, its result, a word of the facilitator.
    const sized = new ResizeObserver(() => this.#soon())
    sized.observe(root)
    signal.addEventListener("abort", () => (sized.disconnect(), clearTimeout(this.#turning)))
    this.#soon()
  }

  /** Show alone what the stage says, whenever it says something else. @param {import("../workshops/stage.js").Stage} stage @param {AbortSignal} signal */
  #heed(stage, signal) {
    const take = () => {
      const { spotlight = null } = stage.shown ?? {}
      if (spotlight === this.#spotlight) return
      this.#spotlight = spotlight
      this.#turns.clear()
      this.#soon()
    }
    stage.addEventListener("change", take, { signal })
    take()
  }

  /** Give what is shown alone the whole wall; where it is gone, all zones have their places. */
  #place() {
    const [kind, name = ""] = this.#spotlight?.split(":") ?? []
    const found = kind === "element" ? this.#store.shown.elements.get(name) : null
    const only = found && !found.deleted && found.audience === EVERYONE ? found : null
    const zone = kind === "zone" ? name : only?.zone
    this.#alone = zone !== undefined && this.#root.querySelector(`[data-zone="${CSS.escape(zone)}"]`) ? { zone, only } : null
    this.#root.toggleAttribute("data-alone", this.#alone !== null)
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (this.#root.querySelectorAll("[data-zone]"))) {
      each.hidden = this.#alone !== null && each.dataset.zone !== this.#alone.zone
      put(each, this.#alone === null ? undefined : [0, 0, BOARD.width, BOARD.height])
    }
  }

  /** Draw once a frame, however many notes came; what takes longer goes on in the next. */
  #soon() {
    if (this.#store.seq < 0) return
    for (const zone of this.#root.querySelectorAll("[data-zone]")) this.#left.add(/** @type {HTMLElement} */ (zone))
    if (this.#due) return
    this.#due = true
    requestAnimationFrame(() => {
      this.#place()
      this.#root.classList.toggle("is-low", [...this.#left].some(({ hidden, offsetHeight }) => !hidden && offsetHeight < LOW * innerHeight))
      this.#some()
    })
  }

  /** Draw zones until the slice is over: phones, timer and votes go on meanwhile. */
  #some() {
    const until = performance.now() + SLICE
    for (const zone of this.#left) {
      this.#left.delete(zone)
      if (!zone.hidden) this.#draw(zone)
      if (this.#left.size && performance.now() > until) return void requestAnimationFrame(() => this.#some())
    }
    this.#due = false
    if (!this.#reading) this.#wait()
    this.#reading = true
  }

  /** Let people read what is shown now, then go on: all zones at once, for nobody reads two that change by turns. */
  #wait() {
    const letters = [...this.#root.querySelectorAll("[data-zone]:has([data-more]:not([hidden])) .bw-note:not([hidden])")].map(({ textContent }) => [...(textContent ?? "")].length)
    clearTimeout(this.#turning)
    if (letters.length) this.#turning = setTimeout(() => this.#turn(), Math.max(READ.least, (1000 * Math.max(...letters)) / READ.letters))
  }

  /** Groups under their titles, then what lies alone, the newest first. @param {HTMLElement} zone */
  #draw(zone) {
    const here = [...this.#store.shown.elements.values()].filter((each) => each.zone === zone.dataset.zone && !each.deleted).sort(byOrder)
    const only = this.#alone?.only
    const notes = here.filter((each) => hangs(each) && (!only || only.id === each.id || only.id === each.parent))
    /** @type {Map<string | null, Note[]>} */
    const under = new Map()
    for (const note of notes) {
      const inside = under.get(note.parent)
      if (inside) inside.push(note)
      else under.set(note.parent, [note])
    }
    const groups = here.filter(({ type, text, id }) => (type === "group" || (type === "frame" && text)) && under.has(id))
    const grouped = new Set(groups.map(({ id }) => id))
    const strokes = only ? [] : here.filter(({ type }) => type === "ink")
    this.#showTurn(zone, [
      ...groups.flatMap((group) => {
        const all = under.get(group.id) ?? []
        // Of a pile one sees the first.
        return all.slice(0, group.folded ? 1 : all.length).map((note) => ({ note, group, many: all.length }))
      }),
      ...notes.filter(({ parent }) => parent === null || !grouped.has(parent)).reverse().map((note) => ({ note })),
      ...(strokes.length ? [{ strokes }] : []),
    ])
    const count = part(zone, "[data-count]")
    count.textContent = String(notes.filter(({ type }) => type === "note").length || "")
  }

  /** Show those whose turn it is; whoever wrote meanwhile sees theirs with the first. @param {HTMLElement} zone @param {Hung[]} all */
  #showTurn(zone, all) {
    const { zone: id = "" } = zone.dataset
    const before = this.#turns.get(id)
    const from = before && all.length <= before.notes && before.from < all.length ? before.from : 0
    const turn = { ...this.#fit(zone, all, from), notes: all.length }
    this.#turns.set(id, turn)
    if (turn.from !== before?.from || turn.shown !== before.shown || turn.notes !== before.notes) this.#reading = false
    const more = part(zone, "[data-more]")
    more.hidden = turn.shown >= all.length
    more.textContent = more.hidden ? "" : inTurn(turn.from, turn.shown, all.length)
  }

  /** Make papers as large as all of them fit, the question of the zone above them; else show as many as there is room for, from one on.
   * @param {HTMLElement} zone @param {Hung[]} all @param {number} from @returns {{ from: number, shown: number }} */
  #fit(zone, all, from) {
    const list = part(zone, "[data-notes]")
    const ask = /** @type {HTMLElement | null} */ (zone.querySelector("[data-ask]"))
    if (ask) ask.hidden = false
    if (all.length <= AT_ONCE) {
      const papers = this.#hang(zone, list, all)
      const groups = /** @type {HTMLElement[]} */ ([...list.querySelectorAll(".bw-group")])
      for (const keeps of groups.length ? KEEPS : [isAnyhow]) {
        list.toggleAttribute("data-across", groups.length > 0 && keeps === isAnyhow)
        for (const asks of ask ? [true, false] : [false]) {
          if (ask) ask.hidden = !asks
          if (allFit(list, papers, this.#alone ? ALONE : FITS, () => groups.every(keeps))) return { from: 0, shown: all.length }
        }
      }
    }
    if (ask) ask.hidden = false
    if (ask) ask.hidden = ask.offsetHeight > ASKED * zone.offsetHeight
    return { from, shown: oneTurn(list, this.#hang(zone, list, all.slice(from, from + AT_ONCE))) }
  }

  /** Put these on the list and nothing else, those of a group under its title. @param {HTMLElement} zone @param {HTMLElement} list @param {Hung[]} some @returns {HTMLElement[]} */
  #hang(zone, list, some) {
    const colour = zone.dataset.colour ?? "plain"
    const papers = some.map(({ note, strokes = [] }) => (note ? this.#paper(zone, note, colour) : this.#drawn(zone, strokes)))
    const places = some.map(({ group, many = 0 }, index) => {
      if (!group) return papers[index] ?? ""
      if (some[index - 1]?.group === group) return ""
      return this.#group(zone, group, papers.filter((_, at) => some[at]?.group === group), many)
    })
    list.replaceChildren(...places.filter((place) => place !== ""))
    return papers
  }

  /** The next ones, in every zone that has more than one turn. */
  #turn() {
    for (const turn of this.#turns.values()) turn.from = (turn.from + turn.shown) % Math.max(1, turn.notes)
    this.#reading = false
    this.#soon()
  }

  /** @param {HTMLElement} zone @param {Note} group @param {HTMLElement[]} papers @param {number} many */
  #group(zone, group, papers, many) {
    const kept = zone.querySelector(`li.bw-group[data-note="${CSS.escape(group.id)}"]`)
    const place = /** @type {HTMLElement} */ (kept ?? groupPlace(group.id))
    const [head, title, says] = [part(place, "h3"), part(place, "[data-title]"), part(place, "[data-says]")]
    if (title.textContent !== group.text) title.textContent = group.text
    if (group.lang) title.lang = group.lang
    else title.removeAttribute("lang")
    if (group.folded) head.dataset.many = String(many)
    else delete head.dataset.many
    says.textContent = this.#says(group.id)
    place.hidden = false
    part(place, "ul").replaceChildren(...papers)
    return place
  }

  /** @param {HTMLElement} zone @param {Note} written @param {string} colour */
  #paper(zone, written, colour) {
    const note = this.#told(written)
    const kept = zone.querySelector(`li.bw-note[data-note="${CSS.escape(note.id)}"]`)
    const paper = /** @type {HTMLElement} */ (kept ?? document.createElement("li"))
    const length = [...note.text].length
    const size = SIZES.find(([most]) => length <= Number(most))?.[1]
    paper.className = `note bw-note ${(note.colour && this.#papers[note.colour]) || (note.type === "note" ? colour : "plain")} ${size}`
    paper.dataset.type = note.type
    paper.dataset.note = note.id
    paper.hidden = false
    paper.dir = note.dir
    if (note.lang) paper.lang = note.lang
    else paper.removeAttribute("lang")
    if (note.asset) this.#image(paper, note)
    else if (note.fields || paper.querySelector("[data-answers]")) this.#answers(paper, note)
    else if (paper.textContent !== note.text) paper.textContent = note.text
    const says = this.#says(note.id)
    if (says) paper.dataset.became = says
    else delete paper.dataset.became
    return paper
  }

  /** What is drawn by hand in a zone, as one picture. @param {HTMLElement} zone @param {Note[]} strokes */
  #drawn(zone, strokes) {
    const kept = zone.querySelector("li.bw-drawn")
    const place = /** @type {HTMLElement} */ (kept ?? Object.assign(document.createElement("li"), { className: "note bw-note bw-drawn" }))
    place.hidden = false
    place.classList.remove("is-whole")
    const picture = sketch(strokes, nt("%(n)s pen stroke is drawn here.", "%(n)s pen strokes are drawn here.", strokes.length), this.#papers, place.querySelector("svg"))
    if (picture.parentElement !== place) place.append(picture)
    return place
  }

  /** An image over what it shows in words. @param {HTMLElement} paper @param {Note} note */
  #image(paper, note) {
    paper.classList.add("bw-image")
    const image = paper.querySelector("img") ?? pictureOf(this.#root, note)
    image.alt = note.text ? "" : t("An image nobody has described")
    if (paper.textContent !== note.text || paper.firstChild !== image) paper.replaceChildren(image, note.text)
  }

  /** Its words, and what it answers to what the canvas asks. @param {HTMLElement} paper @param {Note} note */
  #answers(paper, note) {
    const place = /** @type {HTMLElement} */ (paper.querySelector("[data-answers]") ?? answersPlace())
    drawAnswers(place, answersOf(this.#root, note))
    if (paper.firstChild?.textContent !== note.text || paper.lastChild !== place) paper.replaceChildren(note.text, place)
  }

  /** How many dots it was given, and what became of it. @param {string} id */
  #says(id) {
    return [this.#dots.get(id), this.#outcomes.says(id)].filter(Boolean).join(" · ")
  }

  /** What a closed vote on this board came to. */
  async #count() {
    const answer = await asked(`/votes/of/${encodeURIComponent(this.#root.dataset.board ?? "")}/`)
    if (!answer) return
    const { results = [] } = answer
    this.#dots = new Map(results.map((/** @type {{ element: string, say: string }} */ each) => [each.element, each.say]))
    this.#soon()
  }
}

/** What hangs on the wall: notes, images, and words that stand by themselves. @param {Note} element */
const hangs = ({ type, text }) => ["note", "image"].includes(type) || (text !== "" && ["text", "shape"].includes(type))

/** Make papers as large as all of them fit; whether they do. @param {HTMLElement} list @param {HTMLElement[]} papers @param {string[]} sizes @param {() => boolean} keeps whether groups lie as they should */
function allFit(list, papers, sizes, keeps) {
  return sizes.some((size) => {
    list.dataset.fit = size
    const room = list.getBoundingClientRect()
    return papers.every((paper) => fits(paper, room)) && keeps()
  })
}

/** Show as many as there is room for; one that is too large for a column lies over all of them, with the
 * least letters the back row reads where it is too large for that as well. How many they are.
 * @param {HTMLElement} list @param {HTMLElement[]} papers */
function oneTurn(list, papers) {
  list.dataset.fit = "low"
  list.removeAttribute("data-across")
  const room = list.getBoundingClientRect()
  const [group] = /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll(".bw-group"))
  if (group) list.toggleAttribute("data-across", !begins(group) || !fits(part(group, ".bw-note"), room))
  const over = () => papers.findIndex((paper) => !fits(paper, room))
  if (over() === 0) papers[0]?.classList.add("is-whole")
  if (over() === 0) papers[0]?.classList.add("is-tight")
  const first = over()
  const shown = first < 0 ? papers.length : Math.max(1, first)
  for (const paper of papers.slice(shown)) paper.hidden = true
  for (const group of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll(".bw-group"))) group.hidden = group.querySelector(".bw-note:not([hidden])") === null
  return shown
}

/** Whether a group of few notes lies in one column; one that has the wall to itself, or many notes, goes on in the next. @param {HTMLElement} group */
function isTogether(group) {
  const many = group.querySelectorAll(".bw-note").length > TOGETHER || group.closest("[data-alone]") !== null
  return many ? begins(group) : group.getClientRects().length === 1
}

/** Whether the title of a group is whole and above the first of its notes. @param {HTMLElement} group */
function begins(group) {
  const [head, more] = part(group, "h3").getClientRects()
  const [note] = part(group, ".bw-note").getClientRects()
  return head !== undefined && more === undefined && note !== undefined && Math.abs(head.left - note.left) <= 1
}

const isAnyhow = () => true

/** How groups should lie, the best first; where columns are too low for a title and a note under it, titles go across them. */
const KEEPS = [isTogether, begins, isAnyhow]

/** Whether a paper is seen whole: in one column, and within the zone. @param {HTMLElement} paper @param {DOMRect} room */
function fits(paper, room) {
  const [box, more] = paper.getClientRects()
  return box !== undefined && more === undefined && box.right <= room.right + 1 && box.bottom <= room.bottom + 1
}

/** Say which of all papers are shown: one number where it is one paper. @param {number} before @param {number} shown @param {number} all */
function inTurn(before, shown, all) {
  if (shown === 1) return t("%(number)s of %(all)s, in turn", { number: number(before + 1), all: number(all) })
  return t("%(from)s–%(to)s of %(all)s, in turn", { from: number(before + 1), to: number(before + shown), all: number(all) })
}

/** Where the notes of a group hang, under its title. @param {string} id */
function groupPlace(id) {
  const place = document.createElement("li")
  place.className = "bw-group"
  place.dataset.note = id
  const head = document.createElement("h3")
  const [title, says] = ["title", "says"].map((name) => {
    const span = document.createElement("span")
    span.dataset[name] = ""
    span.dir = "auto"
    return span
  })
  head.append(title ?? "", says ?? "")
  place.append(head, document.createElement("ul"))
  return place
}

/** Put a zone where the canvas has it, or elsewhere. @param {HTMLElement} zone @param {number[]} [box] */
function put(zone, box = JSON.parse(zone.dataset.box ?? "[]")) {
  const [left = 0, top = 0, right = 0, bottom = 0] = box
  const percent = (/** @type {number} */ part, /** @type {number} */ whole) => `${(100 * part) / whole}%`
  zone.style.left = percent(left, BOARD.width)
  zone.style.top = percent(top, BOARD.height)
  zone.style.width = percent(right - left, BOARD.width)
  zone.style.height = percent(bottom - top, BOARD.height)
}
