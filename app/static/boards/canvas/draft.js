/** What is being written and is nothing yet, kept for this tab. */
export class Draft {
  #storage
  #name

  /** @param {Storage | null} storage @param {string} name */
  constructor(storage, name) {
    this.#storage = storage
    this.#name = name
  }

  /** @returns {{ job: import("./write.js").Job, words: string } | null} */
  read() {
    return JSON.parse(this.#storage?.getItem(this.#name) ?? "null")
  }

  /** @param {import("./write.js").Job} job @param {string} words */
  write(job, words) {
    if (words) this.#storage?.setItem(this.#name, JSON.stringify({ job, words }))
    else this.forget()
  }

  forget() {
    this.#storage?.removeItem(this.#name)
  }
}
