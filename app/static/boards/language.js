/**
 * In which language a note is probably written, so that it is read aloud and set in type
 * as such: by its script where that settles it, else by what its author reads. Pure.
 */

/** @type {[RegExp, string][]} the first language of a script is meant where the page speaks none of it */
const SCRIPTS = [
  [/\p{Script=Arabic}/gu, "ar"],
  [/\p{Script=Han}/gu, "zh"],
  [/\p{Script=Cyrillic}/gu, "ru"],
  [/\p{Script=Devanagari}/gu, "hi"],
  [/\p{Script=Bengali}/gu, "bn"],
  [/\p{Script=Ethiopic}/gu, "am"],
  [/\p{Script=Thai}/gu, "th"],
  [/\p{Script=Greek}/gu, "el"],
  [/\p{Script=Hangul}/gu, "ko"],
  [/\p{Script=Hiragana}|\p{Script=Katakana}/gu, "ja"],
]
const LATIN = new Set(["en", "fr", "es"])

/** @param {string} text @param {string} page the language of the page @returns {string} */
export function languageOf(text, page) {
  const counts = SCRIPTS.map(([script, language]) => ({ language, letters: text.match(script)?.length ?? 0 }))
  const most = counts.reduce((one, other) => (other.letters > one.letters ? other : one))
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0
  if (most.letters > latin) return most.language
  if (latin > 0 && !LATIN.has(page)) return "en"
  return page
}
