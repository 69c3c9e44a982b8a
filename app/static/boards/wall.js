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
import { sketch } from "./sketch.js"

/** @typedef {import("./store.js").BoardStore} BoardStore */
/** @typedef {import("./reducer.js").Element} Note */

/** Type sizes of a note's words, by how many there are. */
const SIZES = [[30, "s4"], [70, "s3"], [130, "s2"], [Infinity, "s1"]]

/** As many papers of a group hang side by side at most. */
const ACROSS = 4

/** Sizes papers take together, the largest first: as large as they all fit; in low zones as wide as they are read. */
const FITS = ["huge", "large", "usual", "wide"]

/** Milliseconds to read what is shown before the next are. */
const TURN = 12_000

export class Wall {
  #root
  #store
  #due = false
  /** @type {Map<string, string>} */
  #dots = new Map()
  /** @type {Map<string, { shown: number, notes: number }>} zone → which of its turns it shows, and how many notes it had then */
  #turns = new Map()
  /** @type {Record<string, string>} */
  #papers
  /** A colour alone says nothing. @type {Record<string, string>} */
  #hues
  #outcomes

  /** @param {HTMLElement} root @param {BoardStore} store @param {AbortSignal} signal */
  constructor(root, store, signal) {
    this.#root = root
    this.#store = store
    for (const zone of root.querySelectorAll("[data-zone]")) put(/** @type {HTMLElement} */ (zone))
    root.dataset.placed = ""
    this.#papers = JSON.parse(root.dataset.papers ?? "{}")
    this.#hues = JSON.parse(root.dataset.hues ?? "{}")
    document.body.addEventListener("votes:changed", () => void this.#count(), { signal })
    void this.#count()
    this.#outcomes = new Outcomes(root, signal, () => this.#soon())
    store.addEventListener("change", () => this.#soon(), { signal })
    // What stands above it comes and goes: a vote, its result, a word of the facilitator.
    const sized = new ResizeObserver(() => this.#soon())
    sized.observe(root)
    const turning = setInterval(() => this.#turn(), TURN)
    signal.addEventListener("abort", () => (sized.disconnect(), clearInterval(turning)))
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

  /** Groups under their titles, then what lies alone, the newest first. @param {HTMLElement} zone */
  #draw(zone) {
    const here = [...this.#store.shown.elements.values()].filter((each) => each.zone === zone.dataset.zone && !each.deleted).sort(byOrder)
    const notes = here.filter(hangs)
    const groups = here.filter(({ type, text, id }) => (type === "group" || (type === "frame" && text)) && notes.some(({ parent }) => parent === id))
    const grouped = new Set(groups.map(({ id }) => id))
    const list = part(zone, "[data-notes]")
    const colour = zone.dataset.colour ?? "plain"
    const alone = notes.filter(({ parent }) => parent === null || !grouped.has(parent)).reverse().map((note) => this.#paper(zone, note, colour))
    const under = groups.map((group) => {
      const inside = notes.filter(({ parent }) => parent === group.id)
      // Of a pile one sees the first.
      return this.#group(zone, group, inside.slice(0, group.folded ? 1 : inside.length).map((note) => this.#paper(zone, note, colour)), inside.length)
    })
    const strokes = here.filter(({ type }) => type === "ink")
    list.replaceChildren(...under, ...alone, ...(strokes.length ? [this.#drawn(zone, strokes)] : []))
    const papers = /** @type {HTMLElement[]} */ ([...list.querySelectorAll(".bw-note")])
    this.#showTurn(zone, papers, turnsOf(list, papers, under))
    const count = part(zone, "[data-count]")
    count.textContent = String(notes.filter(({ type }) => type === "note").length || "")
  }

  /** Show those whose turn it is; whoever wrote meanwhile sees theirs with the first. @param {HTMLElement} zone @param {HTMLElement[]} papers @param {HTMLElement[][]} turns */
  #showTurn(zone, papers, turns) {
    const { zone: id = "" } = zone.dataset
    const before = this.#turns.get(id) ?? { shown: 0, notes: papers.length }
    const shown = papers.length > before.notes ? 0 : before.shown % Math.max(1, turns.length)
    this.#turns.set(id, { shown, notes: papers.length })
    const now = turns[shown] ?? []
    only(papers, [.../** @type {NodeListOf<HTMLElement>} */ (zone.querySelectorAll(".bw-group"))], new Set(now))
    const more = part(zone, "[data-more]")
    more.hidden = turns.length < 2
    const from = turns.slice(0, shown).flat().length
    more.textContent = more.hidden ? "" : inTurn(from, now.length, papers.length)
  }

  /** The next ones, in every zone that has more than one turn. */
  #turn() {
    for (const turn of this.#turns.values()) turn.shown += 1
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
    place.style.setProperty("--across", String(Math.min(papers.length, ACROSS)))
    part(place, "ul").replaceChildren(...papers)
    return place
  }

  /** @param {HTMLElement} zone @param {Note} note @param {string} colour */
  #paper(zone, note, colour) {
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
    const says = this.#says(note.id, this.#hues[note.colour ?? ""])
    if (says) paper.dataset.became = says
    else delete paper.dataset.became
    return paper
  }

  /** What is drawn by hand in a zone, as one picture. @param {HTMLElement} zone @param {Note[]} strokes */
  #drawn(zone, strokes) {
    const kept = zone.querySelector("li.bw-drawn")
    const place = /** @type {HTMLElement} */ (kept ?? Object.assign(document.createElement("li"), { className: "note bw-note bw-drawn" }))
    place.hidden = false
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

  /** Its own colour, how many dots it was given, and what became of it. @param {string} id @param {string} [hue] */
  #says(id, hue) {
    return [hue, this.#dots.get(id), this.#outcomes.says(id)].filter(Boolean).join(" · ")
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

/** Make papers as large as all of them fit, else share them out: each turn shows as many as there is room for.
 * @param {HTMLElement} list @param {HTMLElement[]} papers @param {HTMLElement[]} groups @returns {HTMLElement[][]} */
function turnsOf(list, papers, groups) {
  const fits = (/** @type {HTMLElement} */ paper) => paper.offsetTop + paper.offsetHeight <= list.clientHeight + 1
  only(papers, groups, new Set(papers))
  for (const size of FITS) {
    list.dataset.fit = size
    if (papers.every(fits)) return [papers]
  }
  // As few turns as may be in which each is seen whole.
  const [wide, usual] = ["wide", "usual"].map((size) => ({ size, ...shared(list, papers, groups, size, fits) }))
  const best = usual && wide && !usual.cut.length && usual.turns.length <= wide.turns.length ? usual : wide
  list.dataset.fit = best?.size ?? "wide"
  for (const paper of best?.cut ?? []) paper.classList.add("is-whole")
  return best?.turns ?? [papers]
}

/** In which turns papers of this size are shown, and which are too large by themselves: they have a turn all the same.
 * @param {HTMLElement} list @param {HTMLElement[]} papers @param {HTMLElement[]} groups @param {string} size @param {(paper: HTMLElement) => boolean} fits */
function shared(list, papers, groups, size, fits) {
  list.dataset.fit = size
  /** @type {HTMLElement[][]} */
  const turns = []
  /** @type {HTMLElement[]} */
  const cut = []
  for (let left = papers; left.length; left = left.slice(turns.at(-1)?.length)) {
    only(papers, groups, new Set(left))
    const first = left.findIndex((paper) => !fits(paper))
    if (first === 0 && left[0]) cut.push(left[0])
    turns.push(first < 0 ? left : left.slice(0, Math.max(1, first)))
  }
  return { turns, cut }
}

/** Say which of all papers are shown: one number where it is one paper. @param {number} before @param {number} shown @param {number} all */
function inTurn(before, shown, all) {
  if (shown === 1) return t("%(number)s of %(all)s, in turn", { number: number(before + 1), all: number(all) })
  return t("%(from)s–%(to)s of %(all)s, in turn", { from: number(before + 1), to: number(before + shown), all: number(all) })
}

/** Show these papers and the groups that have one of them. @param {HTMLElement[]} papers @param {HTMLElement[]} groups @param {ReadonlySet<HTMLElement>} shown */
function only(papers, groups, shown) {
  for (const paper of papers) paper.hidden = !shown.has(paper)
  for (const group of groups) group.hidden = group.querySelector(".bw-note:not([hidden])") === null
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
  const canopy = document.createElement("span")
  canopy.className = "canopy"
  place.append(head, canopy, document.createElement("ul"))
  return place
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
