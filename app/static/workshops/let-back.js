/** Whoever waits to be let in is in the room by itself: the page waits for the answer, and is not loaded again meanwhile. */
import { asked } from "../realtime/request.js"

const PAUSE = 1_000
const LATER = 5_000
const AT_MOST = 3_600_000

const waiting = /** @type {HTMLElement | null} */ (document.querySelector("[data-answer]"))
const room = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a[data-room]"))?.href ?? location.href

/** @param {string} address @param {string} was what the page says of the seat @param {number} until when nobody looks any more */
async function look(address, was, until) {
  const answer = await asked(address)
  if (answer && answer.ended !== was) location.assign(room)
  else if (performance.now() < until) setTimeout(look, answer ? PAUSE : LATER * (1 + Math.random()), address, was, until)
}

const { answer, was = "" } = waiting?.dataset ?? {}
if (answer) void look(answer, was, performance.now() + AT_MOST)
