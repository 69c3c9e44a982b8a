/** What zones say that let people do less than all, and what they say to somebody who would move something there. */
import { loaded } from "../lazy.js"
import { decide, isRefusal } from "./decide.js"

/** What a zone says of itself, as the page has it. @param {HTMLElement} root @param {string} [code] */
export const signOf = (root, code) => (code ? root.querySelector(`[data-when="${CSS.escape(code)}"]`) : null)

/** Whether zones keep what would be moved where it is: then that is said, and nothing is sent.
 * @param {import("./gesture.js").Desk} desk @param {import("./outbox.js").Op[]} ops */
export function barred({ store, refuse }, ops) {
  const code = ops.map((op) => decide(store.shown, store.context, op)).map((outcome) => (isRefusal(outcome) ? outcome.code : "")).find((each) => each.startsWith("zone-"))
  if (code) refuse(code)
  return Boolean(code)
}

/** Let each zone say what it lets people do. A list has the words for it only where a zone says something.
 * @param {HTMLElement} root @param {Record<string, string>} signs */
export async function mark(root, signs) {
  const places = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-sign]")])
  for (const place of places) place.dataset.sign = signs[place.dataset.zone ?? place.dataset.of ?? ""] ?? ""
  const bare = places.filter((place) => place.dataset.sign && !place.querySelector(".sign"))
  if (bare.length === 0) return
  const [{ parts }, { copy, part }, { dress }] = await loaded(() => Promise.all([import("./menus.js"), import("./note.js"), import("./sheet.js")]))
  dress("board-hands.css")
  await loaded(() => parts(root))
  for (const place of bare) if (!place.querySelector(".sign")) part(place, "summary").after(copy(root, "sign"))
}
