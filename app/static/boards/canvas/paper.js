/** One note, group or image of the plane: made from the page's own template, changed in place. */
import { t } from "../../later.js"
import { copy, part, write } from "../note.js"
import { pictureOf } from "../picture.js"

/** @typedef {import("../reducer.js").Element} Note */
/** @typedef {import("./view.js").Box} Box */
/** @typedef {{ waiting: boolean, mine: boolean, hidden: boolean, inbox: boolean, author: string, paper: string, where: string, notes: number }} Look */

/** @param {ParentNode} root @param {Note} note @returns {HTMLElement} */
export function makePaper(root, note) {
  const item = copy(root, note.type === "group" ? "group" : "paper")
  item.id = `on-${note.id}`
  item.dataset.note = note.id
  if (note.type === "image") showImage(root, item, note)
  return item
}

/** An image in place of words: those are what it is read as. @param {ParentNode} root @param {HTMLElement} item @param {Note} note */
function showImage(root, item, note) {
  item.classList.replace("cv-note", "cv-image")
  const words = part(item, "[data-text]")
  words.hidden = true
  words.before(pictureOf(/** @type {HTMLElement} */ (root), note))
}

/** @param {HTMLElement} item @param {Note} note @param {Look} look */
export function drawPaper(item, note, look) {
  const words = part(item, "[data-text]")
  write(words, note.text)
  words.dir = note.dir
  if (note.lang) words.lang = note.lang
  else words.removeAttribute("lang")
  const image = item.querySelector("img")
  if (image) image.alt = note.text || t("An image nobody has described")
  write(part(item, "[data-where]"), look.where)
  part(item, '[data-mark="waiting"]').hidden = !look.waiting
  part(item, '[data-mark="hidden"]').hidden = !look.hidden
  part(item, '[data-mark="inbox"]').hidden = !look.inbox
  if (note.type === "group") {
    write(part(item, "[data-count]"), look.notes ? String(look.notes) : "")
    return item.toggleAttribute("data-bare", look.notes === 0)
  }
  part(item, '[data-mark="safe"]').hidden = look.waiting || !look.mine
  write(part(item, "[data-author]"), look.author)
  const gloss = part(item, "[data-gloss]")
  write(gloss, note.gloss ?? "")
  gloss.hidden = !note.gloss
  if (item.dataset.paper !== look.paper) {
    item.classList.remove(item.dataset.paper ?? "plain")
    item.classList.add(look.paper)
    item.dataset.paper = look.paper
  }
  return item.classList.toggle("note-wait", look.waiting)
}

/** Put it where it lies. @param {HTMLElement} item @param {Box} box @param {boolean} group */
export function lay(item, [left, top, right, bottom], group) {
  item.style.left = `${left}px`
  item.style.top = `${top}px`
  item.style.width = `${right - left}px`
  // Words and air are as large as the paper.
  if (!group) item.style.setProperty("--w", String(right - left))
  if (!group || item.dataset.bare !== undefined) item.style.height = `${bottom - top}px`
  else item.style.height = ""
}

/** Put items one behind another into a list; `fixed` is not moved, for what has the focus would lose it.
 * @param {Element} list @param {readonly Element[]} items @param {Element | null} fixed */
export function lineUp(list, items, fixed) {
  const at = fixed ? items.indexOf(fixed) : -1
  let before = at < 0 ? null : (fixed ?? null)
  for (let index = at - 1; index >= 0; index -= 1) {
    const item = /** @type {Element} */ (items[index])
    if (before?.previousSibling !== item) list.insertBefore(item, before)
    before = item
  }
  let behind = at < 0 ? null : fixed
  for (let index = at + 1; index < items.length; index += 1) {
    const item = /** @type {Element} */ (items[index])
    const next = behind ? behind.nextSibling : list.firstChild
    if (next !== item) list.insertBefore(item, next)
    behind = item
  }
}
