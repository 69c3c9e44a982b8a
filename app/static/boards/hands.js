/** What people do with notes and groups of the list beside writing new ones: menus, changes, questions, undo. */
import { t, together } from "../later.js"
import { loaded, wanted } from "../lazy.js"
import { free } from "./adding.js"
import { ask } from "./asking.js"
import { sayFull } from "./brimful.js"
import { Company } from "./company.js"
import { addGroup, colour, fold, hide, lock, merge, move, remove, share, show, unlock } from "./deeds.js"
import { quoted } from "./in_words.js"
import { takeImages } from "./incoming.js"
import { copy, part } from "./note.js"
import { takeAlong, undoing } from "./past.js"
import { offerBack, writeAgain } from "./refusals.js"
import { offerLost, tellRestored } from "./restored.js"
import { followShared } from "./returned.js"
import { Rewriting } from "./rewriting.js"
import { dress } from "./sheet.js"
import { openAtRest } from "./resting.js"
import { typedAhead } from "./typed_ahead.js"

/** @typedef {import("./gesture.js").Desk} Desk */
/** @typedef {import("./gesture.js").Note} Note */
/** @typedef {import("./writing.js").Page} Page */

const UNDO_SHOWN = 20_000
/** Board units between a drawing that comes into a zone and the zone's edge and title. */
const [AIR, BELOW] = [40, 110]

export class Hands {
  /** What is offered back. @type {import("./gesture.js").Entry | undefined} */
  #offered
  #toasts = 0
  #desk
  #page
  #rewriting
  #choose

  /** @param {Desk} desk @param {Page} page @param {AbortSignal} signal */
  constructor(desk, page, signal) {
    this.#desk = desk
    this.#page = page
    dress("board-hands.css")
    this.#rewriting = new Rewriting(desk, page, signal)
    const { root } = page
    const on = (/** @type {string} */ name, /** @type {(event: any) => void} */ hear) => root.addEventListener(name, hear, { signal })
    on("keydown", (event) => this.#key(event))
    page.spread()
    page.decorate(new Company(root, desk.store, signal))
    openAtRest(root, signal)
    if ("SpeechRecognition" in globalThis || "webkitSpeechRecognition" in globalThis) void loaded(() => import("./dictation.js")).then(({ offerDictation }) => offerDictation(root, desk.own, signal))
    takeAlong(root, desk, signal)
    sayFull(root, desk, signal)
    this.#choose = takeImages(root, desk, (event) => ({ zone: zoneAt(root, event), spot: (zone, size) => free(desk, zone, { size }) }), signal)
    void offerLost(root, desk, signal)
    this.#offer()
    desk.past.addEventListener("change", () => this.#offer(), { signal })
  }

  /** Do what a button says. @param {HTMLElement} button */
  act(button) {
    const { act } = button.dataset
    if (act === "undo" || act === "redo") return void this.back(act === "redo")
    if (act === "take-back") return void this.#goBack(({ takeBack, undo }) => (this.#offered ? takeBack(this.#desk, this.#offered) : undo(this.#desk)))
    if (act === "map") return void wanted(() => import("./canvas/map.js"), this.#page.root).then(({ openMap }) => openMap(this.#page.root, this.#desk, goTo))
    if (act === "put-image") return this.#choose()
    if (act === "new-thing") return void this.#thing(/** @type {HTMLElement} */ (button.closest("[data-zone]")).dataset.zone ?? "", button)
    if (act === "new-group") return void this.#group(/** @type {HTMLElement} */ (button.closest("[data-zone]")).dataset.zone ?? "", null, button)
    const item = /** @type {HTMLElement | null} */ (button.closest("[data-note]"))
    if (act === "sketch-move" || act === "sketch-delete") return void this.#sketch(/** @type {HTMLElement} */ (button.closest("[data-zone]")).dataset.zone ?? "", act, button)
    const note = this.#desk.store.shown.elements.get(item?.dataset.note ?? "")
    const menu = /** @type {HTMLElement | null | undefined} */ (item?.querySelector("[data-menu]"))
    if (!item || !note || !menu) return
    // Pressed twice before the row was drawn anew it would be shown twice.
    if (act === "share" && button.hidden) return
    button.hidden ||= act === "share"
    // The focus goes back to the menu before it closes, or it would be nowhere.
    const handle = part(menu, "summary")
    handle.focus()
    menu.removeAttribute("open")
    void this.#do(act ?? "", item, note, handle)
  }

  /** Fill a menu with what may be done. @param {HTMLElement} menu */
  open(menu) {
    const note = this.#desk.store.shown.elements.get(/** @type {HTMLElement} */ (menu.closest("[data-note]")).dataset.note ?? "")
    if (!note || !menu.hasAttribute("open")) return
    const may = /** @type {Record<string, boolean>} */ ({ ...this.#page.list.may(note), read: Boolean(globalThis.speechSynthesis?.getVoices().some(({ localService }) => localService) && note.text), copy: Boolean(note.text && navigator.clipboard) })
    // What was there before may be in use already: opening is told late.
    const list = /** @type {HTMLElement} */ (menu.querySelector(".pop") ?? menu.appendChild(copy(this.#page.root, "menu")))
    for (const button of list.querySelectorAll("button")) {
      button.hidden = !may[button.dataset.act ?? ""] || ![undefined, wordsFor(note.type, button.dataset.act)].includes(button.dataset.for)
    }
    // Near the end of the page it opens upwards, where all of it has room: below it the page can be scrolled.
    list.classList.remove("pop-up")
    const { bottom, height } = list.getBoundingClientRect()
    list.classList.toggle("pop-up", bottom > innerHeight && menu.getBoundingClientRect().top > height)
  }

  /** Undo, or do again. @param {boolean} again */
  back = (again) => this.#goBack(({ redo, undo }) => (again ? redo : undo)(this.#desk))

  /** @param {(undoing: typeof import("./undo.js")) => Promise<void>} way */
  async #goBack(way) {
    const toast = part(this.#page.root, "[data-toast]")
    const there = toast.contains(document.activeElement)
    await way(await wanted(undoing, this.#page.root))
    toast.hidden = true
    if (there) this.#rest()
  }

  /** @param {{ op?: import("./outbox.js").Op, say?: string }} refused */
  offerBack = (refused) => offerBack(this.#page.root, refused, (words, zone) => writeAgain(this.#page.root, words, zone))

  /** @param {import("./restored.js").Past} past */
  restored = (past) => void tellRestored(this.#page.root, this.#desk, past)

  /** @param {string} act @param {HTMLElement} item @param {Note} note @param {HTMLElement} handle */
  async #do(act, item, note, handle) {
    const [desk, { root, list }] = [this.#desk, this.#page]
    switch (act) {
      case "read": return wanted(() => import("../workshops/aloud.js"), root).then(({ read }) => read([{ text: note.text, lang: note.lang || document.documentElement.lang, from: part(item, "[data-text]") }]))
      case "copy": return navigator.clipboard.writeText(note.text).then(() => desk.own(t("Copied.")), () => desk.fail(t("The browser does not let this page copy.")))
      case "edit": return this.#rewriting.begin(item, note)
      case "share": return share(desk, note.id).then((shared) => followShared(root, shared))
      case "show": return show(desk, [note.id])
      case "hide": return hide(desk, [note.id])
      case "promote": return wanted(() => import("./promoting.js"), root).then(({ promote }) => promote(root, note.id))
      case "wall": return wanted(() => import("./on_wall.js"), root).then(({ showAlone }) => showAlone(root, desk, note.id))
      case "lock": return lock(desk, [note.id])
      case "unlock": return unlock(desk, [note.id])
      case "comment": return typedAhead(wanted(() => import("./comments.js"), root)).then(({ openComments }) => openComments(root, desk, note.id).then(() => (handle.isConnected ? handle.focus() : this.#rest())))
      case "connect": {
        const line = await ask.connect(root, desk, list, note)
        return line ? gathering(root).then(({ connect }) => connect(desk, note.id, line)) : undefined
      }
      case "duplicate": {
        const id = await (await gathering(root)).duplicate(desk, note.id)
        if (id) requestAnimationFrame(() => (list.item(id)?.querySelector("summary") ?? handle).focus())
        return
      }
      case "merge": {
        const other = await ask.merge(root, desk, list, note)
        return other ? merge(desk, [note.id, other]) : undefined
      }
      case "tongue": return wanted(() => import("./tongue.js"), root).then(({ speak }) => speak(root, desk, note))
      case "fold": case "unfold": return fold(desk, note.id, act === "fold")
      case "free": return move(desk, [note.id], { zone: note.zone })
      case "group": return this.#group(note.zone, note, handle)
      case "move": {
        const said = await ask.move(root, desk, list, note)
        const where = said === "point" ? await picking(root).then(({ pointed }) => pointed(root, desk, note)) : said
        if (where) await move(desk, [note.id], where)
        if (said === "point") (list.item(note.id)?.querySelector("summary") ?? handle).focus()
        return
      }
      case "colour": {
        const chosen = await ask.colour(root, desk, note)
        if (chosen !== undefined) await colour(desk, [note.id], chosen)
        return
      }
      case "answer": return typedAhead(wanted(() => import("./answering.js"), root)).then(({ answer }) => answer(root, desk, note))
      case "delete":
        await remove(desk, [note.id])
        return this.#toast()
    }
  }

  /** What is drawn in a zone is moved or deleted as one. @param {string} zone @param {"sketch-move" | "sketch-delete"} act @param {HTMLElement} button */
  async #sketch(zone, act, button) {
    const [desk, { root, list }] = [this.#desk, this.#page]
    const strokes = [...desk.store.shown.elements.values()].filter((each) => each.type === "ink" && each.zone === zone && !each.deleted && list.may(each)[act === "sketch-move" ? "move" : "delete"])
    const [first] = strokes
    if (!first) return
    const ids = strokes.map(({ id }) => id)
    if (act === "sketch-delete") {
      await remove(desk, ids)
      return this.#toast()
    }
    const { around } = await wanted(() => import("./sketch.js"), root)
    const said = await ask.move(root, desk, list, first)
    const where = said === "point" ? await picking(root).then(({ pointed }) => pointed(root, desk, first)) : said
    // As it was drawn, from the corner of the zone it comes into.
    const [left, top] = desk.zones.get(where?.zone ?? "")?.box ?? [0, 0]
    const [edge, upper] = around(strokes)
    if (where && where.zone !== zone) await move(desk, ids, { zone: where.zone, x: left + AIR + first.x - edge, y: top + BELOW + first.y - upper })
    if (button.isConnected) button.focus()
  }

  /** Put something else than a note there. @param {string} zone @param {HTMLElement} handle what has the focus if nothing comes of it */
  async #thing(zone, handle) {
    const { root, list } = this.#page
    const found = await ask.thing(root)
    if (!found) return handle.focus()
    const id = await (await gathering(root)).addThing(this.#desk, zone, found)
    requestAnimationFrame(() => (list.item(id)?.querySelector("summary") ?? handle).focus())
  }

  /** @param {string} zone @param {Note | null} note @param {HTMLElement} handle what has the focus if nothing comes of it */
  async #group(zone, note, handle) {
    const made = await ask.group(this.#page.root, this.#desk, this.#page.list, zone, note)
    if (!made) return handle.focus()
    const id = await addGroup(this.#desk, zone, made.title, made.ids)
    this.#page.list.item(id)?.querySelector("summary")?.focus()
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { target, key } = event
    if (!(target instanceof HTMLElement) || event.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[key]
    const menu = target.closest("[data-menu][open]")
    if (!step || !menu) return
    event.preventDefault()
    const items = /** @type {HTMLElement[]} */ ([part(menu, "summary"), ...menu.querySelectorAll("button:not([hidden])")])
    items.at((items.indexOf(target) + step) % items.length)?.focus()
  }

  /** Offer what was just deleted back for a while. */
  #toast() {
    const toast = part(this.#page.root, "[data-toast]")
    this.#offered = this.#desk.past.done.at(-1)
    const { says = "", changes } = this.#offered ?? {}
    const [gone, ...others] = [...(changes?.values() ?? [])].filter(({ after }) => after.deleted)
    part(toast, "[data-says]").textContent = together([says, others.length ? "" : quoted(gone?.after.text ?? "")])
    toast.hidden = false
    const shown = ++this.#toasts
    // Not while somebody is about to take it.
    setTimeout(() => shown === this.#toasts && !toast.matches(":hover, :focus-within") && (toast.hidden = true), UNDO_SHOWN)
  }

  /** What can be undone, on the buttons. */
  #offer() {
    const { done, undone } = this.#desk.past
    const focused = document.activeElement
    const buttons = Object.entries({ undo: done, redo: undone }).map(([act, stack]) => {
      const button = /** @type {HTMLButtonElement} */ (part(this.#page.root, `[data-tools] [data-act="${act}"]`))
      button.disabled = stack.length === 0
      return button
    })
    // Not before both are known: the one may be where the focus of the other goes.
    if (buttons.some((button) => button === focused && button.disabled)) this.#rest()
  }

  /** Where the focus goes when what had it went away: to the first of these that is in sight. */
  #rest() {
    const { root } = this.#page
    const places = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-tools] button:not([disabled])"), ...root.querySelectorAll("[data-zone] > summary")])
    places.find((place) => place.checkVisibility?.() ?? true)?.focus()
  }
}

const gathering = (/** @type {HTMLElement} */ root) => wanted(() => import("./canvas/gathering.js"), root)
const picking = (/** @type {HTMLElement} */ root) => wanted(() => import("./picking.js"), root)

/** Go to a note by its address, even if that is where one is. @param {string} id */
function goTo(id) {
  if (location.hash === `#${id}`) globalThis.dispatchEvent(new Event("hashchange"))
  else location.hash = id
}

/** Whose words a menu uses for a deed: a frame is renamed like a group, and deleted like everything else. @param {string} type @param {string} [act] */
const wordsFor = (type, act) => (type === "group" || (type === "frame" && act === "edit") ? "group" : "note")

/** The zone a pointer is over, else the one somebody is busy in. @param {HTMLElement} root @param {Event | null} event */
function zoneAt(root, event) {
  const near = event ? event.target : document.activeElement
  const zone = near instanceof Element ? near.closest("[data-zone]") : null
  return /** @type {HTMLElement | null} */ (zone ?? root.querySelector("[data-zone][open][data-here]") ?? root.querySelector("[data-zone][open]") ?? root.querySelector("[data-zone]"))?.dataset.zone ?? ""
}
