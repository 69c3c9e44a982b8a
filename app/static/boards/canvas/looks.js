/** How a note looks to this reader: whose it is, what its paper is, and in which words its place is told. */
import { t } from "../../later.js"
import { answersOf } from "../answers.js"
import { inWords } from "../in_words.js"
import { INBOX } from "../reducer.js"

/** @typedef {import("../reducer.js").Element} Note */

/** @param {HTMLElement} root @param {import("../store.js").BoardStore} store @param {import("./scene.js").Scene} scene */
export function looks(root, store, scene) {
  /** @type {Record<string, string>} */
  const names = JSON.parse(root.dataset.names ?? "{}")
  /** @type {Record<string, string>} */
  const papers = JSON.parse(root.dataset.papers ?? "{}")
  /** @type {Record<string, string>} */
  const hues = JSON.parse(root.dataset.hues ?? "{}")
  const grounds = new Map(/** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-zone]")]).map((zone) => [zone.dataset.zone ?? "", zone.dataset.colour ?? "plain"]))
  const titles = new Map(scene.grounds.map(({ id, title }) => [id, title]))
  /** @param {Note} note */
  const paperOf = ({ type, colour, zone }) => (colour && papers[colour]) || (type === "note" && grounds.get(zone)) || "plain"
  return {
    paperOf,
    /** @param {Note} note @returns {import("./paper.js").Look} */
    look: (note) => {
      const top = scene.isPile(note.id) ? scene.living(scene.inside(note.id)[0] ?? "") : undefined
      const group = note.parent === null ? undefined : scene.living(note.parent)
      return {
        waiting: store.waiting.has(note.id),
        hidden: note.audience === store.context.seat,
        inbox: note.audience.startsWith(INBOX),
        author: note.named && note.author ? (names[note.author] ?? "") : "",
        paper: paperOf(note),
        // A colour alone says nothing.
        hue: hues[note.colour ?? ""] ?? "",
        where: [hues[note.colour ?? ""], group?.text, titles.get(note.zone)].filter(Boolean).join(", "),
        notes: note.type === "group" ? scene.inside(note.id).length : 0,
        top: top && { text: top.text, dir: top.dir, lang: top.lang, paper: paperOf(top) },
        answers: answersOf(root, note),
        is: note.type === "ink" ? t("A drawing") : inWords(note, scene.elements),
      }
    },
  }
}
