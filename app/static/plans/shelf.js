/**
 * A place on this device for what is written in a form, with the id the form goes by.
 *
 * `sends`: it was to be sent and may have arrived. `renewed`: its page was loaded anew to send it.
 * @typedef {{ id: string, words: Record<string, string>, sends?: boolean, renewed?: boolean }} Kept
 */

export class Shelf {
  /** @param {string} place */
  constructor(place) {
    this.place = place
  }

  /** @returns {Kept | null} */
  get kept() {
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
    } catch {
      // A device that keeps nothing shows the page all the same.
    }
  }
}
