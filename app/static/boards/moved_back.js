/** A move that was refused later, as of one made without a line: which note lies where it was before. */
import { t, together } from "../seldom.js"
import { offerBack } from "./refusals.js"

/** @param {HTMLElement} root @param {{ say?: string, note: string }} refused `note`: its words @param {(words: string) => void} tell */
export function tellMovedBack(root, { say = "", note }, tell) {
  const where = note ? t("“%(note)s” lies where it was before.", { note }) : t("What you moved lies where it was before.")
  offerBack(root, { say: together([say, where]) }, () => {}, tell)
}
