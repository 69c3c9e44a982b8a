/** What zones say that let people do less than all, and what they say to somebody who would move something there. */
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
