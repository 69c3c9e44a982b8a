/**
 * One note or group of the list: made from the page's own template, so that its words are
 * the page's, and changed in place, so that nothing in use is ever rebuilt.
 */
import { lazy } from "../lazy.js"

/** @typedef {import("./reducer.js").Element} Note */
/** @typedef {{ waiting: boolean, mine: boolean, hidden: boolean, inbox: boolean, may: boolean, offers: Record<string, boolean> | null, author: string, paper: string, hue: string }} Look
 *   `hue`: its own colour in words, for a colour alone says nothing; `may`: whether there is anything to do with it; `offers`: what is asked of whoever may show it to all */

const glosses = lazy(() => import("./gloss.js"))
const answers = lazy(() => import("./answered.js"))
const piles = lazy(() => import("./piled.js"))

/** @param {ParentNode} scope @param {string} selector @returns {HTMLElement} */
export function part(scope, selector) {
  const found = scope.querySelector(selector)
  if (!(found instanceof HTMLElement)) throw new Error(`the page lacks ${selector}`)
  return found
}

/** A copy of what a template holds. @param {ParentNode} scope @param {string} name @returns {HTMLElement} */
export function copy(scope, name) {
  const template = /** @type {HTMLTemplateElement} */ (scope.querySelector(`template[data-template="${name}"]`))
  return /** @type {HTMLElement} */ (/** @type {Element} */ (template.content.firstElementChild).cloneNode(true))
}

/** Write into an element only what is new, so that selections and screen readers stay undisturbed.
 * @param {HTMLElement} place @param {string} words */
export function write(place, words) {
  if (place.textContent !== words) place.textContent = words
}

/** Draw a note into its list item. @param {HTMLElement} item @param {Note} note @param {Look} look */
export function drawNote(item, note, look) {
  item.className = `note ${look.paper}${look.waiting ? " note-wait" : ""}`
  const words = part(item, "[data-text]")
  if (note.lang) words.lang = note.lang
  else words.removeAttribute("lang")
  words.dir = note.dir
  part(item, '[data-mark="safe"]').hidden = look.waiting || !look.mine
  write(part(item, "[data-author]"), look.author)
  const hue = item.querySelector("[data-hue]")
  if (hue instanceof HTMLElement) write(hue, look.hue)
  if ((item.querySelector("[data-gloss] [data-words]")?.textContent ?? "") !== (note.gloss ?? "")) void glosses().then(({ drawGloss }) => drawGloss(item, note.gloss))
  if (note.fields || item.querySelector(":scope > [data-answers]")) void answers().then(({ answerIn }) => answerIn(item, note))
  if (look.offers || item.querySelector("[data-offer]")) drawOffer(item, look.offers)
  drawBoth(item, note, look)
}

/** Draw a group's head. @param {HTMLElement} section @param {Note} group @param {Look} look */
export function drawGroup(section, group, look) {
  section.toggleAttribute("data-waiting", look.waiting)
  if (group.folded || section.matches("[data-piled]")) void piles().then(({ pile }) => pile(section, Boolean(group.folded)))
  drawBoth(section, group, look)
}

/** @param {HTMLElement} item @param {Note} note @param {Look} look */
function drawBoth(item, note, look) {
  item.id = note.id
  item.dataset.note = note.id
  const words = part(item, "[data-text]")
  words.id = `t-${note.id}`
  write(words, note.text)
  part(item, '[data-mark="waiting"]').hidden = !look.waiting
  const hidden = part(item, '[data-mark="hidden"]')
  hidden.hidden = !look.hidden
  const inbox = /** @type {HTMLElement | null} */ (hidden.parentElement?.querySelector('[data-mark="inbox"]') ?? null) ?? (look.inbox ? missing(item, hidden, '[data-mark="inbox"]') : null)
  if (inbox) inbox.hidden = !look.inbox
  const menu = item.querySelector("[data-menu]")
  if (!(menu instanceof HTMLElement)) return
  menu.hidden = !look.may
  // Each menu is called by what it does and then by its note: a list of many has no two of one name.
  const handle = part(menu, "summary")
  handle.id = `m-${note.id}`
  handle.setAttribute("aria-labelledby", `m-${note.id} t-${note.id}`)
  item.toggleAttribute("data-may", look.may)
}

/** What is offered to whoever may show a note to all. @param {HTMLElement} item @param {Record<string, boolean> | null} offers */
function drawOffer(item, offers) {
  const place = /** @type {HTMLElement} */ (item.querySelector("[data-offer]") ?? missing(item, part(item, "[data-dots]"), "[data-offer]"))
  place.hidden = !offers
  for (const button of place.querySelectorAll("button")) button.hidden = !offers?.[button.dataset.act ?? ""]
}

/** A part the server leaves out of most notes, from the page's template. @param {HTMLElement} item @param {HTMLElement} before @param {string} selector */
function missing(item, before, selector) {
  const found = part(copy(item.closest("[data-board]") ?? document, item.dataset.group === undefined ? "note" : "group"), selector)
  before.after(found)
  return found
}

/** Put an item at its place among its siblings, and only if it is elsewhere. @param {Element} list @param {HTMLElement | null} item @param {number} index */
export function settle(list, item, index) {
  const there = list.children[index] ?? null
  if (item && there !== item) held(item, () => list.insertBefore(item, there))
}

/**
 * Move or remove something, and leave the focus where it was: on the same thing if that can
 * be seen, else on what came next to it.
 * @param {HTMLElement} item @param {() => void} change
 */
export function held(item, change) {
  const focus = document.activeElement
  if (!(focus instanceof HTMLElement) || !item.contains(focus)) return change()
  const near = nearby(item)
  change()
  const target = focus.isConnected && !focus.closest("[data-zone]:not([open]), [data-beside] [data-zone]:not([data-here])") ? focus : near
  if (document.activeElement !== target) target?.focus({ preventScroll: target === focus })
}

/** What to focus when an item goes: the menu of the next one, of the one before, else its zone. @param {HTMLElement} item */
function nearby(item) {
  const menus = [item.nextElementSibling, item.previousElementSibling].map((each) => each?.querySelector("[data-menu]:not([hidden]) > summary"))
  const found = menus.find(Boolean) ?? item.closest("[data-zone]")?.querySelector("summary")
  return /** @type {HTMLElement | null | undefined} */ (found)
}
