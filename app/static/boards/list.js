/**
 * The board as a list by zone: the same store as any canvas, on phone and laptop. The
 * server draws the first picture; from then on each note is changed in its place, so that
 * what somebody is writing, reading or focusing stays where it is.
 */
import { nt, t } from "../i18n.js"
import { EVERYONE } from "./reducer.js"
import { copy, drawNote, part, settle, write } from "./note.js"

/** @typedef {import("./store.js").BoardStore} BoardStore */
/** @typedef {import("./reducer.js").Element} Note */
/** @typedef {{ seat: string, facilitates: boolean, names: Record<string, string> }} Reader */

export class List {
  /** @type {Map<string, HTMLElement>} */
  #zones = new Map()
  #root
  #store
  #reader
  #heard

  /** @param {HTMLElement} root @param {BoardStore} store @param {Reader} reader @param {import("./heard.js").Heard} heard */
  constructor(root, store, reader, heard) {
    this.#root = root
    this.#store = store
    this.#reader = reader
    this.#heard = heard
    for (const zone of root.querySelectorAll("[data-zone]")) {
      if (zone instanceof HTMLElement) this.#zones.set(zone.dataset.zone ?? "", zone)
    }
  }

  /** Draw notes that may look different. @param {Iterable<string>} ids @param {{ tell?: boolean }} [how] */
  draw(ids, { tell = false } = {}) {
    const zones = new Set()
    for (const id of ids) {
      const note = this.#store.shown.elements.get(id)
      const item = this.item(id)
      if (tell) this.#say(note, item)
      if (item && (!note || note.deleted)) {
        zones.add(this.#zoneOf(item))
        this.#remove(item)
      } else if (note && !note.deleted) {
        if (item) zones.add(this.#zoneOf(item))
        zones.add(note.zone)
        this.#drawOne(note, item ?? copy(this.#root, "note"))
      }
    }
    for (const zone of zones) this.#order(zone)
  }

  /** Draw everything, and take away what is no longer there. */
  drawAll() {
    const rendered = [...this.#root.querySelectorAll("li[data-note]")].map((item) => /** @type {HTMLElement} */ (item).dataset.note ?? "")
    this.draw([...rendered, ...this.#store.shown.elements.keys()])
    for (const zone of this.#zones.keys()) this.#order(zone)
  }

  /** @param {string} id @returns {HTMLElement | null} */
  item(id) {
    return this.#root.querySelector(`li[data-note="${CSS.escape(id)}"]`)
  }

  /** Living notes of a zone, in order. @param {string} zone @returns {Note[]} */
  notes(zone) {
    const found = [...this.#store.shown.elements.values()].filter((note) => note.zone === zone && !note.deleted)
    return found.sort((one, other) => (one.z === other.z ? (one.id < other.id ? -1 : 1) : one.z < other.z ? -1 : 1))
  }

  /** @param {Note} note @param {HTMLElement} item */
  #drawOne(note, item) {
    const zone = this.#zones.get(note.zone)
    if (!zone) return
    const { rights, private: alone } = this.#store.context
    const mine = note.author === this.#reader.seat
    const hidden = note.audience !== EVERYONE
    const waiting = this.#store.waiting.has(note.id)
    drawNote(item, note, {
      mine,
      hidden,
      waiting,
      may: {
        edit: !rights[mine ? "change-own" : "rewrite-others"] && mine,
        // What stayed hidden when the others were revealed is its author's to share.
        share: hidden && !alone && !rights.add,
        delete: !rights[mine ? "delete-own" : "delete-others"],
        promote: this.#reader.facilitates && !hidden && !waiting,
      },
      author: note.named && note.author ? (this.#reader.names[note.author] ?? "") : "",
      colour: zone.dataset.colour ?? "plain",
    })
    const list = part(zone, "[data-notes]")
    if (item.parentElement !== list) list.append(item)
  }

  /** @param {string} zone */
  #order(zone) {
    const place = this.#zones.get(zone)
    if (!place) return
    const list = part(place, "[data-notes]")
    const notes = this.notes(zone)
    // A note in somebody's hand stays where the hand is.
    const busy = list.contains(document.activeElement) || list.querySelector("[data-editing]")
    if (!busy) notes.forEach((note, index) => settle(list, this.item(note.id) ?? copy(this.#root, "note"), index))
    write(part(place, "[data-count]"), notes.length ? nt("%(n)s note", "%(n)s notes", notes.length) : "")
  }

  /** @param {HTMLElement} item */
  #remove(item) {
    if (item.contains(document.activeElement)) /** @type {HTMLElement | null} */ (item.closest("[data-zone]")?.querySelector("summary, textarea"))?.focus()
    item.remove()
  }

  /** @param {Element} item */
  #zoneOf(item) {
    return /** @type {HTMLElement | null} */ (item.closest("[data-zone]"))?.dataset.zone ?? ""
  }

  /** @param {Note | undefined} note @param {HTMLElement | null} item */
  #say(note, item) {
    if (!note || note.author === this.#reader.seat) return
    if (!item && !note.deleted) this.#heard.added(part(this.#zones.get(note.zone) ?? this.#root, "[data-title]").textContent ?? t("the board"))
    else this.#heard.changed()
  }
}
