/**
 * The keys of the plane. Letters count only while the focus is on it, and not at all where
 * somebody has switched them off; whatever the browser uses itself is left to it.
 */
import { lazy } from "../../lazy.js"
import { isWritten } from "../typed_ahead.js"
import { nearestTo } from "./nearest.js"

/**
 * @typedef {Plane & { nudging: ReturnType<typeof nudgingOf> }} Board
 * @typedef {{ surface: HTMLElement, list: HTMLElement, desk: import("../gesture.js").Desk, scene: import("./scene.js").Scene,
 *   plane: import("./plane.js").Plane, camera: import("./camera.js").Camera, selection: import("./selection.js").Selection,
 *   letters: () => boolean, draws: () => boolean, act: (act: string) => void, do_: (deed: string) => void, may: (act: string) => boolean, beside: (way: [number, number]) => void, stuck: () => void }} Plane
 */

const ARROWS = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] })
const STEP = 10
const LETTERS = /** @type {Record<string, string>} */ ({
  n: "note", s: "note", g: "group", v: "select", h: "hand", t: "text", r: "rectangle", o: "oval", f: "frame", a: "arrow", l: "line", p: "pen", e: "eraser", k: "laser", ".": "reactions", m: "map", u: "tidy", "?": "help",
})
/** What lies over what: with Ctrl all the way. @type {Record<string, [one: string, all: string]>} */
const TURNS = { "]": ["forward", "front"], "[": ["backward", "back"], pageup: ["forward", "front"], pagedown: ["backward", "back"] }

/** What keys without a letter write, where they stand on most keyboards. @type {Record<string, string>} */
const SIGNS = { Period: ".", BracketLeft: "[", BracketRight: "]", Quote: "'", Slash: "/" }

/** What a key writes; on a keyboard of another script, what its place writes on most others: AltGr writes what it says. @param {KeyboardEvent} event */
export const writtenBy = (event) => {
  const { key, code } = event
  return (key.length > 1 || key <= "~" || event.getModifierState?.("AltGraph") ? key : (/^Key([A-Z])$/.exec(code)?.[1] ?? SIGNS[code] ?? key)).toLowerCase()
}

/** @param {Plane} plane @param {AbortSignal} signal */
export function listenToKeys(plane, signal) {
  const nudging = nudgingOf(plane, signal)
  const board = { ...plane, nudging }
  let spaced = false
  // Whatever another key does is done after what arrows have moved.
  document.addEventListener("keydown", ({ key }) => ARROWS[key] || nudging.end(), { signal, capture: true })
  board.surface.addEventListener("keydown", (event) => {
    if (event.isComposing || !isHere(event)) return
    spaced = event.key === " "
    if (isWritten(event) && writes(board, event)) return event.stopPropagation()
    if (look(board, event) || order(board, event) || withControl(board, event) || go(board, event) || on(board, event)) event.preventDefault()
  }, { signal })
  document.addEventListener("keydown", (event) => elsewhere(board, event) && event.preventDefault(), { signal })
  // Space held while the board is pushed chooses nothing.
  board.surface.addEventListener("pointerdown", () => (spaced = false), { signal })
  board.surface.addEventListener("keyup", (event) => {
    if (event.key !== " " || !spaced || !isHere(event)) return
    const { selection } = board
    if (selection.at) selection.toggle(selection.at)
  }, { signal })
}

/** What arrows do with what is chosen, fetched when something is; steps that were pressed before are one deed then. @param {Plane} plane @param {AbortSignal} signal */
function nudgingOf(plane, signal) {
  /** @type {import("./nudging.js").Nudging | undefined} */
  let there
  /** @type {[dx: number, dy: number][]} */
  const early = []
  const ready = lazy(() => import("./nudging.js").then(({ Nudging }) => {
    there = new Nudging(plane, signal)
    for (const step of early) there.by(...step)
    if (early.length) there.end()
  }))
  plane.selection.addEventListener("change", () => void ready(), { signal, once: true })
  return {
    by: (/** @type {number} */ dx, /** @type {number} */ dy) => {
      if (there) return there.by(dx, dy)
      early.push([dx, dy])
      void ready()
    },
    end: () => there?.end(),
  }
}

/** Whether a key is meant for the plane, not for a field or button that floats over it. @param {Event} event */
function isHere(event) {
  return event.target instanceof Element && !event.target.closest("textarea, input, select, button, a, [data-menu], dialog")
}

/**
 * True when a letter is a word's: it goes into the field that opens now. In the one thing that is chosen every letter and
 * figure is written, unless a tool is in the hand.
 * @param {Board} board @param {KeyboardEvent} event
 */
function writes({ letters, selection, may, draws, act }, { key }) {
  if (selection.chosen.size !== 1 || (letters() && (draws() || !/[\p{L}\p{N}]/u.test(key) || !may("edit")))) return false
  act("edit")
  return true
}

/** From wherever one is on the page: from region to region, to the board, and what is chosen into a group. @param {Board} board @param {KeyboardEvent} event */
function elsewhere({ surface, do_, letters, selection }, event) {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return false
  const [ctrl, key] = [event.ctrlKey || event.metaKey, writtenBy(event)]
  if (event.key === "F6") do_(event.shiftKey ? "region-before" : "next-region")
  else if (event.altKey || (event.target instanceof Element && event.target.closest("textarea, input, select, [contenteditable]"))) return false
  // With the focus on a button a browser would look for words instead.
  else if (ctrl && key === "g" && !event.shiftKey && selection.chosen.size) do_("group")
  else if (!ctrl && key === "b" && letters()) surface.focus()
  else return false
  return true
}

/** Where one looks. @param {Board} board @param {KeyboardEvent} event */
function look({ camera, do_ }, event) {
  const ctrl = (event.ctrlKey || event.metaKey) && !event.altKey
  const other = (event.shiftKey || event.altKey) && !ctrl
  if (other && event.code === "Digit1") do_("fit")
  else if ((event.shiftKey || ctrl) && event.code === "Digit0") camera.zoom(1)
  else if (other && event.code === "Digit2") do_("fit-chosen")
  else if (other && event.code === "Digit3") do_("fit-zone")
  else if (event.key === "+" || event.key === "=") camera.closer()
  else if (event.key === "-") camera.further()
  else return false
  return true
}

/** What lies over what. @param {Board} board @param {KeyboardEvent} event */
function order({ selection, act }, event) {
  const { ctrlKey, metaKey, altKey, shiftKey } = event
  const [one, all] = TURNS[writtenBy(event)] ?? []
  if (!one || !all || altKey || shiftKey || !selection.chosen.size) return false
  act(ctrlKey || metaKey ? all : one)
  return true
}

/** @param {Board} board @param {KeyboardEvent} event */
function withControl(board, event) {
  // AltGr is Ctrl and Alt, and writes letters.
  if ((!event.ctrlKey && !event.metaKey) || event.altKey) return false
  const { selection, scene, do_, act } = board
  const key = writtenBy(event)
  const arrow = ARROWS[event.key]
  if (arrow && event.shiftKey && arrow[1]) return within(board, arrow[1])
  if (arrow) return near(board, arrow)
  if (key === "z") do_(event.shiftKey ? "redo" : "undo")
  else if (key === "y") do_("redo")
  else if (key === "a") selection.choose(scene.order.filter((id) => !["group", "frame"].includes(scene.living(id)?.type ?? "")))
  else if (key === "g" && event.shiftKey) act("free")
  else if (key === "g") do_("group")
  else if (key === "d") act("copy")
  else if (key === "f") do_("find")
  else if (key === "'") do_("grid")
  else if (key === "k" || key === "/") do_("command")
  else if (key === "l" && event.shiftKey) act(selection.meant.some((id) => scene.living(id)?.locked) ? "unlock" : "lock")
  else return false
  return true
}

/** To what lies nearest that way. @param {Board} board @param {[number, number]} way */
function near({ selection, scene, plane }, way) {
  const from = scene.box(selection.at ?? "")
  if (!from) return false
  const others = scene.order.filter((id) => id !== selection.at).flatMap((id) => /** @type {[string, import("./view.js").Box][]} */ (scene.box(id) ? [[id, scene.box(id)]] : []))
  const next = nearestTo(from, others, way)
  if (next) plane.focus(next)
  return true
}

/** Into a group or frame, or out of one. @param {Board} board @param {number} down */
function within({ selection, scene, plane }, down) {
  const [next] = down > 0 ? scene.inside(selection.at ?? "") : scene.above(selection.at ?? "")
  if (!next) return false
  selection.choose([])
  plane.focus(next)
  return true
}

/** From note to note, or with what is chosen from place to place. @param {Board} board @param {KeyboardEvent} event */
function go(board, event) {
  const { selection, scene, plane, surface } = board
  const order = scene.order
  const at = selection.at ? order.indexOf(selection.at) : -1
  const arrow = event.ctrlKey || event.metaKey ? undefined : ARROWS[event.key]
  if (arrow && event.altKey) {
    if (event.shiftKey) return board.act(`size:${arrow}`), true
    if (selection.meant.length && board.may("copy")) board.beside(arrow)
    return selection.meant.length > 0
  }
  // With a line in the hand one walks to what it ends at.
  if (arrow && selection.chosen.size && !["arrow", "line"].includes(surface.dataset.tool ?? "")) {
    const step = event.shiftKey ? 10 * STEP : STEP
    if (!board.may("move")) board.stuck()
    else board.nudging.by(arrow[0] * step, arrow[1] * step)
    return true
  }
  const forth = event.key === "ArrowDown" || event.key === (document.dir === "rtl" ? "ArrowLeft" : "ArrowRight")
  const next = event.key === "Home" ? order[0] : event.key === "End" ? order.at(-1) : arrow ? order[forth ? Math.min(order.length - 1, at + 1) : Math.max(0, at - 1)] : undefined
  if (!next) return false
  plane.focus(next)
  return true
}

/** What a key does where the focus is. @param {Board} board @param {KeyboardEvent} event @returns {boolean | void} */
function on({ act, do_, selection, surface, letters, draws }, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return false
  const sign = writtenBy(event)
  const letter = letters() && !event.shiftKey ? LETTERS[sign] : event.key === "?" && letters() ? "help" : undefined
  if ((draws() || surface.dataset.tool === "hand") && event.key === "Escape") do_("select")
  else if (draws() && event.key === "Enter") do_("put")
  else if (event.key === "Enter" || event.key === "F2") act("edit")
  else if (event.key === "Delete" || event.key === "Backspace") act("delete")
  else if (event.key === "ContextMenu" || (event.shiftKey && event.key === "F10")) act("menu")
  else if (event.shiftKey && sign === "m") act("move")
  else if (event.shiftKey && sign === "c") act("connect")
  else if (event.shiftKey && sign === "n" && letters()) do_("quick")
  else if (event.key === "Escape" && selection.chosen.size) selection.choose([])
  else if (event.key === "Escape") surface.focus()
  else if (event.key === " ") return true
  else if (sign === "c" && letters()) act("comment")
  else if (letter) do_(letter)
  else return false
  return true
}
