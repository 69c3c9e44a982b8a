/**
 * A note that is held over another one for a moment: let go of, both come under a title. Whoever goes on moving means
 * to move. Fetched with the first thing in a hand.
 */
import { nt, t } from "../../seldom.js"
import { part } from "../note.js"
import { keptOut } from "../reach.js"
import { EVERYONE } from "../reducer.js"
import { mayMove } from "./rights.js"
import { audienceOf } from "./making.js"
import { gather } from "./grouping.js"

/** @typedef {import("../reducer.js").Element} Note */
/** @typedef {import("./view.js").Point} Point */

/** Milliseconds a hand rests until it means it, and pixels within which it rests. */
const [AFTER, STILL] = [600, 8]

export class Pairing {
  /** The note under the hand, once that is meant. @type {string | null} */
  with = null
  /** @type {string | null} */
  #over = null
  #at = { clientX: 0, clientY: 0 }
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer
  #board
  #held
  #tell

  /** @param {{ desk: import("../gesture.js").Desk, scene: import("./scene.js").Scene }} board @param {readonly Note[]} held @param {() => void} tell that it is meant by now */
  constructor(board, held, tell) {
    this.#board = board
    this.#held = held
    this.#tell = tell
  }

  /** What it will do. */
  get says() {
    const n = this.#held.length + 1
    return nt("Makes a group of %(n)s", "Makes a group of %(n)s", n)
  }

  /** @param {{ clientX: number, clientY: number }} pointer @param {Point} at the same in board units */
  move(pointer, at) {
    const over = this.#under(at)
    if (over === this.#over && Math.hypot(pointer.clientX - this.#at.clientX, pointer.clientY - this.#at.clientY) < STILL) return
    this.stop()
    this.#over = over
    this.#at = { clientX: pointer.clientX, clientY: pointer.clientY }
    if (!over) return
    this.#timer = setTimeout(() => {
      this.with = over
      this.#tell()
    }, AFTER)
  }

  stop() {
    clearTimeout(this.#timer)
    this.with = null
  }

  /** A note there that may come under a title with those in the hand, from whichever zone they are: they come into its own. @param {Point} at */
  #under(at) {
    const { desk, scene } = this.#board
    const held = new Set(this.#held.map(({ id }) => id))
    const note = scene.living(scene.under(at).find((id) => !held.has(id)) ?? "")
    const { context } = desk.store
    const fits = note?.type === "note" && note.parent === null && mayMove(desk, note) && !context.rights.add && !keptOut(context, note.zone)
    // Whoever sees the notes must see the title over them.
    if (note && ![EVERYONE, note.audience].includes(audienceOf(desk))) return null
    const alike = (/** @type {Note} */ each) => each.type === "note" && each.audience === note?.audience
    return fits && this.#held.every(alike) ? note.id : null
  }
}

/** One was dropped on the other: both come under a title, which is asked for at once.
 * @param {{ root: HTMLElement, desk: import("../gesture.js").Desk, scene: import("./scene.js").Scene, selection: import("./selection.js").Selection, write: (id: string) => Promise<void>, refuse: (zone: string) => void }} board @param {string[]} ids */
export async function pair({ root, desk, scene, selection, write, refuse }, ids) {
  const first = scene.living(ids[0] ?? "")
  if (!first) return
  if (desk.store.context.rights.add || keptOut(desk.store.context, first.zone)) return refuse(first.zone)
  const id = await gather(desk, scene, t("New group"), ids, first)
  selection.choose([id])
  await write(id)
  const field = /** @type {HTMLTextAreaElement} */ (part(root, "[data-field]"))
  if (field === document.activeElement) field.select()
}
