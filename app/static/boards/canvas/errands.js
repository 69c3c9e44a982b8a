/** What takes more than a deed on the plane: a place to write is found first, or somebody is asked where to. */
import { awaited, wanted } from "../../lazy.js"
import { move } from "../deeds.js"
import { gap } from "../geometry.js"
import { part } from "../note.js"
import { keptOut } from "../reach.js"
import { EVERYONE, inboxOf } from "../reducer.js"
import { parts } from "../menus.js"
import { typedAhead } from "../typed_ahead.js"
import { around } from "./grid.js"
import { freePlace } from "./room.js"

/** @typedef {import("./write.js").Place} Place */
/**
 * @typedef {{ root: HTMLElement, layer: HTMLElement, desk: import("../gesture.js").Desk, scene: import("./scene.js").Scene, plane: import("./plane.js").Plane,
 *   camera: import("./camera.js").Camera, selection: import("./selection.js").Selection, look: (note: import("../reducer.js").Element) => import("./paper.js").Look }} Board
 */

export class Errands {
  /** @type {Promise<import("./search.js").Search> | null} */
  #search = null
  /** @type {Promise<import("./palette.js").Palette> | null} */
  #palette = null
  /** Where what was picked up goes. @type {((at: import("./view.js").Point) => void) | null} */
  #lay = null
  /** Each of the last copies, and what it was copied from. @type {Map<string, string>} */
  #copied = new Map()
  #board
  #writer
  #news
  #signal

  /** @param {Board} board @param {import("./write.js").Writer} writer @param {import("./news.js").News} news @param {AbortSignal} signal */
  constructor(board, writer, news, signal) {
    this.#board = board
    this.#writer = writer
    this.#news = news
    this.#signal = signal
  }

  /** Write a note there, or lay there what was picked up. @param {import("./view.js").Point} at */
  noteAt(at) {
    if (this.#lay) return this.#lay(at)
    this.#note(this.#placeAt(at))
  }

  /** Where a note comes to lie whose middle is there; null where none may, which is said. @param {import("./view.js").Point} at @returns {Place | null} */
  placeAt(at) {
    const place = this.#placeAt(at)
    return this.mayAdd(at) ? place : null
  }

  /** @param {import("./view.js").Point} at @returns {Place} */
  #placeAt(at) {
    const { scene, desk } = this.#board
    const { context } = desk.store
    const note = /** @type {import("../reducer.js").Element} */ ({ id: "", type: "note", audience: desk.generation() ? context.seat : context.moderated ? inboxOf(context.seat) : EVERYONE })
    const group = scene.groupAt(at, new Set())
    const parent = scene.mayJoin(note, group) ? group : scene.frameAt(note, at, new Set())
    const zone = (parent && scene.living(parent)?.zone) || scene.zoneAt(at)
    const { width, height } = scene.sizeIn(zone)
    return { zone, parent, x: Math.round(at.x - width / 2), y: Math.round(at.y - height / 2) }
  }

  /** Write a note beside these, until somebody presses where it should lie instead; or a row of them. @param {string[]} ids @param {{ quick?: boolean }} [how] */
  noteBeside(ids, how) {
    this.#note(this.#beside(ids), how ?? { roams: true })
  }

  /** Words were pasted: ask how, and lay them where one looks. @param {string} words @param {string[]} ids what is chosen */
  async paste(words, ids) {
    const { root, desk, scene } = this.#board
    const place = this.#beside(ids)
    if (!this.mayAdd(place)) return
    const pasting = await this.#equipped(() => import("./pasting.js"))
    await pasting.paste({ root, desk, scene, write: (said) => void this.#writer.note(place, said) }, words, place)
  }

  /** Where an image goes: where it is dropped, else near the middle of what is in sight. @param {{ clientX: number, clientY: number } | null} pointer @returns {import("../putting.js").Where} */
  imageAt(pointer) {
    const { camera, scene } = this.#board
    const [left, top, right, bottom] = camera.sight()
    const at = pointer ? camera.on(pointer) : { x: (left + right) / 2, y: (top + bottom) / 2 }
    const meant = scene.zoneAt(at)
    return {
      zone: meant,
      spot: (zone, size) => {
        const [zoneLeft, zoneTop] = scene.grounds.find(({ id }) => id === zone)?.box ?? [0, 0]
        const near = zone === meant ? { x: Math.round(at.x - size.width / 2), y: Math.round(at.y - size.height / 2) } : { x: zoneLeft, y: zoneTop }
        return freePlace(scene, zone, size, near, { exact: true })
      },
    }
  }

  /** Take up words that were not kept. @param {string} words @param {string} [zone] */
  again(words, zone) {
    void this.#writer.note({ ...this.#beside([]), ...(zone && { zone }) }, words)
  }

  /** Put these under a title. @param {string[]} ids */
  group(ids) {
    const { desk, scene } = this.#board
    const place = this.#beside(ids)
    if (desk.store.context.rights.add || keptOut(desk.store.context, place.zone)) return this.#news.refuse(place.zone)
    void this.#writer.group(ids.filter((id) => scene.living(id)?.type === "note"), place)
  }

  /** What asks somebody, once what it asks with is here too; what is typed meanwhile is for its field. @template Found @param {() => Promise<Found>} load @returns {Promise<Found>} */
  #equipped(load) {
    const { root } = this.#board
    return typedAhead(wanted(() => Promise.all([load(), parts(root)]).then(([found]) => found), root))
  }

  /** Ask where to, and go there. @param {string[]} ids */
  async move(ids) {
    const { root, desk, scene, plane } = this.#board
    const note = scene.living(ids[0] ?? "")
    const { ask } = await this.#equipped(() => import("../asking.js"))
    const where = note && (await ask.move(root, desk, { may: () => ({ group: true }) }, note, ids.length))
    if (where === "point") await wanted(() => import("./laying.js"), root).then(({ layPicked }) => layPicked(this.#board, ids, (lay) => (this.#lay = lay)))
    else if (where) await move(desk, ids, where)
    if (note) plane.focus(note.id)
  }

  /** Ask in which language something is written, or what the canvas asks of it. @param {string} id @param {"tongue" | "answer"} what */
  async ask(id, what) {
    const { root, desk, scene } = this.#board
    const note = scene.living(id)
    const asking = await this.#equipped(() => (what === "tongue" ? import("../tongue.js").then(({ speak }) => speak) : import("../answering.js").then(({ answer }) => answer)))
    if (note) await asking(root, desk, note)
    this.#return(id)
  }

  /** Ask what it is connected to, and draw the line. @param {string} id */
  async connect(id) {
    const { root, desk, scene } = this.#board
    const note = scene.living(id)
    const [{ ask }, { makeLine }] = await this.#equipped(() => Promise.all([import("../asking.js"), import("./making.js")]))
    const line = note && await ask.connect(root, desk, { may: () => ({ group: false }) }, note)
    if (line) await makeLine(desk, scene, { start: id, end: line.to, arrow: line.arrow })
    this.#return(id)
  }

  /** Show what is said about something. @param {string} id */
  async comment(id) {
    const { root, desk } = this.#board
    const { openComments } = await this.#equipped(() => import("../comments.js"))
    await openComments(root, desk, id)
    this.#return(id)
  }

  /** Lay copies beside these, or that way; the next time as far as the last ones were carried since. @param {string[]} ids @param {[number, number]} [way] */
  async copy(ids, way) {
    const { root, desk, scene, selection, plane } = this.#board
    const { copyTo } = await wanted(() => import("./copying.js"), root)
    const first = scene.living(ids[0] ?? "")
    const from = scene.living(this.#copied.get(first?.id ?? "") ?? "")
    const [left, top, right, bottom] = around(scene.boxes(ids)) ?? [0, 0, 0, 0]
    const size = { width: right - left, height: bottom - top }
    const [across, down] = way ?? [document.dir === "rtl" ? -1 : 1, 0]
    const near = { x: left + across * (size.width + gap(size)), y: top + down * (size.height + gap(size)) }
    // Who has carried the last copies somewhere goes on so; else they lie beside, where there is room.
    const carried = !way && from && first ? { x: first.x - from.x, y: first.y - from.y } : null
    const beside = freePlace(scene, scene.zoneAt({ x: near.x + size.width / 2, y: near.y + size.height / 2 }), size, near, { exact: true })
    const by = carried ?? { x: Math.round(beside.x - left), y: Math.round(beside.y - top) }
    const copies = await copyTo(desk, scene, ids, by, { found: !carried })
    this.#copied = new Map(copies.map((copy, index) => [copy, ids[index] ?? ""]))
    if (copies[0]) plane.focus(copies[0])
    selection.choose(copies)
  }

  /** Look for words on the board; the field is there at once for what is typed meanwhile. */
  async find() {
    const { root } = this.#board
    const form = part(root, "[data-find]")
    const field = /** @type {HTMLInputElement} */ (part(form, "input"))
    if (!this.#search) form.addEventListener("submit", (event) => event.preventDefault(), { signal: this.#signal })
    form.hidden = false
    field.focus()
    field.select()
    this.#search ??= awaited(() => import("./search.js"), form).then(({ Search }) => new Search(this.#board, this.#signal))
    void this.#search.then((search) => search.look())
  }

  /** Let somebody find whatever may be done. @param {() => HTMLElement[]} offered with what is chosen */
  async command(offered) {
    const { root, selection } = this.#board
    await this.#equipped(async () => {})
    const dialog = /** @type {HTMLDialogElement} */ (part(root, "[data-palette]"))
    const done = () => this.#return(selection.at)
    const field = /** @type {HTMLInputElement} */ (part(dialog, "input"))
    field.value = ""
    dialog.showModal()
    this.#palette ??= awaited(() => import("./palette.js"), dialog).then(({ Palette }) => new Palette({ root, offered, done }, this.#signal))
    void this.#palette.then((palette) => palette.open())
  }

  /** The board is another: what is looked for may be too. */
  changed() {
    void this.#search?.then((search) => search.look())
  }

  /** A free place for what a tool puts there, its middle. @param {string[]} ids beside which @returns {import("./view.js").Point} */
  placeBeside(ids) {
    const { zone, x, y } = this.#beside(ids)
    const { width, height } = this.#board.scene.sizeIn(zone)
    return { x: x + width / 2, y: y + height / 2 }
  }

  /** Whether something new may come there just now; else why not is said. @param {import("./view.js").Point} at */
  mayAdd(at) {
    const { desk: { store: { context } }, scene } = this.#board
    const zone = scene.zoneAt(at)
    const may = !context.rights.add && !keptOut(context, zone)
    if (!may) this.#news.refuse(zone)
    return may
  }

  /** The focus goes back to something, if that is still there. @param {string | null} id */
  #return(id) {
    const { root, scene, plane } = this.#board
    if (id !== null && scene.living(id)) plane.focus(id)
    else part(root, "[data-surface]").focus({ preventScroll: true })
  }

  /** @param {Place} place @param {{ quick?: boolean, roams?: boolean }} [how] */
  #note(place, how) {
    const { context } = this.#board.desk.store
    if (context.rights.add || keptOut(context, place.zone)) this.#news.refuse(place.zone)
    else void this.#writer.note(place, "", how)
  }

  /** A free place beside these, else in the middle of what is in sight. @param {string[]} ids @returns {Place} */
  #beside(ids) {
    const { camera, scene } = this.#board
    const beside = ids.map((id) => scene.living(id)).find(Boolean)
    const [left, top, right, bottom] = camera.sight()
    const middle = { x: (left + right) / 2, y: (top + bottom) / 2 }
    const zone = beside?.zone ?? scene.zoneAt(middle)
    const size = scene.sizeIn(zone)
    const near = beside ? { x: beside.x + beside.w + gap(size), y: beside.y } : { x: Math.round(middle.x - size.width / 2), y: Math.round(middle.y - size.height / 2) }
    return { zone, parent: null, found: true, ...freePlace(scene, zone, size, near, { exact: Boolean(beside) }) }
  }
}
