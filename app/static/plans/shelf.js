/**
 * A place on this device for what is written in a form, with the id the form goes by. Where the device keeps nothing it
 * lasts as long as the page.
 *
 * `sends`: it was to be sent and may have arrived. `renewed`: its page's token was too old, and is another one now.
 * @typedef {{ id: string, words: Record<string, string>, sends?: boolean, renewed?: boolean }} Kept
 */

export class Shelf {
  /** True where it outlives the page. */
  lasting = true
  /** What found no place on the device. @type {Kept | null} */
  #here = null

  /** @param {string} place */
  constructor(place) {
    this.place = place
  }

  /** @returns {Kept | null} */
  get kept() {
    if (this.#here) return this.#here
    try {
      return JSON.parse(localStorage.getItem(this.place) ?? "null")
    } catch {
      return null
    }
  }

  set kept(next) {
    try {
      if (next) localStorage.setItem(this.place, JSON.stringify(next))
      else localStorage.removeItem(this.place)
      this.lasting = true
    } catch {
      this.lasting = false
    }
    this.#here = this.lasting ? null : next
  }
}
