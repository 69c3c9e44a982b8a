/** One note, group or image of the plane: made from the page's own template, changed in place. */
import { t } from "../../later.js"
import { drawAnswers } from "../answers.js"
import { copy, part, write } from "../note.js"
import { pictureOf } from "../picture.js"
import { dress } from "../sheet.js"

/** @typedef {import("../reducer.js").Element} Note */
/** @typedef {import("./view.js").Box} Box */
/** @typedef {{ waiting: boolean, hidden: boolean, inbox: boolean, author: string, paper: string, hue: string, where: string, notes: number, top?: { text: string, dir: string, lang: string | null, paper: string }, answers: import("../answers.js").Answer[], is: string }} Look `is`: what it is, of what does not say it by itself; `top`: of a pile its first note */

/** Letters a name may have that is sure to find room; those as wide as high count twice. */
const SHORT = 18
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu

/** What has a paper of its own or is a group; all else is drawn as a thing. */
const TEMPLATES = /** @type {Record<string, string>} */ ({ note: "paper", image: "paper", group: "group" })

/** @param {ParentNode} root @param {Note} note @returns {HTMLElement} */
export function makePaper(root, note) {
  const item = copy(root, TEMPLATES[note.type] ?? "thing")
  item.id = `on-${note.id}`
  item.dataset.note = note.id
  if (note.type === "image") showImage(root, item, note)
  if (!TEMPLATES[note.type]) {
    dress("board-things.css")
    item.classList.add(`cv-${note.type}`)
  }
  know(root, item)
  return item
}

/** Whether it is drawn as a thing: a frame, shape, text, line or stroke. @param {Note} note */
const isThing = ({ type }) => !TEMPLATES[type]

/** An image in place of words: those are what it is read as. @param {ParentNode} root @param {HTMLElement} item @param {Note} note */
function showImage(root, item, note) {
  item.classList.replace("cv-note", "cv-image")
  const words = part(item, "[data-text]")
  words.hidden = true
  words.before(pictureOf(/** @type {HTMLElement} */ (root), note))
}

/** @param {HTMLElement} item @param {Note} note @param {Look} look */
export function drawPaper(item, note, look) {
  const { words, where, author } = partsOf(item)
  write(words, note.text)
  words.dir = note.dir
  if (note.lang) words.lang = note.lang
  else words.removeAttribute("lang")
  const image = note.type === "image" ? item.querySelector("img") : null
  if (image) image.alt = note.text || t("An image nobody has described")
  write(where, look.where)
  if (look.hue) item.dataset.hue = look.hue
  else delete item.dataset.hue
  mark(item, "waiting", look.waiting)
  mark(item, "hidden", look.hidden)
  mark(item, "inbox", look.inbox)
  mark(item, "locked", note.locked === true)
  if (isThing(note)) return drawThing(item, note, look)
  if (note.type === "group") {
    write(part(item, "[data-count]"), look.notes ? String(look.notes) : "")
    if (look.top || item.dataset.pile !== undefined) drawPile(item, look.top)
    return void item.toggleAttribute("data-bare", look.notes === 0)
  }
  if (note.fit) item.dataset.fit = String(note.fit)
  else delete item.dataset.fit
  if (author) write(author, look.author)
  author?.classList.toggle("is-long", look.author.length + (look.author.match(WIDE)?.length ?? 0) > SHORT)
  drawGloss(item, words, note.gloss ?? "")
  const answers = item.querySelector("[data-answers]")
  if (answers) drawAnswers(/** @type {HTMLElement} */ (answers), look.answers)
  wear(item, look.paper)
  item.classList.toggle("note-wait", look.waiting)
}

/** @typedef {{ root: ParentNode, words: HTMLElement, where: HTMLElement, author: HTMLElement | null, marks: Map<string, HTMLElement> }} Parts */

/** What is drawn again and again is looked for once. @type {WeakMap<HTMLElement, Parts>} */
const known = new WeakMap()

/** @param {HTMLElement} item @returns {Parts} */
const partsOf = (item) => /** @type {Parts} */ (known.get(item))

/** @param {ParentNode} root @param {HTMLElement} item */
function know(root, item) {
  const marks = /** @type {HTMLElement[]} */ ([...item.querySelectorAll("[data-mark]")])
  known.set(item, {
    root, words: part(item, "[data-text]"), where: part(item, "[data-where]"), author: item.querySelector("[data-author]"),
    marks: new Map(marks.map((each) => [each.dataset.mark ?? "", each])),
  })
}

/** A mark; most notes never have most of them, so a note gets each when it needs it. @param {HTMLElement} item @param {string} name @param {boolean} on */
function mark(item, name, on) {
  const { root, marks, author } = partsOf(item)
  const there = marks.get(name)
  if (there) there.hidden = !on
  else if (on && author) {
    const made = part(copy(root, "marks"), `[data-mark="${name}"]`)
    author.after(made)
    marks.set(name, made)
  }
}

/** What the words say in another language. @param {HTMLElement} item @param {HTMLElement} words @param {string} gloss */
function drawGloss(item, words, gloss) {
  const there = item.querySelector("[data-gloss]")
  if (!gloss) return there?.remove()
  const place = there ?? Object.assign(document.createElement("p"), { className: "cv-gloss" })
  place.toggleAttribute("data-gloss", true)
  write(/** @type {HTMLElement} */ (place), gloss)
  if (!there) words.after(place)
}

/** A group as a pile, of which one sees the first note. @param {HTMLElement} item @param {Look["top"]} top */
function drawPile(item, top) {
  const place = part(item, "[data-top]")
  item.toggleAttribute("data-pile", Boolean(top))
  place.hidden = !top
  part(item, "[data-folded]").hidden = !top
  if (!top) return
  place.className = `note cv-top ${top.paper}`
  place.dir = top.dir
  place.lang = top.lang ?? ""
  write(place, top.text)
}

/** @param {HTMLElement} item @param {Note} note @param {Look} look */
function drawThing(item, { form = "rectangle", size = "medium", type, text }, look) {
  write(part(item, "[data-kind]"), look.is)
  item.toggleAttribute("data-nameless", text === "")
  if (type === "text") item.dataset.size = size
  if (type !== "shape") return
  item.dataset.form = form
  wear(item, look.paper)
}

/** @param {HTMLElement} item @param {string} paper */
function wear(item, paper) {
  if (item.dataset.paper === paper) return
  item.classList.remove(item.dataset.paper ?? "plain")
  item.classList.add(paper)
  item.dataset.paper = paper
}

/** Put it where it lies. @param {HTMLElement} item @param {Box} box @param {boolean} group */
export function lay(item, [left, top, right, bottom], group) {
  item.style.left = `${left}px`
  item.style.top = `${top}px`
  item.style.width = `${right - left}px`
  // Words and air are as large as the paper.
  if (!group) item.style.setProperty("--w", String(right - left))
  if (!group || item.dataset.bare !== undefined || item.dataset.pile !== undefined) item.style.height = `${bottom - top}px`
  else item.style.height = ""
  if (group) item.style.setProperty("--deep", `${bottom - top}px`)
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
