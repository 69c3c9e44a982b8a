/** What is asked before a deed: where to move something, which colour, which notes go into a new group. */
import { nt, t } from "../later.js"
import { inOrder } from "./adding.js"
import { begun } from "./begun.js"
import { accept } from "./field.js"
import { inWords } from "./in_words.js"
import "./titles.js"
import { keptOut } from "./reach.js"
import { EVERYONE } from "./reducer.js"
import { copy, part } from "./note.js"

/** @typedef {import("./gesture.js").Desk} Desk */
/** @typedef {import("./gesture.js").Note} Note */
/** @typedef {{ may: (note: Note) => { group: boolean } }} Rights */

const LABEL = 60
/** What lies in no group and no frame. */
const FREE = ["connector", "comment", "ink"]
/** What stands in the list with a title of its own. */
const TITLED = ["group", "frame"]

export const ask = {
  /** Where to? `point`: they will show it. @param {HTMLElement} root @param {Desk} desk @param {Rights} _rights @param {Note} note @param {number} [many] how many things go there, `note` among them @returns {Promise<import("./deeds.js").Where | "point" | null>} */
  async move(root, desk, _rights, note, many = 1) {
    const { dialog, form, answer } = prepare(root, "move", note)
    if (many > 1) part(dialog, "[data-what]").textContent = nt("%(n)s thing is chosen and moves.", "%(n)s things are chosen and move.", many)
    // A line or a comment lies in nothing, and is not asked.
    const [zone, parent, before] = ["zone", "parent", "before"].map((name) => /** @type {HTMLSelectElement} */ (form.elements.namedItem(name) ?? document.createElement("select")))
    if (!zone || !parent || !before) return null
    for (const each of root.querySelectorAll("[data-zone]")) zone.add(new Option(part(each, "[data-title]").textContent ?? "", /** @type {HTMLElement} */ (each).dataset.zone))
    zone.value = note.zone
    const { elements } = desk.store.shown
    const groups = () => offer(parent, inOrder(desk, (each) => each.zone === zone.value && takesIn(each, note, elements)), elements)
    const places = () => offer(before, inOrder(desk, (each) => each.id !== note.id && each.zone === zone.value && isKin(each, note) && (each.parent ?? "") === parent.value), elements, before.dataset.before)
    zone.addEventListener("change", () => (groups(), places()))
    parent.addEventListener("change", places)
    groups()
    parent.value = note.parent ?? ""
    places()
    if (!(await shown(dialog, answer))) return dialog.returnValue === "point" ? "point" : null
    return { zone: zone.value, parent: parent.value || null, before: before.value || null }
  },

  /** What is it connected to, and with an arrow? @param {HTMLElement} root @param {Desk} desk @param {Rights} _rights @param {Note} note @returns {Promise<{ to: string, arrow: boolean } | null>} */
  async connect(root, desk, _rights, note) {
    const { dialog, form, answer } = prepare(root, "connect", note)
    const [to, arrow] = ["to", "arrow"].map((name) => /** @type {HTMLInputElement & HTMLSelectElement} */ (form.elements.namedItem(name)))
    if (!to || !arrow) return null
    const { elements } = desk.store.shown
    for (const zone of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-zone]"))) {
      const group = document.createElement("optgroup")
      group.label = part(zone, "[data-title]").textContent ?? ""
      const there = inOrder(desk, (each) => each.id !== note.id && each.zone === zone.dataset.zone && !keptOut(desk.store.context, each.zone) && !["connector", "comment", "ink"].includes(each.type))
      group.append(...there.map((each) => new Option(short(each.text || inWords(each, elements) || t("An image nobody has described")), each.id)))
      if (there.length) to.append(group)
    }
    return (await shown(dialog, answer)) && to.value ? { to: to.value, arrow: arrow.checked } : null
  },

  /** What else comes into a zone, and with which words? @param {HTMLElement} root @returns {Promise<{ kind: import("./canvas/making.js").Kind, words: string } | null>} */
  async thing(root) {
    const { dialog, form, answer } = prepare(root, "thing", null)
    const words = /** @type {HTMLInputElement} */ (form.elements.namedItem("words"))
    const draft = begun(root, words, "thing")
    const kind = () => /** @type {import("./canvas/making.js").Kind} */ (new FormData(form).get("kind"))
    form.addEventListener("submit", (event) => {
      const leaves = /** @type {HTMLButtonElement | null} */ (event.submitter)?.value === ""
      const said = words.value.trim()
      // Shapes and frames may stand there without a word, a text may not.
      if (!leaves && (said || kind() === "text") && !accept(words, said, kind() === "frame" ? "frame" : "note")) event.preventDefault()
    })
    if (!(await shown(dialog, answer))) return null
    draft.forget()
    return { kind: kind(), words: words.value.trim() }
  },

  /** Which note comes into this one? @param {HTMLElement} root @param {Desk} desk @param {{ may: (note: Note) => { merge: boolean } }} rights @param {Note} note @returns {Promise<string | null>} */
  async merge(root, desk, rights, note) {
    const { dialog, form, answer } = prepare(root, "merge", note)
    const other = /** @type {HTMLSelectElement} */ (form.elements.namedItem("other"))
    const there = inOrder(desk, (each) => each.type === "note" && each.id !== note.id && each.zone === note.zone && each.audience === note.audience && each.generation === note.generation && rights.may(each).merge)
    other.append(...there.map((each) => new Option(short(each.text), each.id)))
    return (await shown(dialog, answer)) ? other.value || null : null
  },

  /** As one note, one for each line, or as a table? @param {HTMLElement} root @param {{ lines: string[], cells: string[][] | null, most: number }} words @returns {Promise<"one" | "lines" | "table" | null>} */
  async paste(root, { lines, cells, most }) {
    const { dialog, form, answer } = prepare(root, "paste", null)
    const count = cells ? cells.flat().filter(Boolean).length : 0
    for (const [name, many] of /** @type {const} */ ([["lines", lines.length], ["table", count]])) {
      const choice = part(form, `[data-way="${name}"]`)
      choice.hidden = many < 2
      part(choice, "[data-many]").textContent = nt("%(n)s note", "%(n)s notes", Math.min(many, most))
    }
    const first = /** @type {HTMLInputElement} */ (part(form, `[value="${cells ? "table" : "lines"}"]`))
    Object.assign(first, { checked: true, autofocus: true })
    part(form, "[data-most]").hidden = Math.max(lines.length, count) <= most
    part(dialog, "[data-what]").textContent = lines.slice(0, 4).map(short).join("\n") + (lines.length > 4 ? "\n…" : "")
    if (!(await shown(dialog, answer))) return null
    return /** @type {"one" | "lines" | "table"} */ (new FormData(form).get("way"))
  },

  /** Which colour? null is that of the zone, undefined no answer. @param {HTMLElement} root @param {Desk} _desk @param {Note} note @returns {Promise<string | null | undefined>} */
  async colour(root, _desk, note) {
    const { dialog, form, answer } = prepare(root, "colour", note)
    const colours = /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[name=colour]"))
    for (const each of colours) {
      each.checked = each.value === (note.colour ?? "")
      each.autofocus = each.checked
    }
    // The zone's own paper stands beside its words.
    const own = /** @type {HTMLElement | null} */ (root.querySelector(`[data-zone="${CSS.escape(note.zone)}"]`))
    part(form, 'label:has([value=""]) .sw').classList.add(own?.dataset.colour ?? "plain")
    return (await shown(dialog, answer)) ? [...colours].find(({ checked }) => checked)?.value || null : undefined
  },

  /** Which title, and which notes? @param {HTMLElement} root @param {Desk} desk @param {Rights} rights @param {string} zone @param {Note | null} note @returns {Promise<{ title: string, ids: string[] } | null>} */
  async group(root, desk, rights, zone, note) {
    const { dialog, form, answer } = prepare(root, "group", null)
    const title = /** @type {HTMLInputElement} */ (form.elements.namedItem("title"))
    const draft = begun(root, title, `group ${zone}`)
    const place = part(form, "[data-with]")
    const alone = desk.generation() > 0
    for (const each of inOrder(desk, (other) => other.type === "note" && other.zone === zone)) {
      // A public note does not lie in a group that nobody else sees.
      if (each.parent !== null && each !== note) continue
      if (!rights.may(each).group || (alone && each.audience === EVERYONE)) continue
      place.append(tick(each, each.id === note?.id))
    }
    place.hidden = place.children.length < 2
    form.addEventListener("submit", (event) => {
      const leaves = /** @type {HTMLButtonElement | null} */ (event.submitter)?.value === ""
      if (!leaves && !accept(title, title.value.trim(), "group")) event.preventDefault()
    })
    if (!(await shown(dialog, answer))) return null
    draft.forget()
    const chosen = /** @type {HTMLInputElement[]} */ ([...place.querySelectorAll("input:checked")])
    return { title: title.value.trim(), ids: chosen.map(({ value }) => value) }
  },
}

/** @param {HTMLElement} root @param {"move" | "colour" | "group" | "connect" | "paste" | "merge" | "answer" | "tongue" | "thing" | "tidy"} about @param {Note | null} note */
export function prepare(root, about, note) {
  const dialog = /** @type {HTMLDialogElement} */ (copy(root, "ask"))
  const form = /** @type {HTMLFormElement} */ (part(dialog, "form"))
  for (const place of dialog.querySelectorAll("[data-if]")) {
    const only = /** @type {HTMLElement} */ (place).dataset.if
    if (only !== about && !(only === "lies" && note && !FREE.includes(note.type))) place.remove()
  }
  for (const place of dialog.querySelectorAll(`[data-say-${about}]`)) place.textContent = place.getAttribute(`data-say-${about}`)
  const heading = part(dialog, "h2")
  heading.id = `ask-${about}`
  dialog.setAttribute("aria-labelledby", heading.id)
  part(dialog, "[data-what]").textContent = note ? note.text : ""
  root.append(dialog)
  const answer = new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }))
  return { dialog, form, answer }
}

/** @param {HTMLDialogElement} dialog @param {Promise<unknown>} answer */
export async function shown(dialog, answer) {
  dialog.showModal()
  // Long words are scrolled, with keys as well.
  const words = part(dialog, "[data-what]")
  if (words.scrollHeight > words.clientHeight + 1 || words.scrollWidth > words.clientWidth + 1) words.tabIndex = 0
  const said = await answer
  dialog.remove()
  return said === true
}

/** Let a field offer these, behind its first word. @param {HTMLSelectElement} field @param {Note[]} notes @param {ReadonlyMap<string, Note>} elements @param {string} [words] */
function offer(field, notes, elements, words = "{}") {
  field.length = 1
  for (const each of notes) field.add(new Option(words.replace("{}", () => named(each, elements)), each.id))
}

/** What something is called where one chooses it: a frame says that it is one. @param {Note} each @param {ReadonlyMap<string, Note>} elements */
function named(each, elements) {
  const is = inWords(each, elements)
  return [each.type === "frame" ? is : "", short(each.text)].filter(Boolean).join(": ") || is || t("An image nobody has described")
}

/** @param {Note} note @param {boolean} checked */
function tick({ id, text }, checked) {
  const [label, box, words] = [document.createElement("label"), document.createElement("input"), document.createElement("span")]
  label.className = "tick"
  Object.assign(box, { type: "checkbox", value: id, checked })
  words.dir = "auto"
  words.textContent = short(text)
  label.append(box, words)
  return label
}

/** Whether something may lie in a group or frame: who sees it sees that. Groups hold notes, frames hold all but what lies around them.
 * @param {Note} group @param {Note} note @param {ReadonlyMap<string, Note>} elements */
export function takesIn(group, note, elements) {
  if (group.type !== "frame" && !(group.type === "group" && note.type === "note")) return false
  for (let above = /** @type {Note | undefined} */ (group), deep = 0; above && deep < elements.size; above = elements.get(above.parent ?? ""), deep += 1) if (above.id === note.id) return false
  return group.audience === EVERYONE || group.audience === note.audience
}

/** Whether one stands before the other in a list. @param {Note} each @param {Note} note */
export const isKin = (each, note) => (TITLED.includes(note.type) ? TITLED.includes(each.type) : ![...TITLED, "ink", "comment"].includes(each.type))

/** @param {string} text */
const short = (text) => (text.length > LABEL ? `${text.slice(0, LABEL - 1)}…` : text)
