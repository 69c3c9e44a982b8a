/**
 * What lies on a board and is no note, in words: what a list says of it. The twin of
 * `app/boards/things.py`. Notes, groups and images say it by themselves.
 */
import { t } from "../later.js"

/** @typedef {import("./reducer.js").Element} Note */
/** @typedef {ReadonlyMap<string, Note>} Elements */

/** How much of its words names a thing. */
const LABEL = 60

/** What something is; empty for what says it by itself. @param {Note} element @param {Elements} elements @returns {string} */
export function inWords(element, elements) {
  switch (element.type) {
    case "text": return t("A text")
    case "shape": return element.form === "oval" ? t("Oval") : t("Rectangle")
    case "frame": return t("Frame")
    case "comment": {
      const about = name(element.about, elements)
      return element.resolved ? t("Comment on %(about)s, dealt with", { about }) : t("Comment on %(about)s", { about })
    }
    case "connector": return connection(element, name(element.start, elements), name(element.end, elements))
    default: return ""
  }
}

/** Where a line leads; without an arrow it leads nowhere. @param {Note} element @param {string} start @param {string} end */
function connection({ arrow }, start, end) {
  switch (arrow) {
    case "end": return t("Arrow from %(start)s to %(end)s", { start, end })
    case "start": return t("Arrow from %(start)s to %(end)s", { start: end, end: start })
    case "both": return t("Arrow both ways between %(start)s and %(end)s", { start, end })
    default: return t("Line between %(start)s and %(end)s", { start, end })
  }
}

/** Something as others name it: by its words, else by what it is. @param {unknown} end @param {Elements} elements */
function name(end, elements) {
  if (typeof end !== "string") return t("a place on the board")
  const element = elements.get(end)
  if (!element || element.deleted) return t("something that is gone")
  const words = quoted(element.text)
  if (words) return words
  switch (element.type) {
    case "image": return t("an image")
    case "ink": return t("a drawing")
    case "shape": return t("a shape")
    case "frame": return t("a frame")
    case "connector": return t("a line")
    default: return t("something on the board")
  }
}

/** The first words of a text between quotation marks; nothing where it has none. @param {string} text */
export function quoted(text) {
  const words = text.trim().split(/\s+/).join(" ")
  // Kept apart, so that neither turns the other's punctuation around.
  return words && t("“%(words)s”", { words: `\u2068${short(words)}\u2069` })
}

/** @param {string} words */
function short(words) {
  const letters = [...words]
  return letters.length > LABEL ? `${letters.slice(0, LABEL - 1).join("")}…` : words
}
