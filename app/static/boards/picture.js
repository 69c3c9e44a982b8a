/** An image of a board as the browser draws it: of its size before it is here, fetched when it comes into sight. */

import { whenBack } from "./back.js"

/** @typedef {import("./reducer.js").Element} Note */

/** @param {HTMLElement} root the board's part of the page @param {Note} note @returns {HTMLImageElement} */
export function pictureOf(root, note) {
  const image = new Image(note.w, note.h)
  image.loading = "lazy"
  image.draggable = false
  const address = `/boards/${root.dataset.board ?? ""}/assets/${note.asset ?? ""}`
  // What did not come without a line is asked for once there is one.
  image.addEventListener("error", () => whenBack(() => image.isConnected && (image.src = address)))
  image.src = address
  return image
}
