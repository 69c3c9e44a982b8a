/** The places of a wide list at its side: zones and their groups with how much lies there, and a field to find words in it all. */
import { found, sayingOf } from "./finding.js"
import { copy, part, write } from "./note.js"
import { rove } from "./roving.js"

export class Places {
  #root
  #list
  #find
  #due = false

  /** @param {HTMLElement} root @param {AbortSignal} signal */
  constructor(root, signal) {
    this.#root = root
    const side = part(root, "[data-side]")
    const nav = side.querySelector("[data-places]") ?? side.appendChild(copy(root, "places"))
    this.#list = part(nav, "ul")
    this.#find = /** @type {HTMLInputElement} */ (part(nav, "input"))
    this.#find.addEventListener("input", () => this.#sift(), { signal })
    const zones = part(root, "[data-zones]")
    const watcher = new MutationObserver(() => this.#soon())
    watcher.observe(zones, { childList: true, subtree: true, characterData: true })
    signal.addEventListener("abort", () => watcher.disconnect())
    this.#draw()
  }

  #soon() {
    if (this.#due) return
    this.#due = true
    requestAnimationFrame(() => {
      this.#due = false
      this.#draw()
      if (this.#find.value) this.#sift()
    })
  }

  #draw() {
    const places = [...part(this.#root, "[data-zones]").querySelectorAll("[data-zone], [data-group]")]
    while (this.#list.children.length > places.length) this.#list.lastElementChild?.remove()
    for (const [index, place] of places.entries()) {
      const item = this.#list.children[index] ?? this.#list.appendChild(entry())
      const link = /** @type {HTMLAnchorElement} */ (item.firstElementChild)
      item.classList.toggle("bd-in", place.matches("[data-group]"))
      if (link.hash !== `#${place.id}`) link.href = `#${place.id}`
      write(link, part(place, "[data-title], [data-text]").textContent ?? "")
      write(/** @type {HTMLElement} */ (item.lastElementChild), String(place.querySelectorAll("li[data-note]:not([data-type])").length || ""))
    }
  }

  /** Show what holds the words, and the zones and groups it lies in. */
  #sift() {
    const words = this.#find.value.trim()
    const items = /** @type {HTMLElement[]} */ ([...this.#root.querySelectorAll("li[data-note]")])
    const says = new Set(found(words, items.map((item) => ({ id: item.dataset.note ?? "", says: saying(item) }))))
    this.#root.toggleAttribute("data-sifting", words !== "")
    for (const item of items) item.toggleAttribute("data-sifted", words !== "" && !says.has(item.dataset.note ?? ""))
    for (const zone of this.#root.querySelectorAll("[data-zone]")) rove(zone)
  }
}

/** What an item says by itself: neither its marks nor its menu. @param {HTMLElement} item */
function saying(item) {
  const said = (/** @type {string} */ where) => item.querySelector(`:scope > ${where}`)?.textContent?.trim() ?? ""
  return sayingOf({ text: said("[data-text]"), gloss: said("[data-gloss] > [data-words]"), author: said(".note-meta > [data-author]"), answers: said("[data-answers]") })
}

/** A link with a number behind it. */
function entry() {
  const [item, link, count] = [document.createElement("li"), document.createElement("a"), document.createElement("span")]
  link.dir = "auto"
  count.className = "soft num"
  item.append(link, count)
  return item
}
