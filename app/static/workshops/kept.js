/**
 * On the page of a workshop that has ended: says that what is on its boards is kept once all that somebody wrote is there,
 * and what to do while this device alone has some of it. What the server says of their notes is asked for again when it changes.
 */
import { begunElsewhere, isOnlyHere } from "../boards/begun_elsewhere.js"
import { waitingFor } from "../boards/leftover.js"
import { returnedTo } from "../boards/returned.js"

/** Milliseconds: what changes at once is asked for once. */
const SOON = 500

let follows = false
/** @type {ReturnType<typeof setTimeout> | undefined} */
let due

/** Say it now and whenever it changes. @param {() => void} retell asks for that part of the page again */
export function followKept(retell) {
  if (!follows) {
    follows = true
    const again = () => {
      clearTimeout(due)
      due = setTimeout(retell, SOON)
    }
    for (const name of ["htmx:after:swap", "outbox:changed", "outbox:left", "words:returned", "begun:shown"]) document.addEventListener(name, () => void say())
    document.addEventListener("outbox:left", (event) => /** @type {CustomEvent} */ (event).detail.waiting || again())
    document.addEventListener("words:returned", again)
  }
  void say()
}

async function say() {
  const { principal = "" } = /** @type {HTMLElement | null} */ (document.querySelector("[data-returned]"))?.dataset ?? {}
  const now = await stateOf(principal)
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-lies]"))) part.hidden = part.dataset.lies !== now
}

/** Where what somebody wrote lies. @param {string} principal @returns {Promise<"sending" | "here" | "kept">} */
async function stateOf(principal) {
  if (await waitingFor(principal).catch(() => 0)) return "sending"
  // What a facilitator deleted others may still find in the history of its board: its card says so, this does not say more.
  const onlyHere = returnedTo(principal).some((item) => isOnlyHere(item) && item.fate !== "taken")
  return onlyHere || (await begunElsewhere(principal)).lies ? "here" : "kept"
}
