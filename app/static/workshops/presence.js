/** How many people there are, and a signal for parts of the page that show who. */

/** @typedef {{ here: number, seats: number }} Numbers */

export class Presence extends EventTarget {
  /** @type {Numbers} */
  #numbers

  /** @param {number} seats how many the page knew when it came */
  constructor(seats) {
    super()
    this.#numbers = { here: 0, seats }
  }

  get seats() {
    return this.#numbers.seats
  }

  /** @param {Numbers} numbers */
  take(numbers) {
    this.#numbers = numbers
    this.dispatchEvent(new Event("change"))
  }
}
