/** Asks what is to be tidied up, and in which order. Fetched when somebody wants to. */
import { nt } from "../../seldom.js"
import { prepare, shown } from "../asking.js"
import { meets } from "../geometry.js"
import { parts } from "../menus.js"
import { part } from "../note.js"
import { toast } from "../toast.js"
import { asked } from "../../realtime/request.js"
import { goes, meantBy, tidyUp } from "./tidying.js"

/** @typedef {import("../reducer.js").Element} Note */
/** @typedef {import("./sorting.js").Order} Order */
/** @typedef {{ root: HTMLElement, desk: import("../gesture.js").Desk, scene: import("./scene.js").Scene, camera: import("./camera.js").Camera, selection: import("./selection.js").Selection }} Plane */

/** What stands for what is chosen, where zones are offered too. */
const CHOSEN = ""

/** Tidy up a zone, or what is chosen. @param {Plane} plane @param {{ order?: Order, only?: boolean }} [how] `only`: what is chosen is meant, and no zone is asked for */
export async function tidy(plane, { order = "group", only = false } = {}) {
  const { root, desk, scene, selection } = plane
  const board = { desk, scene, isExact: (/** @type {string} */ zone) => zoneOf(root, zone)?.dataset.exact !== undefined, tell: (/** @type {string} */ says) => toast(root, says) }
  const chosen = [...selection.meant]
  const votes = dotsOf(root)
  await parts(root)
  const { dialog, form, answer } = prepare(root, "tidy", null)
  const zone = /** @type {HTMLSelectElement} */ (form.elements.namedItem("zone"))
  const several = meantBy(scene, { ids: chosen }).filter((note) => goes(board, note)).length > 1
  if (several) zone.add(new Option(nt("%(n)s thing that is chosen", "%(n)s things that are chosen", chosen.length), CHOSEN))
  for (const { id, title } of scene.grounds) zone.add(new Option(title, id))
  zone.value = several ? CHOSEN : zoneHere(plane)
  part(form, "[data-where]").hidden = only && several
  const meant = () => meantBy(scene, zone.value === CHOSEN ? { ids: chosen } : { zone: zone.value })
  const draw = () => {
    const exact = meant().some((note) => board.isExact(note.zone)) || board.isExact(zone.value)
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-orders]"))) each.hidden = exact
    part(form, "[data-exact]").hidden = !exact
  }
  zone.addEventListener("change", draw)
  draw()
  const names = namesOf(root)
  const nameOf = (/** @type {Note} */ { named, author }) => (named && author && names[author]) || ""
  offer(form, "author", [...scene.elements.values()].some((note) => !note.deleted && nameOf(note)))
  offer(form, "votes", order === "votes")
  void votes.then((dots) => offer(form, "votes", dots.size > 0))
  const first = /** @type {HTMLInputElement} */ (part(form, `[value="${order}"]`))
  Object.assign(first, { checked: true, autofocus: true })
  if (!(await shown(dialog, answer))) return
  const wanted = /** @type {Order} */ (new FormData(form).get("order"))
  const inside = (/** @type {string} */ id) => scene.beneath(id)
  const known = { inside, colours: Object.keys(JSON.parse(root.dataset.hues ?? "{}")), dots: wanted === "votes" ? await votes : new Map(), nameOf, language: document.documentElement.lang }
  await tidyUp(board, meant(), zone.value === CHOSEN, { order: wanted, known })
}

/** How many dots a closed vote gave to what. @param {HTMLElement} root @returns {Promise<Map<string, number>>} */
async function dotsOf(root) {
  const answer = await asked(`/votes/of/${encodeURIComponent(root.dataset.board ?? "")}/`)
  const results = /** @type {import("../../voting/dots.js").Total[]} */ (answer?.results ?? [])
  return new Map(results.map(({ element, dots }) => [element, dots]))
}

/** Offer an order where there is something to go by. @param {HTMLElement} form @param {Order} order @param {boolean} may */
function offer(form, order, may) {
  const field = /** @type {HTMLInputElement} */ (part(form, `[value="${order}"]`))
  const label = /** @type {HTMLElement} */ (field.parentElement)
  label.hidden = !may
  if (!may && field.checked) Object.assign(part(form, "[value=group]"), { checked: true })
}

/** The zone of what the keys are at, else the one in the middle of what is seen. @param {Plane} plane */
function zoneHere({ scene, selection, camera }) {
  const sight = camera.sight()
  const [left, top, right, bottom] = sight
  const [id, box] = [selection.at ?? "", scene.box(selection.at ?? "")]
  return (box && meets(box, sight) && scene.living(id)?.zone) || scene.zoneAt({ x: (left + right) / 2, y: (top + bottom) / 2 })
}

/** @param {HTMLElement} root @returns {Record<string, string>} */
const namesOf = (root) => JSON.parse(root.dataset.names ?? "{}")

/** @param {HTMLElement} root @param {string} zone @returns {HTMLElement | null} */
const zoneOf = (root, zone) => root.querySelector(`[data-zone="${CSS.escape(zone)}"]`)
