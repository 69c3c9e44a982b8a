/** What is chosen goes to the clipboard, in words and whole; what comes from there is laid down where one points. */
import { nt, t } from "../../seldom.js"
import { perform } from "../gesture.js"
import { part } from "../note.js"
import { bring } from "./bringing.js"
import { MOST_LETTERS, MOST_THINGS, asHtml, bundled, plainWords, readBundle } from "./bundle.js"
import { copied } from "./drop.js"
import { TYPE } from "./passing.js"
import { unpack } from "./unpacking.js"

/** @typedef {import("./view.js").Point} Point */
/**
 * @typedef {{ root: HTMLElement, desk: import("../gesture.js").Desk, scene: import("./scene.js").Scene, plane: import("./plane.js").Plane, camera: import("./camera.js").Camera,
 *   selection: import("./selection.js").Selection, may: (act: string, ids: string[]) => boolean, mayAdd: (at: Point) => boolean, pointed: () => Point | null }} Board
 */

/** Pixels by which the next of two goes aside that are pasted in the same place. */
const ASIDE = 24

export class Clipboard {
  #board
  /** Where something was pasted last, and how many times. @type {{ at: Point, times: number }} */
  #last = { at: { x: NaN, y: NaN }, times: 0 }

  /** @param {Board} board */
  constructor(board) {
    this.#board = board
  }

  /** Give what is meant to the clipboard. @param {DataTransfer} given @param {{ cut: boolean }} how */
  take(given, { cut }) {
    const { root, desk, scene, selection, may } = this.#board
    const ids = selection.meant
    const bundle = bundled(scene, ids, root.dataset.board ?? "")
    const words = plainWords(scene, ids)
    const [html, own] = [asHtml(bundle, words), JSON.stringify(bundle)]
    // What nobody could paste whole is not taken away.
    if (bundle.things.length > MOST_THINGS || html.length > MOST_LETTERS) return desk.fail(t("That is too much at once. Choose fewer things, and copy again."))
    given.setData("text/plain", words)
    given.setData("text/html", html)
    given.setData(TYPE, own)
    const all = [...copied(scene, ids).all]
    if (!cut) desk.own(nt("%(n)s thing copied.", "%(n)s things copied.", bundle.things.length))
    else if (may("delete", all)) void this.#cut(all)
    else desk.own(t("Copied. It stays here: you may not delete all of it."))
  }

  /** Lay down what the clipboard brings of a board. @param {{ own: string, html: string }} given @returns {boolean} whether it does */
  lay(given) {
    const { root, desk, scene, selection, plane, mayAdd } = this.#board
    const bundle = readBundle(given)
    if (!bundle) return false
    const at = this.#place()
    if (!mayAdd(at)) return true
    const colours = Object.keys(JSON.parse(root.dataset.papers ?? "{}"))
    const board = root.dataset.board ?? ""
    void bring(board, bundle).then((images) => unpack(desk, scene, bundle, at, { board, colours, images })).then((ids) => {
      selection.choose(ids.filter((id) => scene.living(id)))
      if (ids[0] && scene.living(ids[0])) plane.focus(ids[0])
    })
    return true
  }

  /** Do without a key what keys do; what is to be pasted is answered. @param {"copy" | "cut" | "paste"} deed @returns {Promise<import("./passing.js").Given | null>} */
  async press(deed) {
    const { desk } = this.#board
    if (deed !== "paste") {
      if (!document.execCommand(deed)) desk.fail(deed === "cut" ? t("This browser lets pages cut by keys only: press Ctrl+X.") : t("This browser lets pages copy by keys only: press Ctrl+C."))
      return null
    }
    const items = await navigator.clipboard?.read().catch(() => null)
    if (!items) {
      desk.fail(t("This browser lets pages paste by keys only: press Ctrl+V."))
      return null
    }
    const held = async (/** @type {string} */ kind) => (await items.find(({ types }) => types.includes(kind))?.getType(kind))?.text() ?? ""
    return { own: "", html: await held("text/html"), words: await held("text/plain") }
  }

  /** @param {string[]} ids */
  async #cut(ids) {
    const { root, desk, selection } = this.#board
    await perform(desk, [{ k: "el.del", ids }], nt("%(n)s thing cut.", "%(n)s things cut.", ids.length))
    selection.choose([])
    part(root, "[data-surface]").focus({ preventScroll: true })
  }

  /** Where one points, else the middle of what is seen; what comes there again lies aside. @returns {Point} */
  #place() {
    const { camera, pointed } = this.#board
    const [left, top, right, bottom] = camera.sight()
    const at = pointed() ?? { x: (left + right) / 2, y: (top + bottom) / 2 }
    const again = at.x === this.#last.at.x && at.y === this.#last.at.y
    this.#last = { at, times: again ? this.#last.times + 1 : 0 }
    const aside = (this.#last.times * ASIDE) / camera.view.zoom
    return { x: at.x + aside, y: at.y + aside }
  }
}
