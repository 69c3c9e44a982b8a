/**
 * Says, while the page is scrolled down, that there is something new to read above, and leads there. The page stays where it is
 * until somebody asks: they may be writing, or about to press something.
 */
import { t } from "../seldom.js"

/** Pixels of its end that one has to see of what is new. */
const SEEN = 24

/** @type {{ line: HTMLElement, selector: string } | null} */
let told = null

/** Point to what is new unless it is in sight; of several things the last counts. @param {string} selector where it stands, now or later @param {string} says */
export function point(selector, says) {
  drop()
  if (isInSight(selector)) return
  const line = Object.assign(document.createElement("div"), { className: "toast aloud-bar" })
  line.dataset.above = ""
  const button = Object.assign(document.createElement("button"), { className: "btn", type: "button", textContent: t("Show") })
  button.addEventListener("click", () => show(selector))
  line.append(Object.assign(document.createElement("span"), { textContent: says }), button)
  document.querySelector("#main")?.append(line)
  told = { line, selector }
}

for (const name of ["scroll", "htmx:after:swap"]) document.addEventListener(name, () => told && isInSight(told.selector) && drop(), { passive: true })

function drop() {
  told?.line.remove()
  told = null
}

/** Whoever goes by keys goes on from there. @param {string} selector */
function show(selector) {
  const place = /** @type {HTMLElement | null} */ (document.querySelector(selector))
  place?.scrollIntoView({ block: "start" })
  if (place) place.tabIndex = -1
  place?.focus({ preventScroll: true })
  drop()
}

/** Whether its end is in sight below the bar; what is not there needs no looking for. @param {string} selector */
function isInSight(selector) {
  const { top = 0, bottom = 0, height = 0 } = document.querySelector(selector)?.getBoundingClientRect() ?? {}
  const from = Math.max(0, document.querySelector(".ph-bar")?.getBoundingClientRect().bottom ?? 0)
  return height === 0 || (bottom - SEEN >= from && top + SEEN <= innerHeight)
}
