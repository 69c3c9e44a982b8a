/** Whether words are found in others: whatever the case, the accents and the width of letters. Pure. */

/** What tells words apart when they are looked for. @param {string} words */
const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase().replace(/\s+/g, " ").trim()

/** What is looked at of an element, on the plane and in the list. @param {{ text: string, gloss?: string | null, author?: string, answers?: string }} element */
export const sayingOf = ({ text, gloss, author, answers }) => [text, gloss, author, answers].filter(Boolean).join(" ")

/** The elements that say all of these words, in their order. @param {string} sought @param {readonly { id: string, says: string }[]} elements @returns {string[]} */
export function found(sought, elements) {
  const words = plain(sought).split(" ").filter(Boolean)
  if (words.length === 0) return []
  return elements.filter(({ says }) => words.every((word) => plain(says).includes(word))).map(({ id }) => id)
}
