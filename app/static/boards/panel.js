/** The list people write in: ties store, list, writing and what is told together. */
import { t } from "../i18n.js"
import { loaded } from "../lazy.js"
import { asked } from "../realtime/request.js"
import { voice } from "../workshops/announcer.js"
import { Drafts } from "./drafts.js"
import { TITLE, roomsOf, sized } from "./geometry.js"
import { Past } from "./gesture.js"
import { Heard } from "./heard.js"
import { List } from "./list.js"
import { leadByArrows } from "./roving.js"
import { part, write } from "./note.js"
import { keptOut, promise } from "./reach.js"
import { laySideBySide } from "./side_by_side.js"
import { lay } from "./spread.js"
import { isKept } from "./waiting.js"
import { listen } from "./writing.js"

/** @typedef {import("./store.js").BoardStore} BoardStore */
/** @typedef {import("./sync.js").Sync} Sync */
const room = matchMedia("(min-width: 60rem)")

/** @typedef {{ mark: () => void }} Decorator what others write on the notes, after each drawing */

/** @param {HTMLElement} root @param {BoardStore} store @param {Promise<Sync>} syncing @param {AbortSignal} signal */
export function showList(root, store, syncing, signal) {
  new Heard(root, store, signal)
  const { names = "{}", papers = "{}", hues = "{}", facilitates } = root.dataset
  const reader = { seat: store.context.seat, facilitates: facilitates === "yes", names: JSON.parse(names), papers: JSON.parse(papers), hues: JSON.parse(hues) }
  const list = new List(root, store, reader)
  leadByArrows(root, signal)
  const [zones, size] = [zonesOf(root), sized(Number(root.dataset.noteWidth))]
  store.govern({ rooms: roomsOf(zones, size) })
  /** @type {Decorator[]} */
  const decorators = []
  const desk = {
    store, past: new Past(), zones, size,
    generation: () => (store.context.private ? store.context.generation + 1 : 0),
    send: async (/** @type {import("./outbox.js").Op[]} */ ...ops) => {
      const said = ops.map((op) => ({ ...promise(store.context, op), ...op }))
      return (await syncing).propose(...said)
    },
    own: (/** @type {string} */ words) => voice.own(words),
    fail: (/** @type {string} */ say) => tell(hands, "offerBack", { say }),
    refuse: (/** @type {string} */ code) => tell(hands, "offerBack", { say: root.querySelector(`[data-when="${code}"]`)?.textContent }),
  }
  const decorate = (/** @type {Decorator} */ each) => (decorators.push(each), each.mark())
  let laid = false
  const spread = () => {
    if (!laid) lay({ root, list, store, hands }, signal)
    laid = true
  }
  const drafts = new Drafts(root, () => store.context.private, () => permit(root, store, drafts))
  const hands = listen(desk, { root, list, decorate, spread, drafts }, signal)
  let first = true
  let things = false
  store.addEventListener("change", (event) => {
    const { touched } = /** @type {CustomEvent<{ touched: Set<string> }>} */ (event).detail
    const known = store.seq >= 0
    if (known && first) list.drawAll()
    else list.draw(touched)
    first = first && !known
    drafts.compare((note) => store.shown.elements.get(note)?.text)
    permit(root, store, drafts)
    for (const each of decorators) each.mark()
    // Why nothing can be written any more is said by the hands.
    if (store.full) void hands()
    if (things || ![...touched].some((id) => !["note", "group", undefined].includes(store.shown.elements.get(id)?.type))) return
    things = true
    void loaded(() => import("./things.js")).then(({ Things }) => decorate(new Things(root, list, store)))
  })
  void told(root, signal, "votes").then(() => loaded(() => import("../voting/dots.js"))).then(({ Dots }) => decorate(new Dots(root, signal)))
  void told(root, signal, "plan").then(() => loaded(() => import("./outcomes.js"))).then(({ Outcomes }) => decorate(new Outcomes(root, signal)))
  void syncing.then((sync) => {
    const on = (/** @type {string} */ name, /** @type {(detail: any) => void} */ hear) => sync.addEventListener(name, (event) => hear(/** @type {CustomEvent} */ (event).detail))
    on("state", (detail) => document.dispatchEvent(new CustomEvent("outbox:changed", { detail })))
    on("trouble", ({ say }) => tell(hands, "offerBack", { say }))
    on("restored", (detail) => tell(hands, "restored", detail))
    on("refused", (detail) => {
      desk.past.forget(detail.op?.g)
      tell(hands, "offerBack", detail)
    })
  })
  room.addEventListener("change", spread, { signal })
  // A phone that stands at the list's beginning is laid out already; it is once somebody touches it.
  if (room.matches || location.hash) spread()
  permit(root, store, drafts)
  laySideBySide(root, signal)
  if (isKept(root)) void hands()
}

/** Resolves once there is something to tell about votes, or about what became of notes: on most boards there is not.
 * @param {HTMLElement} root @param {AbortSignal} signal @param {"votes" | "plan"} about @returns {Promise<void>} */
function told(root, signal, about) {
  return new Promise((resolve) => {
    const ended = new AbortController()
    const until = { signal: ended.signal }
    const news = () => (ended.abort(), resolve())
    signal.addEventListener("abort", () => ended.abort())
    if (root.dataset.facilitates === "yes") return news()
    const ask = () => void asked(root.dataset[about] ?? "", ended.signal).then((answer) => {
      if (answer && Object.values(answer).some((part) => part && (typeof part !== "object" || Object.keys(part).length))) news()
    })
    const take = (/** @type {EventTarget} */ connection) => {
      connection.addEventListener(`message:${about}:changed`, news, until)
      // Who just arrives, or slept, may have missed it.
      connection.addEventListener("open", ask, until)
    }
    document.dispatchEvent(new CustomEvent("connection:wanted", { detail: { take } }))
    // Where sockets are blocked a vote comes with its phase.
    if (about === "votes") document.body.addEventListener("stage:changed", (event) => {
      const { phases = [], phase = 0 } = /** @type {CustomEvent} */ (event).detail ?? {}
      if (phases[phase]?.kind === "vote") news()
    }, until)
    return ask()
  })
}

/** What was refused or lost comes back to whoever wrote it. @param {ReturnType<typeof listen>} hands @param {"offerBack" | "restored"} deed @param {any} detail */
function tell(hands, deed, detail) {
  void hands().then((ready) => ready[deed](detail))
}

/** Where the zones of a page lie on the board. @param {HTMLElement} root */
function zonesOf(root) {
  const zones = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-zone]")])
  return new Map(zones.map(({ dataset: { zone = "", box = "[0,0,0,0]", inside = "null", head = TITLE } }) => [zone, { box: JSON.parse(box), inside: JSON.parse(inside), head: Number(head) }]))
}

/** Show the fields people may write in; one with words in it stays, so that nothing typed is lost. @param {HTMLElement} root @param {BoardStore} store @param {Drafts} drafts */
function permit(root, store, drafts) {
  const closed = (/** @type {Element} */ place) => store.context.rights.add || keptOut(store.context, /** @type {HTMLElement | null} */ (place.closest("[data-zone]"))?.dataset.zone ?? "") || ""
  for (const form of root.querySelectorAll("form[data-compose]")) {
    const field = /** @type {HTMLTextAreaElement} */ (part(form, "textarea"))
    const button = /** @type {HTMLButtonElement} */ (part(form, "button"))
    const why = closed(form)
    if (button.disabled !== Boolean(why)) button.disabled = Boolean(why)
    form.toggleAttribute("hidden", Boolean(why) && !field.value)
    // Who wrote alone must not find out by sending that it is not so any more.
    const label = part(button, "span")
    button.dataset.says ??= label.textContent ?? ""
    const opens = drafts.opens(field)
    const { moderated } = store.context
    label.textContent = !opens ? button.dataset.says : moderated ? t("Add note, a facilitator looks at it first") : t("Add note, everybody sees it")
    // While somebody writes on a phone no more than a sign is left of the button; this line stands above the field.
    const line = /** @type {HTMLElement | null} */ (form.querySelector("[data-begun-alone]"))
    // Where this device keeps no more the hands say so.
    if (line && why) write(line, why === "unsent" ? "" : t("Nobody writes here just now. Your words stay on this device."))
    else if (line) write(line, !opens ? "" : moderated ? t("You began this alone. If you add it now, a facilitator looks at it first.") : t("You began this alone. If you add it now, everybody sees it."))
  }
  for (const button of root.querySelectorAll("[data-act^=new-], [data-act=put-image]")) button.toggleAttribute("hidden", Boolean(closed(button)))
}
