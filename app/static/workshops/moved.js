/** What has changed in a room, in words for whoever listens. */
import { t } from "../i18n.js"
import { whereabouts } from "./face.js"
import { pick } from "./stage.js"

/** @typedef {import("./stage.js").StageMessage} StageMessage */

/** The step, the part or the end that came; empty where the room stays. @param {StageMessage} before @param {StageMessage} now */
export function moved(before, now) {
  if (now.mood === "ended" && before.mood !== "ended") return t("The workshop has ended.")
  if (now.step !== before.step) return `${whereabouts(now)}. ${pick(now.title, document.documentElement.lang).text}`
  return now.phase === before.phase ? "" : whereabouts(now)
}
