/**
 * As large as the words of a note can be: 18, 15, 13, 11 or 9 px beside a paper of 118, the
 * first that fits, and none that is larger than where they were written. Measured for many notes at once, so
 * that the browser lays out a few times, not once for each.
 */
import { part } from "../note.js"
import { SIZES as POINTS, guess } from "./guessing.js"

/** The classes of the sizes, the largest first. */
export const SIZES = ["s4", "s3", "s2", "s1", "s0"]
const LEAST = "s0"
/** How many letters a size may hold at most: what is longer need not be tried there. */
const HOLDS = [36, 75, 120, 170, Infinity]

export class Fitting {
  /** @type {Map<string, { key: string, size: string, lines: number }>} */
  #known = new Map()

  /** Set a new paper as large as it is said to be, or as its words let one expect; measured it is later. @param {HTMLElement} item */
  guess(item) {
    const known = this.#known.get(item.dataset.note ?? "")
    // Words that may run over their paper would each be painted as a layer of their own.
    item.toggleAttribute("data-guessed", !known && !said(item))
    set(item, known?.size ?? said(item) ?? SIZES[POINTS.indexOf(guessed(item))] ?? LEAST, known?.lines ?? 0)
  }

  /** Set these papers in type. @param {Iterable<HTMLElement>} items */
  fit(items) {
    /** @type {{ item: HTMLElement, words: HTMLElement, id: string, key: string, step: number }[]} */
    let trying = []
    for (const item of items) {
      delete item.dataset.guessed
      const words = part(item, "[data-text]")
      const id = item.dataset.note ?? ""
      const marks = [...item.querySelectorAll("[data-mark]:not([hidden])")].map((mark) => /** @type {HTMLElement} */ (mark).dataset.mark)
      const key = [item.dataset.fit, item.style.width, item.style.height, words.lang, marks.join(" "), item.querySelector("[data-gloss]")?.textContent, item.querySelector("[data-answers]")?.textContent, part(item, "[data-author]").textContent, words.textContent].join("\n")
      const known = this.#known.get(id)
      if (known?.key === key) set(item, known.size, known.lines)
      else trying.push({ item, words, id, key, step: Math.max(SIZES.indexOf(said(item) ?? ""), expected(words)) })
    }
    while (trying.length) {
      for (const { item, step } of trying) set(item, SIZES[step] ?? LEAST, 0)
      // All is measured before anything is written: the browser lays out once.
      const room = trying.map(({ words }) => (runsOver(words) ? wholeLines(words) : 0))
      trying = trying.filter((each, index) => {
        const lines = room[index] ?? 0
        if (lines && each.step < SIZES.length - 1) return (each.step += 1)
        if (lines) set(each.item, LEAST, lines)
        this.#known.set(each.id, { key: each.key, size: SIZES[each.step] ?? LEAST, lines })
        return false
      })
    }
  }

  /** @param {string} id */
  forget(id) {
    this.#known.delete(id)
  }
}

/** Tell the papers whose words are whole from those of which one sees the beginning. @param {HTMLElement[]} items */
export function tellWhole(items) {
  for (const item of items) delete item.dataset.whole
  // All is measured before anything is written: the browser lays out once.
  const over = items.map((item) => runsOver(part(item, "[data-text]")))
  for (const [index, item] of items.entries()) item.toggleAttribute("data-whole", !over[index])
}

/** The size that was measured where the words were written. @param {HTMLElement} item */
const said = ({ dataset: { fit } }) => (fit ? SIZES[POINTS.indexOf(Number(fit))] : undefined)

/** @param {HTMLElement} item */
function guessed(item) {
  const { lang, textContent } = part(item, "[data-text]")
  return guess({ text: textContent ?? "", lang, w: Number.parseFloat(item.style.width), h: Number.parseFloat(item.style.height) })
}

/** The first size that may hold these. @param {HTMLElement} words */
const expected = ({ textContent }) => HOLDS.findIndex((most) => (textContent ?? "").length <= most)

/** @param {HTMLElement} words */
const runsOver = (words) => words.scrollHeight > words.clientHeight + 1 || words.scrollWidth > words.clientWidth + 1

/** How many whole lines there is room for. @param {HTMLElement} words */
const wholeLines = (words) => Math.max(1, Math.floor(words.clientHeight / Number.parseFloat(getComputedStyle(words).lineHeight)))

/** @param {HTMLElement} item @param {string} size @param {number} lines it shows of what is too long; 0 where all of it is seen */
function set(item, size, lines) {
  if (!item.classList.contains(size)) {
    item.classList.remove(...SIZES)
    item.classList.add(size)
  }
  item.classList.toggle("is-long", lines > 0)
  if (lines) item.style.setProperty("--lines", String(lines))
}
