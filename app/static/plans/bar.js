/** A bar of the timeline, or a diamond of one day: where it lies, and where it is shown while somebody moves it. */

const LENGTH = 100

export class Bar {
  /** The form that says to the server where it lies now. @type {HTMLFormElement | null} */
  sent = null
  by = 0

  /** @param {SVGAElement} link */
  constructor(link) {
    this.link = link
    this.svg = /** @type {SVGSVGElement} */ (link.closest("[data-dates]"))
    this.mirrored = document.documentElement.dir === "rtl"
    this.dates = (this.svg.dataset.dates ?? "").split(" ")
    this.first = this.#first
    this.due = this.#due
  }

  get #due() {
    return Number(this.link.dataset.due)
  }

  /** A bar of one day without a beginning has none. */
  get #first() {
    return Number(this.link.dataset.first) || this.#due
  }

  get form() {
    return /** @type {HTMLFormElement} */ (document.querySelector(`#form-${this.link.dataset.bar} form`))
  }

  get box() {
    return /** @type {Element} */ (this.link.querySelector(".tl-body, .tl-diamond")).getBoundingClientRect()
  }

  get dayWidth() {
    return this.svg.getBoundingClientRect().width / LENGTH
  }

  get moved() {
    return this.first !== this.#first || this.due !== this.#due
  }

  /** Whether whoever moves it has to say why. */
  get asks() {
    return this.due !== this.#due && this.form.hasAttribute("data-asks")
  }

  get lasts() {
    return this.#told(this.first, this.due)
  }

  get tells() {
    return `${this.#told(this.#first, this.#due)} → ${this.lasts}`
  }

  /** How many days a key moves it. @param {KeyboardEvent} event */
  keyMoves({ key, shiftKey }) {
    const on = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0
    return on * (shiftKey ? 7 : 1) * (this.mirrored ? -1 : 1)
  }

  /**
   * Show it `by` days later than it lies, whole or by one end: within the hundred days, and due on no day that is over.
   * @param {number} by
   * @param {"first" | "due" | "both"} what
   */
  move(by, what) {
    const first = this.#first
    const due = this.#due
    const today = Number(this.svg.dataset.today)
    if (what === "first") this.first = between(1, first + by, due)
    else {
      const earliest = Math.min(LENGTH, Math.max(what === "due" ? first : 1 + due - first, today))
      this.due = by === 0 ? due : between(earliest, due + by, LENGTH)
      if (what === "both") this.first = first + this.due - due
    }
    this.by = what === "first" ? this.first - first : this.due - due
    this.#show(true)
  }

  /** Show it where it lies. */
  settle() {
    this.first = this.#first
    this.due = this.#due
    this.by = 0
    this.#show(false)
  }

  /** Put its days into the fields of its row. */
  write() {
    if (this.link.dataset.first) this.#field("start_on").value = this.dates[this.first - 1] ?? ""
    else if (this.first !== this.due) this.#field("start_on").value = this.dates[this.first - 1] ?? ""
    this.#field("due_on").value = this.dates[this.due - 1] ?? ""
  }

  /** @param {string} words */
  writeReason(words) {
    this.#field("reason").value = words
  }

  /** @param {string} name */
  #field(name) {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name))
  }

  /** @param {number} first @param {number} due */
  #told(first, due) {
    const { dayWord = "", daysWord = "" } = this.svg.dataset
    return first === due ? dayWord.replace("{day}", String(due)) : daysWord.replace("{first}", String(first)).replace("{last}", String(due))
  }

  /** @param {boolean} held */
  #show(held) {
    const x = this.mirrored ? LENGTH - this.due : this.first - 1
    const width = this.due - this.first + 1
    for (const part of this.link.querySelectorAll(".tl-body, .tl-reach")) {
      part.setAttribute("x", `${x}%`)
      part.setAttribute("width", `${width}%`)
    }
    this.link.querySelector(".tl-tip")?.setAttribute("x", `${this.mirrored ? x : x + width}%`)
    const says = this.svg.querySelector(".tl-says")
    if (!says) return
    says.textContent = held ? this.lasts : ""
    says.setAttribute("x", `${between(12, x + width / 2, 88)}%`)
    says.setAttribute("y", String(Number(this.link.dataset.y) - 14))
  }
}

/** @param {number} low @param {number} number @param {number} high */
function between(low, number, high) {
  return Math.max(low, Math.min(high, number))
}
