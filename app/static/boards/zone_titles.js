/** Notes that say the title of their zone, as a one-tap vote laid them: the twin of `app/boards/zone_titles.py`. */

/** @typedef {import("./reducer.js").Element} Note */

/**
 * Make what tells such notes in the language of the page; others are told as they are written.
 * @param {HTMLElement} root @returns {(note: Note) => Note}
 */
export function tellTitles(root) {
  /** @type {Record<string, Record<string, string>>} titles by zone and language */
  const laid = JSON.parse(root.dataset.laidTitles ?? "{}")
  const { lang: page, dir } = document.documentElement
  return (note) => {
    const titles = laid[note.zone]
    if (note.type !== "note" || !titles?.[page] || titles[note.lang ?? ""] !== note.text) return note
    return { ...note, text: titles[page], lang: page, dir: dir || "ltr" }
  }
}
