/**
 * What is typed into a long form stays in this tab until it is saved, whatever link somebody follows meanwhile. A field
 * whose saved words became others since keeps those. What was sent is let go of once its answer led to a page; an
 * answer that comes into the page names what was sent as `data-begun-sent`.
 */
import { tabWords } from "./storage.js"

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */
/** @typedef {Record<string, [saved: string, typed: string]>} Words by the ids of fields */

const TYPED = "input:not([type=hidden], [type=password], [type=file], [readonly]), textarea, select"

/** @param {HTMLFormElement} form */
const fieldsOf = (form) => /** @type {NodeListOf<Field>} */ (form.querySelectorAll(TYPED))

/** What a field says: as it was saved, or as it is now. @param {Field} field @param {boolean} saved */
function words(field, saved) {
  if (field instanceof HTMLSelectElement) {
    const chosen = [...field.options].filter((each) => (saved ? each.defaultSelected : each.selected))
    // Of one that has no chosen option the first is.
    return (chosen.length || field.multiple ? chosen : [...field.options].slice(0, 1)).map((each) => each.value).join("\n")
  }
  if (field instanceof HTMLInputElement && /^(?:checkbox|radio)$/.test(field.type)) return (saved ? field.defaultChecked : field.checked) ? "yes" : ""
  return saved ? field.defaultValue : field.value
}

/** @param {Field} field @param {string} typed */
function say(field, typed) {
  if (field instanceof HTMLSelectElement) for (const each of field.options) each.selected = typed.split("\n").includes(each.value)
  else if (field instanceof HTMLInputElement && /^(?:checkbox|radio)$/.test(field.type)) field.checked = typed === "yes"
  else field.value = typed
  field.closest("details")?.setAttribute("open", "")
}

/** @type {WeakMap<HTMLFormElement, AbortController>} a morph keeps a form and gives it other fields */
const watched = new WeakMap()
/** Into which something was given back. @type {WeakSet<HTMLFormElement>} */
const givenBack = new WeakSet()

/** Where something typed is kept. @param {string} name of the form, or its address */
const placeOf = (name) => `form ${document.body.dataset.whose} ${name}`

/** Look after one form. @param {HTMLElement} note says that what was typed is back */
function watch(note) {
  const form = /** @type {HTMLFormElement} */ (note.closest("form"))
  // A field may be called action.
  const { pathname, search } = new URL(form.getAttribute("action") || "", location.href)
  const place = placeOf(note.dataset.begun || `${pathname}${search}`)
  watched.get(form)?.abort()
  const over = new AbortController()
  const { signal } = over
  watched.set(form, over)
  // No answer led away from it.
  if (tabWords.get("form sent") === place) tabWords.put("form sent", null)
  /** @type {Words} */
  let before = JSON.parse(tabWords.get(place) ?? "{}")
  for (const field of fieldsOf(form)) {
    const [saved, typed] = before[field.id] ?? []
    if (saved === undefined || typed === undefined) continue
    const is = words(field, true)
    // An answer that refused the form has the words already.
    if (is !== saved && is !== typed) delete before[field.id]
    else if (words(field, false) === is && is !== typed) {
      // Nobody typed there before this ran.
      say(field, typed)
      if (note.dataset.begun) field.dispatchEvent(new Event("change", { bubbles: true }))
      givenBack.add(form)
    }
  }
  note.hidden = !givenBack.has(form)
  const keep = () => {
    const now = /** @type {[string, Words[string]][]} */ ([...fieldsOf(form)].map((field) => [field.id, [before[field.id]?.[0] ?? words(field, true), words(field, false)]]))
    const typed = now.filter(([id, [saved, said]]) => id && saved !== said)
    // A form that changes its kind has other fields for a while.
    const shown = new Set(now.map(([id]) => id))
    const elsewhere = note.dataset.begun ? Object.entries(before).filter(([id]) => !shown.has(id)) : []
    const all = [...elsewhere, ...typed]
    tabWords.put(place, all.length ? JSON.stringify(Object.fromEntries(all)) : null)
  }
  keep()
  form.addEventListener("input", keep, { signal })
  // The answer to a form with a name of its own comes into the page.
  if (!note.dataset.begun) form.addEventListener("submit", () => tabWords.put("form sent", place), { signal })
  note.querySelector("button")?.addEventListener("click", () => {
    const kept = /** @type {Words} */ (JSON.parse(tabWords.get(place) ?? "{}"))
    tabWords.put(place, null)
    form.reset()
    // What one kind was told of came to the next as its saved words.
    for (const field of fieldsOf(form)) {
      const [saved] = kept[field.id] ?? []
      if (saved !== undefined) say(field, saved)
    }
    before = {}
    note.hidden = true
    givenBack.delete(form)
  }, { signal })
}

/** Look after all that are in the page now. */
export function watchForms() {
  for (const { dataset } of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-begun-sent]"))) tabWords.put(placeOf(dataset.begunSent ?? ""), null)
  for (const note of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("form [data-begun]"))) watch(note)
}

const [arrival] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"))
if (arrival?.redirectCount) for (const name of [tabWords.get("form sent") ?? "", "form sent"]) tabWords.put(name, null)
watchForms()
document.addEventListener("htmx:after:swap", watchForms)
