/** What a canvas asks of its notes, where the answer is of one kind. The twin of `app/boards/engine/asked.py`. Pure. */

/** From the least to the most. @type {Record<string, [number, number]>} */
export const SCALES = { impact: [1, 5], effort: [1, 5], score: [1, 5] }
/** @type {Record<string, string[]>} */
export const CHOICES = { actor: ["entrepreneurs", "private", "public", "academia", "finance", "support"] }
const LINES = ["owner"]

/** Whether this can be the answer; null takes one away. @param {string} name @param {unknown} value */
export function fits(name, value) {
  if (value === null) return true
  const [least, most] = SCALES[name] ?? []
  if (least !== undefined && most !== undefined) return Number.isInteger(value) && Number(value) >= least && Number(value) <= most
  if (CHOICES[name]) return CHOICES[name].includes(String(value))
  return !LINES.includes(name) || (typeof value === "string" && value !== "")
}
