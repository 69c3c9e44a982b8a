/** In which language and direction something is written: guessed from its letters, and said otherwise by whoever knows better. */
import { t } from "../seldom.js"
import { prepare, shown } from "./asking.js"
import { perform } from "./gesture.js"
import { languageOf } from "./language.js"
import { part } from "./note.js"

/** @typedef {import("./gesture.js").Desk} Desk */
/** @typedef {import("./gesture.js").Note} Note */

/** What is offered: the languages of the house, and the first of other scripts. */
const TONGUES = ["ar", "am", "bn", "en", "es", "el", "fa", "fr", "hi", "id", "ja", "ko", "pt", "ru", "sw", "th", "tr", "ur", "vi", "zh"]

/** Ask, and let it be so. @param {HTMLElement} root @param {Desk} desk @param {Note} note */
export async function speak(root, desk, note) {
  const { dialog, form, answer } = prepare(root, "tongue", note)
  const page = document.documentElement.lang
  const names = new Intl.DisplayNames([page], { type: "language" })
  const guessed = languageOf(note.text, page)
  const heading = part(dialog, "h2")
  heading.textContent = t("Language of its words")
  part(dialog, "[data-yes]").textContent = t("Keep it so")
  const known = [...new Set([...TONGUES, note.lang ?? guessed])].map((tag) => ({ tag, name: names.of(tag) ?? tag })).sort((one, other) => one.name.localeCompare(other.name, page))
  const lang = choice(t("Language"), known.map(({ tag, name }) => new Option(tag === guessed ? t("%(language)s, as its letters say", { language: name }) : name, tag)), note.lang ?? guessed)
  const dir = choice(t("Direction"), [new Option(t("As its words ask for"), "auto"), new Option(t("From left to right"), "ltr"), new Option(t("From right to left"), "rtl")], note.dir)
  heading.after(part(dialog, "[data-what]"), lang.label, dir.label)
  const words = part(dialog, "[data-what]")
  const show = () => Object.assign(words, { dir: dir.field.value, lang: lang.field.value })
  form.addEventListener("change", show)
  show()
  if (!(await shown(dialog, answer))) return
  const said = { lang: lang.field.value, dir: dir.field.value }
  const p = Object.fromEntries(Object.entries(said).filter(([name, value]) => value !== /** @type {Record<string, any>} */ (note)[name]))
  if (Object.keys(p).length) await perform(desk, [{ k: "el.set", id: note.id, p }], t("Language changed."))
}

/** @param {string} name @param {HTMLOptionElement[]} options @param {string} chosen */
function choice(name, options, chosen) {
  const [label, says, field] = [document.createElement("label"), document.createElement("span"), document.createElement("select")]
  label.className = "field"
  says.textContent = name
  field.className = "input"
  field.append(...options)
  field.value = chosen
  label.append(says, field)
  return { label, field }
}
