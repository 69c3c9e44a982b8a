/** The sheet with all keys and gestures, and what somebody may have otherwise. */
import { t } from "../../seldom.js"
import { part } from "../note.js"
import { dress } from "../sheet.js"
import { habit, keep } from "./habits.js"

/** Every key with what it does. @returns {[keys: string, words: string][]} */
const keys = () => [
  ["V · Esc · H", t("select · move the board by hand")], ["Space", t("hold and drag: move the board; so do the right and the middle button")], ["Ctrl + −", t("zoom; with the wheel too; on touch: two fingers")],
  ["Ctrl+0 · Shift+1", t("full size · the whole board; Alt+1 too")], ["Shift+2 · Shift+3", t("what is chosen · its zone, and back; Alt+2 and Alt+3 too")], ["M · Ctrl+'", t("the small map · the grid")],
  ["←↑↓→", t("from note to note; what is chosen moves")], ["Shift+← …", t("moves ten times as far")], ["Alt+Shift+← …", t("wider, narrower, taller, shorter")], ["Ctrl+← …", t("to what lies nearest that way")], ["Ctrl+Shift+↓ ↑", t("into a group or frame, and out of it")],
  ["Enter", t("write")], [t("typing"), t("writes in the one thing that is chosen; after Esc letters are keys again")], ["Space · Ctrl+A", t("choose · choose all")], ["Shift", t("click: choose more; drag: choose all in a frame")], [t("touch"), t("“Choose several” beside what is chosen: every tap chooses one more")],
  ["N · S · G", t("new note · new group of what is chosen")], ["Shift+N", t("many notes one after the other: Enter, Enter, Esc")], ["Enter · Esc", t("while writing: a new line · done")], ["Tab · Ctrl+Enter", t("while writing: the next note beside · below; with Shift the other way")],
  ["T · R · O · F", t("text · rectangle · oval · frame: draw it out, or Enter")], ["A · L · P · E", t("arrow · line · pen · eraser")], ["Enter", t("with an arrow or line in the hand: from here, to there; with the pen: arrow keys draw")], [t("pressed twice"), t("a tool stays in the hand until another is taken")],
  ["C", t("comments on what is chosen")], ["K · .", t("laser · reactions: seen for a moment, kept nowhere")],
  ["Ctrl+C · Ctrl+X · Ctrl+V", t("copy · cut · paste, from board to board; images, lines and cells too")], ["Ctrl+D", t("duplicate; dragging with Alt or Alt and an arrow key does too")],
  [t("drag and wait"), t("a note over another one: makes a group of both")], [t("while dragging"), t("Shift keeps it straight, Ctrl lays it in line with nothing, Esc gives it back")],
  ["Shift+M · Shift+C", t("move to another zone or group · connect to something")], ["Ctrl+G · Ctrl+Shift+G", t("group · take out of its group")], ["U", t("tidy up a zone, or what is chosen")], ["] · [", t("one step forward · back; with Ctrl all the way")], ["Ctrl+Shift+L", t("lock, and unlock")],
  ["Ctrl+K · Ctrl+/", t("everything one may do, found by its words")], ["Ctrl+F", t("find words on the board; Enter goes to the next")], ["Shift+F10", t("everything one may do with a note")], ["Del", t("delete")],
  ["Ctrl+Z · Ctrl+Shift+Z", t("undo · redo, one's own deeds only")], ["B · F6", t("to the board · from region to region")], ["Esc", t("let go, then leave the notes")],
]

/** @param {HTMLElement} root @param {(deed: string) => void} act */
export function openHelp(root, act) {
  dress("board-asked.css")
  const dialog = /** @type {HTMLDialogElement} */ (part(root, "[data-help]"))
  const list = part(dialog, "dl")
  if (!list.childElementCount) {
    for (const [name, words] of keys()) {
      const [term, key] = [document.createElement("dt"), document.createElement("kbd")]
      key.dir = /[A-Z+.]/.test(name) ? "ltr" : "auto"
      key.textContent = name
      term.append(key)
      list.append(term, Object.assign(document.createElement("dd"), { textContent: words }))
    }
    const letters = /** @type {HTMLInputElement} */ (part(dialog, "[data-letters]"))
    letters.checked = habit("letters") !== "off"
    letters.addEventListener("change", () => keep("letters", letters.checked ? "on" : "off"))
    list.after(wheel(), tick(t("The small map is shown"), "map", act), tick(t("A grid is shown, and things go in line with it"), "grid", act), tick(t("Notes say their colour in words"), "hues", act))
  }
  const surface = part(root, "[data-surface]")
  for (const [name, on] of /** @type {const} */ ([["map", !surface.hasAttribute("data-mapless")], ["grid", surface.hasAttribute("data-grid")], ["hues", surface.hasAttribute("data-hues")]])) Object.assign(part(dialog, `[data-tick="${name}"]`), { checked: on })
  const field = /** @type {HTMLSelectElement} */ (part(dialog, "select"))
  field.value = habit("wheel") ?? "found"
  dialog.showModal()
}

/** What the wheel is to do. */
function wheel() {
  const field = document.createElement("select")
  field.className = "input"
  for (const [value, words] of [["found", t("as it is found out: a mouse zooms, a trackpad moves")], ["zoom", t("zooms")], ["pan", t("moves the board")]]) field.add(new Option(words, value))
  field.addEventListener("change", () => keep("wheel", field.value))
  const label = Object.assign(document.createElement("label"), { className: "field" })
  label.append(Object.assign(document.createElement("span"), { textContent: t("The wheel without a key") }), field)
  return label
}

/** Something one may have or not. @param {string} words @param {string} deed @param {(deed: string) => void} act */
function tick(words, deed, act) {
  const [label, box] = [document.createElement("label"), document.createElement("input")]
  label.className = "tick"
  box.type = "checkbox"
  box.dataset.tick = deed
  box.addEventListener("change", () => act(deed))
  label.append(box, Object.assign(document.createElement("span"), { textContent: words }))
  return label
}

/** The wheel of a mouse has zoomed for the first time: whether that is meant is asked, once. @param {HTMLElement} root */
export function askForWheel(root) {
  if (habit("wheel")) return
  keep("wheel", "found")
  const toast = Object.assign(document.createElement("div"), { className: "toast bd-toast" })
  toast.setAttribute("role", "status")
  const [yes, no] = [t("Right"), t("Move it instead")].map((words) => Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: words }))
  toast.append(t("The wheel zooms the board."), " ", ...(yes && no ? [yes, no] : []))
  yes?.addEventListener("click", () => toast.remove())
  no?.addEventListener("click", () => {
    keep("wheel", "pan")
    toast.remove()
  })
  root.append(toast)
  setTimeout(() => toast.contains(document.activeElement) || toast.remove(), SHOWN)
}

const SHOWN = 20_000
