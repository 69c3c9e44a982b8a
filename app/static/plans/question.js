/** A dialog that asks for a sentence before something is saved: why a day moves, what blocks an action. */
export class Question {
  #dialog
  #field

  /** @param {string} id the dialog's; its field is the first in it */
  constructor(id) {
    this.#dialog = /** @type {HTMLDialogElement} */ (document.getElementById(id))
    this.#field = /** @type {HTMLInputElement} */ (this.#dialog.querySelector("input"))
  }

  get open() {
    return this.#dialog.open
  }

  /** The sentence; empty when somebody puts it back. @param {string} [about] @returns {Promise<string>} */
  ask(about = "") {
    const place = this.#dialog.querySelector("[data-about]")
    if (place) place.textContent = about
    this.#field.value = ""
    this.#dialog.returnValue = ""
    this.#dialog.showModal()
    return new Promise((answer) => {
      this.#dialog.addEventListener("close", () => answer(this.#dialog.returnValue === "save" ? this.#field.value.trim() : ""), { once: true })
    })
  }
}
