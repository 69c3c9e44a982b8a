/**
 * Draws who is here, who writes on which note and who chose it, and works the switch for one's own cursor,
 * in whatever places the view has for them: `[data-presence]`, and `[data-writer]` in a note.
 */
import { nt, t } from "../later.js"
import { Presence } from "./presence.js"

/** @typedef {import("./store.js").BoardStore} BoardStore */

const NAMES = 60

/** @type {WeakMap<BoardStore, Presence>} */
const known = new WeakMap()

/**
 * The presence of a board, one for all its views; what this view has of it is drawn.
 * @param {HTMLElement} root @param {BoardStore} store @param {AbortSignal} signal @returns {Presence}
 */
export function openPresence(root, store, signal) {
  const presence = known.get(store) ?? new Presence({ connection: wantConnection(), board: root.dataset.board ?? "", store }, signal)
  known.set(store, presence)
  const draw = () => {
    drawPeople(root, presence)
    markWriters(root, presence)
  }
  presence.addEventListener("change", draw, { signal })
  const turn = root.querySelector("[data-own-cursor]")
  turn?.addEventListener("click", () => (presence.shown = !presence.shown), { signal })
  draw()
  return presence
}

/** Say at each note who writes on it, and in a list who chose it: the plane has outlines for that. A view calls it too, once it has drawn notes anew. @param {ParentNode} root @param {Presence} presence */
export function markWriters(root, presence) {
  for (const place of root.querySelectorAll("[data-writer]")) {
    const note = /** @type {HTMLElement | null} */ (place.closest("[data-note]"))?.dataset.note ?? ""
    const listed = /** @type {HTMLElement | null} */ (place.closest("[data-board]"))?.dataset.view !== "canvas"
    write(place, sayWriters(presence.writers.get(note)) || (listed ? sayChosen(presence.chosen.get(note)) : ""))
  }
}

/** @param {string[] | undefined} names */
function sayWriters(names) {
  if (!names) return ""
  const [name] = names
  if (!name) return t("Somebody is writing…")
  return names.length > 1 ? nt("%(n)s person is writing…", "%(n)s people are writing…", names.length) : t("%(name)s is writing…", { name })
}

/** @param {string[] | undefined} names */
function sayChosen(names) {
  if (!names) return ""
  const [name] = names
  if (!name) return t("Somebody has chosen this")
  return names.length > 1 ? nt("%(n)s person has chosen this", "%(n)s people have chosen this", names.length) : t("%(name)s has chosen this", { name })
}

/** @param {ParentNode} root @param {Presence} presence */
function drawPeople(root, presence) {
  const place = root.querySelector("[data-presence]")
  if (!(place instanceof HTMLElement)) return
  place.hidden = presence.people === 0
  place.querySelector("[data-own-cursor]")?.setAttribute("aria-checked", String(presence.shown))
  const names = [...presence.here.values()].map(({ name }) => name).filter(Boolean).sort((one, other) => one.localeCompare(other))
  write(place.querySelector("[data-company]"), nt("%(n)s person is here", "%(n)s people are here", presence.people))
  const list = place.querySelector("[data-names]")
  if (list && list.textContent !== names.slice(0, NAMES).map(said).join("")) list.replaceChildren(...names.slice(0, NAMES).map(face))
}

/** People are circles: the first letters of a name, and the name. @param {string} name */
function face(name) {
  const item = document.createElement("li")
  const circle = document.createElement("span")
  circle.className = "av"
  circle.setAttribute("aria-hidden", "true")
  circle.textContent = initials(name)
  const words = document.createElement("bdi")
  words.textContent = name
  item.append(circle, words)
  return item
}

const initials = (/** @type {string} */ name) => [...name].slice(0, 2).join("")
const said = (/** @type {string} */ name) => initials(name) + name

/** @param {Element | null} place @param {string} words */
function write(place, words) {
  if (place && place.textContent !== words) place.textContent = words
}

/** The page's socket, as its own script hands it out. @returns {import("../realtime/connection.js").Connection} */
function wantConnection() {
  /** @type {import("../realtime/connection.js").Connection | undefined} */
  let given
  const take = (/** @type {import("../realtime/connection.js").Connection} */ connection) => void (given = connection)
  document.dispatchEvent(new CustomEvent("connection:wanted", { detail: { take } }))
  if (!given) throw new Error("the page has no connection")
  return given
}
