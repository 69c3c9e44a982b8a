/** Puts the stage on a page that is already there: words into their places, the right parts shown. */
import { t } from "../i18n.js"
import { phaseName } from "./phases.js"
import { pick } from "./stage.js"

/** @typedef {import("./stage.js").StageMessage} StageMessage */
/** @typedef {import("./stage.js").Words} Words */

/** What is said of writing where a facilitator looks at notes first. @type {Record<string, string>} */
const LOOKED_AT = { open: "moderated", private: "private-first" }

/** What is said of writing. @param {StageMessage} stage */
function saidOf({ writing, moderated, picks }) {
  if (picks && writing === "private") return "private-pick"
  return moderated ? LOOKED_AT[writing] ?? writing : writing
}

/**
 * @param {ParentNode} page
 * @param {StageMessage} stage
 */
export function draw(page, stage) {
  if (stage.step) {
    put(page, "title", stage.title)
    put(page, "prompt", Object.keys(stage.prompt).length ? stage.prompt : stage.title)
    for (const place of page.querySelectorAll("[data-stage=count]")) place.textContent = whereabouts(stage)
  } else {
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("[data-rest]"))) place.textContent = place.dataset.rest ?? ""
  }
  showOnly(page, "mood", stage.mood)
  showOnly(page, "steps", stage.step ?? "")
  showOnly(page, "phase", stage.phases[stage.phase]?.kind ?? "")
  showOnly(page, "writing", saidOf(stage))
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("[data-goes-on]"))) {
    place.parentElement?.toggleAttribute("hidden", !stage.timer.ends)
    // As the room's clocks show it elsewhere: `14:05` in every language, wherever this device believes to be.
    if (stage.timer.ends) place.textContent = new Date(stage.timer.ends).toLocaleTimeString("en-GB", { timeZone: place.dataset.goesOn, timeStyle: "short" })
  }
  for (const part of page.querySelectorAll("[data-hidden]")) part.toggleAttribute("hidden", !stage.hidden || stage.writing === "private")
  for (const part of page.querySelectorAll("[data-frozen]")) part.toggleAttribute("hidden", !stage.frozen)
}

/** Where the room is, in words. @param {StageMessage} stage */
export function whereabouts(stage) {
  const step = t("Step %(number)s of %(of)s", { number: stage.number, of: stage.of })
  const phase = phaseName(stage.phases[stage.phase]?.kind)
  return phase ? `${step} · ${phase}` : step
}

/**
 * @param {ParentNode} page
 * @param {string} name
 * @param {Words} words
 */
function put(page, name, words) {
  const { text, language } = pick(words, document.documentElement.lang)
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll(`[data-stage=${name}]`))) {
    if (place.textContent !== text) place.textContent = text
    const own = language === document.documentElement.lang
    place.lang = own ? "" : language
    place.dir = own ? "" : "auto"
    if (own) place.removeAttribute("lang")
  }
}

/**
 * Parts carry the states in which they are shown: `data-mood="canvas talk"`.
 * @param {ParentNode} page
 * @param {string} name
 * @param {string} state
 */
function showOnly(page, name, state) {
  for (const part of page.querySelectorAll(`[data-${name}]`)) {
    part.toggleAttribute("hidden", !part.getAttribute(`data-${name}`)?.split(" ").includes(state))
  }
}
