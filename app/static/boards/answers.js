/** What notes answer to what their canvas asks of them. The page brings the words (`app/boards/answers.py`): what is asked, and in which zone. */

/** @typedef {import("./reducer.js").Element} Note */
/** @typedef {{ label: string, value: string }} Answer */

/** @type {WeakMap<HTMLElement, Record<string, { is: string, values?: Record<string, string> }>>} */
const boards = new WeakMap()

/** What a note answers, in the order in which it is read. @param {HTMLElement} root @param {Note} note @returns {Answer[]} */
export function answersOf(root, { fields }) {
  if (!fields) return []
  const asked = boards.get(root) ?? JSON.parse(root.dataset.asked ?? "{}")
  boards.set(root, asked)
  return Object.keys(asked).filter((name) => name in fields).map((name) => ({ label: asked[name].is, value: asked[name].values?.[String(fields[name])] ?? String(fields[name]) }))
}

/** What may be asked of a note: what its zone asks for, and what it answers already. @param {HTMLElement} root @param {Note} note @returns {string[]} */
export function askedOf(root, { type, zone, fields = {} }) {
  if (type !== "note" || !root.dataset.asked) return []
  const place = /** @type {HTMLElement | null} */ (root.querySelector(`[data-zone="${CSS.escape(zone)}"]`))
  return [...new Set([...(place?.dataset.asks?.split(" ") ?? []), ...Object.keys(fields)])]
}

/** Show answers as chips. @param {HTMLElement} place @param {Answer[]} answers */
export function drawAnswers(place, answers) {
  const says = answers.map(({ label, value }) => `${label} ${value}`).join(" ")
  place.hidden = answers.length === 0
  if (place.textContent?.trim().replace(/\s+/g, " ") === says.replace(/\s+/g, " ")) return
  place.replaceChildren(...answers.flatMap(({ label, value }, index) => [...(index ? [" "] : []), chip(label, value)]))
}

/** @param {string} label @param {string} value */
function chip(label, value) {
  const [whole, name, says] = [document.createElement("span"), document.createElement("span"), document.createElement("b")]
  whole.className = "answer"
  name.textContent = label
  says.dir = "auto"
  says.textContent = value
  whole.append(name, " ", says)
  return whole
}
