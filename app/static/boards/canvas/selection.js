/**
 * What is chosen on the canvas, and where its one Tab stop is. Fires `change` with the ids
 * that look different.
 */

export class Selection extends EventTarget {
  /** @type {Set<string>} */
  #chosen = new Set()
  /** @type {string | null} */
  #at = null

  get chosen() {
    return this.#chosen
  }

  /** Where the Tab stop is; null as long as nobody has been anywhere. */
  get at() {
    return this.#at
  }

  /** What a deed is about: what is chosen, else where the focus is. @returns {string[]} */
  get meant() {
    return this.#chosen.size ? [...this.#chosen] : this.#at ? [this.#at] : []
  }

  /** @param {string | null} id */
  go(id) {
    if (this.#at === id) return
    const changed = [this.#at, id]
    this.#at = id
    this.#tell(changed)
  }

  /** Choose these and nothing else. @param {Iterable<string>} ids */
  choose(ids) {
    const chosen = new Set(ids)
    const changed = [...this.#chosen, ...chosen].filter((id) => this.#chosen.has(id) !== chosen.has(id))
    if (changed.length === 0) return
    this.#chosen = chosen
    this.#tell(changed)
  }

  /** @param {string} id */
  toggle(id) {
    const chosen = new Set(this.#chosen)
    if (!chosen.delete(id)) chosen.add(id)
    this.choose(chosen)
  }

  /** Let go of what is not there any more. @param {(id: string) => boolean} there */
  keep(there) {
    this.choose([...this.#chosen].filter(there))
    if (this.#at !== null && !there(this.#at)) this.go(null)
  }

  /** @param {(string | null)[]} ids */
  #tell(ids) {
    this.dispatchEvent(new CustomEvent("change", { detail: ids.filter((id) => id !== null) }))
  }
}
