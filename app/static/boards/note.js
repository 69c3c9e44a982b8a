/**
 * One note of the list: made from the page's own template, so that its words are the
 * page's, and changed in place, so that nothing in use is ever rebuilt.
 */

/** @typedef {import("./reducer.js").Element} Note */
/** @typedef {{ waiting: boolean, mine: boolean, hidden: boolean, may: { edit: boolean, share: boolean, delete: boolean, promote: boolean }, author: string, colour: string }} Look */

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
  item.id = note.id
  item.dataset.note = note.id
  item.className = `note ${look.colour}${look.waiting ? " note-wait" : ""}`
  const words = part(item, "[data-text]")
  write(words, note.text)
  if (note.lang) words.lang = note.lang
  words.dir = note.dir
  part(item, '[data-mark="waiting"]').hidden = !look.waiting
  part(item, '[data-mark="safe"]').hidden = look.waiting || !look.mine
  part(item, '[data-mark="hidden"]').hidden = !look.hidden
  write(part(item, "[data-author]"), look.author)
  const menu = item.querySelector("[data-menu]")
  if (!(menu instanceof HTMLElement)) return
  menu.hidden = !Object.values(look.may).includes(true)
  item.toggleAttribute("data-may", !menu.hidden)
  for (const [act, may] of Object.entries(look.may)) part(menu, `[data-act="${act}"]`).hidden = !may
}

/** Put an item at its place among its siblings, and only if it is elsewhere. @param {Element} list @param {Element} item @param {number} index */
export function settle(list, item, index) {
  const there = list.children[index] ?? null
  if (there !== item) list.insertBefore(item, there)
}
