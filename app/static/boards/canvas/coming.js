/** What a pointer does while the module that knows how is still on its way: it is done once that is here, in its turn. */

/** @typedef {import("./hands.js").Way} Way */

export class Coming {
  /** @type {Way | null} */
  #way = null
  /** @type {((way: Way) => void)[]} */
  #waiting = []

  /** @param {Promise<Way>} coming */
  constructor(coming) {
    coming.then((way) => {
      this.#way = way
      for (const deed of this.#waiting.splice(0)) deed(way)
    }, () => (this.#waiting = []))
  }

  /** @param {PointerEvent} event @param {PointerEvent} before */
  move(event, before) {
    this.#do((way) => way.move(event, before))
  }

  end() {
    this.#do((way) => way.end?.())
  }

  cancel() {
    this.#do((way) => way.cancel?.())
  }

  /** @param {(way: Way) => void} deed */
  #do(deed) {
    if (this.#way) deed(this.#way)
    else this.#waiting.push(deed)
  }
}
