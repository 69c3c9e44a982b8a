/** The list people write in: ties store, list, writing and what is told together. */
import { clockTime, t } from "../i18n.js"
import { Drafts } from "./field.js"
import { Heard } from "./heard.js"
import { List } from "./list.js"
import { copy, part } from "./note.js"
import { Outcomes } from "./outcomes.js"
import { listen } from "./writing.js"

/** @typedef {import("./store.js").BoardStore} BoardStore */
/** @typedef {import("./sync.js").Sync} Sync */

/** @param {HTMLElement} root @param {BoardStore} store @param {Promise<Sync>} syncing @param {AbortSignal} signal */
export function showList(root, store, syncing, signal) {
  const heard = new Heard(part(root, "[data-heard]"))
  const reader = { seat: store.context.seat, facilitates: root.dataset.facilitates === "yes", names: JSON.parse(root.dataset.names ?? "{}") }
  const list = new List(root, store, reader, heard)
  const outcomes = new Outcomes(root, signal)
  const drafts = new Drafts(tabStorage(), `${root.dataset.principal} ${root.dataset.board}`)
  const generation = () => (store.context.private ? store.context.generation + 1 : 0)
  listen({
    root, list, generation, drafts,
    send: async (op) => (await syncing).propose(op),
    note: (id) => store.shown.elements.get(id),
    own: (words) => heard.own(words),
  }, signal)
  let first = true
  store.addEventListener("change", (event) => {
    const { touched } = /** @type {CustomEvent<{ touched: Set<string> }>} */ (event).detail
    const known = store.seq >= 0
    if (known && first) list.drawAll()
    else list.draw(touched, { tell: known })
    first = first && !known
    permit(root, store)
    outcomes.mark()
  })
  void syncing.then((sync) => {
    sync.addEventListener("state", (event) => document.dispatchEvent(new CustomEvent("outbox:changed", { detail: /** @type {CustomEvent} */ (event).detail })))
    sync.addEventListener("refused", (event) => offerBack(root, /** @type {CustomEvent} */ (event).detail))
    sync.addEventListener("trouble", (event) => offerBack(root, { say: /** @type {CustomEvent} */ (event).detail.say }))
  })
  wide(root, signal)
  permit(root, store)
}

/** Show the fields people may write in; one with words in it stays, so that nothing typed is lost. @param {HTMLElement} root @param {BoardStore} store */
function permit(root, store) {
  const closed = Boolean(store.context.rights.add)
  for (const form of root.querySelectorAll("form[data-compose]")) {
    const field = /** @type {HTMLTextAreaElement} */ (part(form, "textarea"))
    const button = /** @type {HTMLButtonElement} */ (part(form, "button"))
    if (button.disabled !== closed) button.disabled = closed
    form.toggleAttribute("hidden", closed && !field.value)
  }
}

/** Words the server refused come back to whoever wrote them. @param {HTMLElement} root @param {{ op?: { k: string, t?: string, zone?: string }, say?: string }} refused */
function offerBack(root, { op, say }) {
  const item = copy(root, "refused")
  part(item, "[data-say]").textContent = say ?? t("This could not be kept.")
  part(item, "[data-text]").textContent = op?.t ?? ""
  part(item, "[data-at]").textContent = clockTime(new Date())
  part(item, "[data-again]").hidden = !op?.t
  part(item, "[data-again]").addEventListener("click", () => {
    const zone = root.querySelector(`[data-zone="${CSS.escape(op?.zone ?? "")}"]`) ?? root
    const field = /** @type {HTMLTextAreaElement} */ (part(zone, "form[data-compose] textarea"))
    field.value = op?.t ?? ""
    item.remove()
    field.focus()
  })
  part(item, "[data-drop]").addEventListener("click", () => item.remove())
  part(root, "[data-refused]").append(item)
}

/** What this tab may keep; null where the browser forbids it. */
function tabStorage() {
  try {
    return sessionStorage
  } catch {
    return null
  }
}

/** On a wide screen all zones stand open side by side; on a phone one at a time. @param {HTMLElement} root @param {AbortSignal} signal */
function wide(root, signal) {
  const room = matchMedia("(min-width: 60rem)")
  const spread = () => {
    for (const [index, zone] of root.querySelectorAll("details[data-zone]").entries()) {
      if (room.matches) zone.removeAttribute("name")
      else zone.setAttribute("name", "zone")
      zone.toggleAttribute("open", room.matches || index === 0)
    }
  }
  room.addEventListener("change", spread, { signal })
  if (room.matches) spread()
}
