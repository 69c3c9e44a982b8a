/**
 * What stands in the list and is no note: says what each is, shows images, keeps comments with
 * what they are about, counts strokes. Fetched with the first of them.
 */
import { nt, t } from "../seldom.js"
import { inWords } from "./in_words.js"
import { part, write } from "./note.js"
import { pictureOf } from "./picture.js"
import { dress } from "./sheet.js"
import { sketch } from "./sketch.js"
import { thrifty } from "../workshops/thrifty.js"

/** @typedef {import("./reducer.js").Element} Note */
/** @typedef {ReadonlyMap<string, Note>} Elements */

export class Things {
  #root
  #list
  #store
  /** @type {Record<string, string>} */
  #papers

  /** @param {HTMLElement} root @param {import("./list.js").List} list @param {import("./store.js").BoardStore} store */
  constructor(root, list, store) {
    dress("board-things.css")
    this.#root = root
    this.#list = list
    this.#store = store
    this.#papers = JSON.parse(root.dataset.papers ?? "{}")
    list.things = { said: (id) => [...store.shown.elements.values()].filter(({ type, about, deleted }) => type === "comment" && about === id && !deleted).length, at: (note) => at(note, store.shown.elements), inTurn: (notes) => inTurn(notes, store.shown.elements) }
    root.addEventListener("click", (event) => this.#show(event))
    list.drawAll()
  }

  /** Write on each thing what it is. */
  mark() {
    const { elements } = this.#store.shown
    /** @type {Map<string, Note[]>} */
    const strokes = new Map()
    for (const each of elements.values()) {
      if (each.deleted || each.type === "note" || each.type === "group") continue
      if (each.type === "ink") strokes.set(each.zone, [...(strokes.get(each.zone) ?? []), each])
      const item = this.#list.item(each.id)
      if (item) this.#say(item, each, elements)
    }
    for (const zone of /** @type {NodeListOf<HTMLElement>} */ (this.#root.querySelectorAll("[data-zone]"))) this.#drawn(zone, strokes.get(zone.dataset.zone ?? "") ?? [])
  }

  /** Show what is drawn in a zone, say how much, and offer what may be done with it. @param {HTMLElement} zone @param {Note[]} strokes */
  #drawn(zone, strokes) {
    const there = /** @type {HTMLElement | null} */ (zone.querySelector("[data-strokes]"))
    if (!there && strokes.length === 0) return
    const place = there ?? Object.assign(document.createElement("p"), { className: "small soft" })
    if (!there) {
      place.dataset.strokes = ""
      part(zone, ":scope > [data-notes]").after(place)
    }
    const around = /** @type {HTMLElement} */ (zone.querySelector("[data-sketch]") ?? offered(place))
    const words = nt("%(n)s pen stroke is drawn here.", "%(n)s pen strokes are drawn here.", strokes.length)
    for (const each of [place, around]) each.hidden = strokes.length === 0
    write(place, words)
    if (strokes.length) around.prepend(sketch(strokes, words, this.#papers, around.querySelector("svg")))
    for (const [deed, may] of /** @type {const} */ ([["sketch-delete", "delete"], ["sketch-move", "move"]])) part(around, `[data-act="${deed}"]`).hidden = !strokes.some((each) => this.#list.may(each)[may])
  }

  /** @param {HTMLElement} item @param {Note} element @param {Elements} elements */
  #say(item, element, elements) {
    item.dataset.type = element.type
    const words = part(item, "[data-text]")
    const says = inWords(element, elements)
    if (says) write(this.#kind(item, words), says)
    if (!element.asset) return
    const there = /** @type {HTMLImageElement | null} */ (item.querySelector(":scope > img"))
    if (!there && thrifty()) return this.#offer(item, words)
    const image = there ?? words.parentElement?.insertBefore(pictureOf(this.#root, element), words)
    if (!image) return
    image.className = "bd-img"
    // Its words stand below it.
    image.alt = element.text ? "" : t("An image nobody has described")
  }

  /** An image comes when somebody asks for it. @param {HTMLElement} item @param {HTMLElement} words */
  #offer(item, words) {
    if (item.querySelector(":scope > [data-picture]")) return
    const button = Object.assign(document.createElement("button"), { className: "btn bd-off", type: "button", textContent: t("Show the image") })
    button.dataset.picture = ""
    words.before(button)
  }

  /** @param {Event} event */
  #show(event) {
    const button = /** @type {Element} */ (event.target).closest("[data-picture]")
    const item = /** @type {HTMLElement | null | undefined} */ (button?.closest("[data-note]"))
    const element = this.#store.shown.elements.get(item?.dataset.note ?? "")
    if (!button || !item || !element?.asset) return
    event.preventDefault()
    const image = pictureOf(this.#root, element)
    button.replaceWith(image)
    image.tabIndex = -1
    image.focus({ preventScroll: true })
    this.#say(item, element, this.#store.shown.elements)
  }

  /** Where an item says what it is. @param {HTMLElement} item @param {HTMLElement} words */
  #kind(item, words) {
    const there = /** @type {HTMLElement | null} */ (item.querySelector(":scope > [data-kind], :scope > .bd-gh > [data-kind]"))
    if (there) return there
    const kind = document.createElement(item.matches("li") ? "p" : "span")
    kind.className = "bd-kind small soft"
    kind.dataset.kind = ""
    words.before(kind)
    return kind
  }
}

/** Where something stands: a comment with what it is about. Pure. @param {Note} note @param {Elements} elements @returns {Note} */
export function at(note, elements) {
  const about = told(note, elements)
  if (!about) return note
  return { ...note, zone: about.zone, parent: ["group", "frame"].includes(about.type) ? about.id : about.parent }
}

/** Comments behind what they are about, all else as it is. Pure. @param {Note[]} notes @param {Elements} elements @returns {Note[]} */
export function inTurn(notes, elements) {
  const said = notes.filter((each) => told(each, elements))
  if (said.length === 0) return notes
  const others = notes.filter((each) => !said.includes(each))
  return others.flatMap((each) => [each, ...said.filter(({ about }) => about === each.id)])
}

/** What a comment is about, as long as the list shows that. @param {Note} note @param {Elements} elements */
function told(note, elements) {
  const about = note.type === "comment" ? elements.get(note.about ?? "") : undefined
  return about && !about.deleted && about.type !== "ink" ? about : undefined
}

/** A place for what is drawn, with what may be done with it. @param {HTMLElement} said what says how much it is */
function offered(said) {
  const place = document.createElement("div")
  place.dataset.sketch = ""
  const row = Object.assign(document.createElement("p"), { className: "row" })
  for (const [deed, words] of [["sketch-move", t("Move the drawing to…")], ["sketch-delete", t("Delete the drawing")]]) {
    const button = Object.assign(document.createElement("button"), { className: "btn btn-bare", type: "button", textContent: words })
    button.dataset.act = deed
    row.append(button)
  }
  place.append(row)
  said.after(place)
  return place
}
