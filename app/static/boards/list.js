/**
 * The board as a list: zone, frame, group, note. The same store as any canvas, on phone and laptop.
 * The server draws the first picture; from then on each thing is changed in its place, so
 * that what somebody is writing, reading or focusing stays where it is.
 */
import { nt } from "../i18n.js"
import { byOrder } from "./adding.js"
import { copy, drawGroup, drawNote, held, part, settle, write } from "./note.js"
import { free, keptOut, mayComment } from "./reach.js"
import { EVERYONE, INBOX } from "./reducer.js"
import { rove } from "./roving.js"
import { tellTitles } from "./zone_titles.js"

/** @typedef {import("./store.js").BoardStore} BoardStore */
/** @typedef {import("./reducer.js").Element} Note */
/** @typedef {{ seat: string, facilitates: boolean, names: Record<string, string>, papers: Record<string, string>, hues: Record<string, string> }} Reader */

export class List {
  /** What `things.js` knows once it is here of what is no note: how many comments there are, where it stands, and in which turn. @type {{ said: (id: string) => number, at: (note: Note) => Note, inTurn: (notes: Note[]) => Note[] }} */
  things = { said: () => 0, at: (note) => note, inTurn: (notes) => notes }
  /** @type {Map<string, HTMLElement>} */
  #zones = new Map()
  #root
  #store
  #reader
  #told

  /** @param {HTMLElement} root @param {BoardStore} store @param {Reader} reader */
  constructor(root, store, reader) {
    this.#root = root
    this.#store = store
    this.#reader = reader
    this.#told = tellTitles(root)
    for (const zone of root.querySelectorAll("[data-zone]")) {
      if (zone instanceof HTMLElement) this.#zones.set(zone.dataset.zone ?? "", zone)
    }
  }

  /** Draw what may look different. @param {Iterable<string>} ids */
  draw(ids) {
    const zones = new Set()
    const [living, gone] = [/** @type {Note[]} */ ([]), /** @type {HTMLElement[]} */ ([])]
    for (const id of ids) {
      const [note, item] = [this.#store.shown.elements.get(id), this.item(id)]
      if (item) zones.add(zoneOf(item))
      if (note && !note.deleted && listed(note)) living.push(note)
      else if (item) gone.push(item)
    }
    // A group is there before what lies in it, and goes after what lay in it.
    for (const note of living.sort((one, other) => rank(other) - rank(one))) {
      zones.add(this.things.at(note).zone)
      this.#drawOne(note)
    }
    for (const item of gone) {
      // Whoever writes in it takes the words out.
      item.dispatchEvent(new Event("note:gone", { bubbles: true }))
      held(item, () => item.remove())
    }
    for (const zone of zones) this.#order(zone)
  }

  /** Draw everything, and take away what is no longer there. */
  drawAll() {
    const rendered = [...this.#root.querySelectorAll("[data-note]")].map((item) => /** @type {HTMLElement} */ (item).dataset.note ?? "")
    this.draw([...rendered, ...this.#store.shown.elements.keys()])
    for (const zone of this.#zones.keys()) this.#order(zone)
  }

  /** @param {string} id @returns {HTMLElement | null} */
  item(id) {
    const found = document.getElementById(id)
    return found?.dataset.note === id && this.#root.contains(found) ? found : null
  }

  /** What this seat may do with something that lies here. @param {Note} note */
  may(note) {
    const { rights, private: alone } = this.#store.context
    const may = (/** @type {string} */ own, /** @type {string} */ others) => free(this.#store.context, note, own, others)
    const hidden = note.audience !== EVERYONE
    const shut = keptOut(this.#store.context, note.zone)
    const arrange = may("change-own", "arrange-others")
    const paper = note.type === "note"
    return {
      // Where everybody writes alone, nobody writes where all would read it.
      edit: may("change-own", "rewrite-others") && (hidden || !alone || this.#reader.facilitates),
      move: arrange && !note.about,
      colour: arrange && paper,
      tongue: arrange && note.text !== "",
      answer: arrange && Boolean(note.fields || this.#zones.get(note.zone)?.dataset.asks) && paper,
      group: arrange && paper && !rights.add && !shut,
      duplicate: paper && !rights.add && !shut,
      fold: arrange && note.type === "group" && !note.folded,
      unfold: arrange && note.type === "group" && Boolean(note.folded),
      free: arrange && note.parent !== null,
      comment: mayComment(this.#store.context, note) || this.things.said(note.id) > 0,
      connect: !["comment", "connector"].includes(note.type) && !rights.add && !shut,
      merge: paper && may("change-own", "rewrite-others") && may("delete-own", "delete-others"),
      lock: this.#reader.facilitates && !rights.lock && !note.locked,
      unlock: !rights.lock && Boolean(note.locked),
      // What stayed hidden when the others were revealed is its author's to share.
      share: paper && note.audience === this.#reader.seat && !alone && !rights.add && !shut,
      // What facilitators look at before all see it, or have hidden.
      show: this.#reader.facilitates && note.audience.startsWith(INBOX),
      hide: this.#reader.facilitates && !hidden && !this.#store.waiting.has(note.id),
      delete: may("delete-own", "delete-others"),
      wall: this.#reader.facilitates && note.audience === EVERYONE && (paper || note.type === "group"),
      promote: this.#reader.facilitates && (paper || note.type === "group") && !hidden && !this.#store.waiting.has(note.id),
    }
  }

  /** @param {Note} note */
  #drawOne(note) {
    const zone = this.#zones.get(this.things.at(note).zone)
    if (!zone) return
    const item = this.item(note.id) ?? copy(this.#root, rank(note) ? "group" : "note")
    const may = this.may(note)
    const look = {
      mine: note.author === this.#reader.seat, hidden: note.audience === this.#reader.seat, inbox: note.audience.startsWith(INBOX), waiting: this.#store.waiting.has(note.id),
      may: Object.values(may).includes(true), offers: may.share || may.show ? may : null, author: (note.named && this.#reader.names[note.author ?? ""]) || "",
      paper: this.#reader.papers[note.colour ?? ""] || (note.type === "note" && zone.dataset.colour) || "plain",
      hue: this.#reader.hues[note.colour ?? ""] ?? "",
    }
    if (rank(note)) drawGroup(item, note, look)
    else drawNote(item, this.#told(note), look)
    const home = this.#home(note, zone)
    // What somebody writes in comes along once they are done.
    if (item.parentElement !== home && !item.querySelector("form")) held(item, () => home.append(item))
  }

  /** The list a note or a group stands in. @param {Note} note @param {HTMLElement} zone */
  #home(note, zone) {
    const { parent } = this.things.at(note)
    const group = parent === null ? null : zone.querySelector(`[data-group][data-note="${CSS.escape(parent)}"]`)
    return part(group ?? zone, rank(note) ? ":scope > [data-groups]" : ":scope > [data-notes]")
  }

  /** @param {string} id */
  #order(id) {
    const zone = this.#zones.get(id)
    if (!zone) return
    const lying = this.things.inTurn([...this.#store.shown.elements.values()].filter((each) => !each.deleted && listed(each) && this.things.at(each).zone === id).sort(byOrder))
    /** @type {Map<HTMLElement, Note[]>} */
    const lists = new Map()
    for (const list of zone.querySelectorAll("[data-groups], [data-notes]")) lists.set(/** @type {HTMLElement} */ (list), [])
    for (const each of lying) lists.get(this.#home(each, zone))?.push(each)
    for (const [list, notes] of lists) {
      // A note in somebody's hand stays where the hand is.
      if (!list.querySelector("form")) notes.forEach((note, index) => settle(list, this.item(note.id), index))
      const group = list.closest("[data-group]")
      if (group && list.matches("[data-notes]")) write(part(group, "[data-count]"), counted(notes))
    }
    write(part(zone, "summary [data-count]"), counted(lying))
    part(zone, "[data-loose]").hidden = !zone.querySelector("[data-group]")
    rove(zone)
  }
}

/** @param {Note[]} lying */
function counted(lying) {
  const notes = lying.filter(({ type }) => type === "note").length
  return notes ? nt("%(n)s note", "%(n)s notes", notes) : ""
}

/** Whether something stands in the list: all but strokes, which say nothing one by one. @param {Note} element */
const listed = ({ type }) => type !== "ink"

/** How much may lie in something: frames hold groups, groups hold notes, and those nothing. @param {Note} element */
const rank = ({ type }) => ["group", "frame"].indexOf(type) + 1

/** @param {Element} item */
const zoneOf = (item) => /** @type {HTMLElement | null} */ (item.closest("[data-zone]"))?.dataset.zone ?? ""
