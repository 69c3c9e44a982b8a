/** What takes more than a deed on the plane: a place to write is found first, or somebody is asked where to. */
import { move } from "../deeds.js"
import { gap } from "../geometry.js"
import { keptOut } from "../reach.js"
import { freePlace } from "./room.js"

/** @typedef {import("./write.js").Place} Place */
/** @typedef {{ root: HTMLElement, desk: import("../gesture.js").Desk, scene: import("./scene.js").Scene, plane: import("./plane.js").Plane, camera: import("./camera.js").Camera }} Board */

export class Errands {
  #board
  #writer
  #news

  /** @param {Board} board @param {import("./write.js").Writer} writer @param {import("./news.js").News} news */
  constructor(board, writer, news) {
    this.#board = board
    this.#writer = writer
    this.#news = news
  }

  /** Write a note there. @param {import("./view.js").Point} at */
  noteAt(at) {
    const { scene } = this.#board
    const group = scene.groupAt(at, new Set())
    const zone = (group && scene.living(group)?.zone) || scene.zoneAt(at)
    this.#note({ zone, parent: group, x: Math.round(at.x - scene.size.width / 2), y: Math.round(at.y - scene.size.height / 2) })
  }

  /** Write a note beside these. @param {string[]} ids */
  noteBeside(ids) {
    this.#note(this.#beside(ids))
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
        return pointer && zone === meant ? near : freePlace(scene, zone, size, near)
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

  /** Ask where to, and go there. @param {string[]} ids */
  async move(ids) {
    const { root, desk, scene, plane } = this.#board
    const note = scene.living(ids[0] ?? "")
    const { ask } = await import("../asking.js")
    const where = note && (await ask.move(root, desk, { may: () => ({ group: true }) }, note))
    if (where) await move(desk, ids, where)
    if (note) plane.focus(note.id)
  }

  /** Ask what it is connected to, and draw the line. @param {string} id */
  async connect(id) {
    const { root, desk, scene, plane } = this.#board
    const note = scene.living(id)
    const { ask } = await import("../asking.js")
    const line = note && (await ask.connect(root, desk, { may: () => ({ group: false }) }, note))
    const { makeLine } = await import("./making.js")
    if (line) await makeLine(desk, scene, { start: id, end: line.to, arrow: line.arrow })
    if (note) plane.focus(note.id)
  }

  /** A free place for what a tool puts there, its middle. @param {string[]} ids beside which @returns {import("./view.js").Point} */
  placeBeside(ids) {
    const { x, y } = this.#beside(ids)
    return { x: x + this.#board.scene.size.width / 2, y: y + this.#board.scene.size.height / 2 }
  }

  /** Whether something new may come there just now; else why not is said. @param {import("./view.js").Point} at */
  mayAdd(at) {
    const { desk: { store: { context } }, scene } = this.#board
    const zone = scene.zoneAt(at)
    const may = !context.rights.add && !keptOut(context, zone)
    if (!may) this.#news.refuse(zone)
    return may
  }

  /** @param {Place} place */
  #note(place) {
    const { context } = this.#board.desk.store
    if (context.rights.add || keptOut(context, place.zone)) this.#news.refuse(place.zone)
    else void this.#writer.note(place)
  }

  /** A free place beside these, else in the middle of what is in sight. @param {string[]} ids @returns {Place} */
  #beside(ids) {
    const { camera, scene } = this.#board
    const { size } = scene
    const beside = ids.map((id) => scene.living(id)).find(Boolean)
    const [left, top, right, bottom] = camera.sight()
    const middle = { x: (left + right) / 2, y: (top + bottom) / 2 }
    const near = beside ? { x: beside.x + beside.w + gap(size), y: beside.y } : { x: middle.x - size.width / 2, y: middle.y - size.height / 2 }
    const zone = beside?.zone ?? scene.zoneAt(middle)
    return { zone, parent: null, ...freePlace(scene, zone, size, near) }
  }
}
