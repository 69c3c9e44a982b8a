/**
 * What is typed into a long form stays in this tab until it is saved, whatever link somebody follows meanwhile. A field
 * whose saved words became others since keeps those. `page.js` lets go of what was sent once its answer led to a page.
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

/** Look after one form. @param {HTMLElement} note says that what was typed is back */
function watch(note) {
  const form = /** @type {HTMLFormElement} */ (note.closest("form"))
  // A field may be called action.
  const { pathname, search } = new URL(form.getAttribute("action") || "", location.href)
  const place = `form ${document.body.dataset.whose} ${pathname}${search}`
  // No answer led away from it.
  if (tabWords.get("form sent") === place) tabWords.put("form sent", null)
  /** @type {Words} */
  const before = JSON.parse(tabWords.get(place) ?? "{}")
  let isBack = false
  for (const field of fieldsOf(form)) {
    const [saved, typed] = before[field.id] ?? []
    if (saved === undefined || typed === undefined) continue
    const is = words(field, true)
    // An answer that refused the form has the words already.
    if (is !== saved && is !== typed) delete before[field.id]
    else if (words(field, false) === is && is !== typed) {
      // Nobody typed there before this ran.
      say(field, typed)
      isBack = true
    }
  }
  note.hidden = !isBack
  const keep = () => {
    const now = /** @type {[string, Words[string]][]} */ ([...fieldsOf(form)].map((field) => [field.id, [before[field.id]?.[0] ?? words(field, true), words(field, false)]]))
    const typed = now.filter(([id, [saved, said]]) => id && saved !== said)
    tabWords.put(place, typed.length ? JSON.stringify(Object.fromEntries(typed)) : null)
  }
  keep()
  form.addEventListener("input", keep)
  form.addEventListener("submit", () => tabWords.put("form sent", place))
  note.querySelector("button")?.addEventListener("click", () => {
    tabWords.put(place, null)
    form.reset()
    note.hidden = true
  })
}

for (const note of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("form [data-begun]"))) watch(note)
