/**
 * The words of the page, in its language. `learn` is called by the language's own
 * modules, the first of which the page loads at its beginning (`later.js` loads the other);
 * without one the English source is spoken.
 */

/** What is said, by the marks of the English sentences. @type {Record<string, string | string[]>} */
let words = {}
/** @type {(n: number) => number} */
let pluralOf = (n) => Number(n !== 1)

/**
 * @param {Record<string, string | string[]>} spoken
 * @param {(n: number) => number} plural
 */
export function learn(spoken, plural) {
  words = { ...words, ...spoken }
  pluralOf = plural
}

/**
 * A sentence, with `%(name)s` replaced from `values`.
 * @param {string} source
 * @param {Record<string, string | number>} [values]
 */
export function t(source, values = {}) {
  const spoken = words[mark(source)]
  return fill(typeof spoken === "string" && spoken ? spoken : source, values)
}

/**
 * A sentence about `n` things; `%(n)s` is the number as people here write it.
 * @param {string} one
 * @param {string} many
 * @param {number} n
 * @param {Record<string, string | number>} [values]
 */
export function nt(one, many, n, values = {}) {
  const forms = words[mark(one)]
  const spoken = Array.isArray(forms) ? forms[pluralOf(n)] : undefined
  return fill(spoken || (n === 1 ? one : many), { n: number(n), ...values })
}

/** What words are told from others by, in few letters. Sentences are found by it, as `app/building.py` makes it: phones need not load the English one too. @param {string} source */
export function mark(source) {
  let sum = 0
  for (let at = 0; at < source.length; at += 1) sum = (Math.imul(sum, 31) + source.charCodeAt(at)) >>> 0
  return (sum % 36 ** 4).toString(36)
}

/** A number as people write it in the page's language. @param {number} n */
export function number(n) {
  return new Intl.NumberFormat(document.documentElement.lang).format(n)
}

/** A part of a whole, as people write percent in the page's language. @param {number} part @returns {string} */
export function percent(part) {
  return new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(part)
}

/** Making one costs a millisecond, and the line of the connection is written many times a second. @type {Map<string, Intl.DateTimeFormat>} */
const clocks = new Map()

/** A time of day. @param {Date} moment @param {string} [timeZone] */
export function clockTime(moment, timeZone) {
  const { lang } = document.documentElement
  const key = `${lang} ${timeZone}`
  const clock = clocks.get(key) ?? new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone })
  clocks.set(key, clock)
  return clock.format(moment)
}

/** Sentences one after another, as the page's language sets them apart. @param {readonly string[]} sentences */
export function together(sentences) {
  const [first = "", ...rest] = sentences.filter(Boolean)
  // Translators: two sentences, one after the other; a language that sets no space between sentences leaves it out.
  return rest.reduce((before, next) => t("%(before)s %(next)s", { before, next }), first)
}

/**
 * @param {string} sentence
 * @param {Record<string, string | number>} values
 */
function fill(sentence, values) {
  return sentence.replace(/%\((\w+)\)s/g, (whole, name) => (name in values ? String(values[name]) : whole))
}
