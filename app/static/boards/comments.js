/** What people say about something on a board: read, said, answered and dealt with in a dialog that stays up to date. */
import { begun } from "./begun.js"
import { t } from "../seldom.js"
import { adding, inOrder } from "./adding.js"
import { accept, hint } from "./field.js"
import { perform } from "./gesture.js"
import { inWords } from "./in_words.js"
import { copy, part, write } from "./note.js"
import { free, mayComment } from "./reach.js"
import { dress } from "./sheet.js"

/** @typedef {import("./gesture.js").Desk} Desk */
/** @typedef {import("./gesture.js").Note} Note */

/** Open what is said about something; resolves when it is closed. @param {HTMLElement} root @param {Desk} desk @param {string} id @returns {Promise<void>} */
export function openComments(root, desk, id) {
  dress("board-things.css")
  const dialog = /** @type {HTMLDialogElement} */ (copy(root, "said"))
  const said = new Said(root, desk, id, dialog)
  const ended = new AbortController()
  desk.store.addEventListener("change", () => said.draw(), { signal: ended.signal })
  root.append(dialog)
  dialog.showModal()
  said.draw()
  return new Promise((resolve) => dialog.addEventListener("close", () => {
    ended.abort()
    dialog.remove()
    resolve()
  }, { once: true }))
}

class Said {
  #root
  #desk
  #id
  #dialog
  #begun
  /** @type {Record<string, string>} */
  #names

  /** @param {HTMLElement} root @param {Desk} desk @param {string} id @param {HTMLDialogElement} dialog */
  constructor(root, desk, id, dialog) {
    this.#root = root
    this.#desk = desk
    this.#id = id
    this.#dialog = dialog
    this.#names = JSON.parse(root.dataset.names ?? "{}")
    const form = /** @type {HTMLFormElement} */ (part(dialog, "[data-say-it]"))
    const field = /** @type {HTMLTextAreaElement} */ (part(form, "textarea"))
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      void this.#say(field)
    })
    this.#begun = begun(root, field, `comment ${id}`)
    hint(field)
    field.addEventListener("input", () => hint(field))
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) form.requestSubmit()
    })
    dialog.addEventListener("click", ({ target }) => this.#press(/** @type {Element} */ (target)))
    // The board's own keys are not meant here.
    dialog.addEventListener("keydown", (event) => event.stopPropagation())
  }

  draw() {
    const { store } = this.#desk
    const about = store.shown.elements.get(this.#id)
    const field = /** @type {HTMLTextAreaElement} */ (part(this.#dialog, "textarea"))
    const gone = !about || about.deleted
    const may = !gone && mayComment(store.context, about)
    part(this.#dialog, "[data-say-it] button").hidden = !may
    part(this.#dialog, "[data-shut]").hidden = gone || may
    // Words somebody has begun stay to be copied.
    if (gone) return field.value.trim() ? undefined : this.#dialog.close()
    write(part(this.#dialog, "[data-what]"), about.text || inWords(about, store.shown.elements))
    const comments = inOrder(this.#desk, (each) => each.type === "comment" && each.about === this.#id)
    part(this.#dialog, "[data-none]").hidden = comments.length > 0
    part(this.#dialog, "[data-say-it]").hidden = !may && !field.value.trim()
    const list = part(this.#dialog, "[data-list]")
    const there = new Map(/** @type {HTMLElement[]} */ ([...list.children]).map((item) => [item.dataset.comment ?? "", item]))
    for (const comment of comments) {
      const item = there.get(comment.id) ?? list.appendChild(copy(this.#root, "comment"))
      item.dataset.comment = comment.id
      this.#drawOne(item, comment)
      there.delete(comment.id)
    }
    for (const gone of there.values()) gone.remove()
  }

  /** @param {HTMLElement} item @param {Note} comment */
  #drawOne(item, comment) {
    const { store: { context, waiting } } = this.#desk
    write(part(item, "[data-text]"), comment.text)
    write(part(item, "[data-by]"), comment.author === context.seat ? t("You") : (comment.named && this.#names[comment.author ?? ""]) || t("Somebody"))
    part(item, "[data-done]").hidden = !comment.resolved
    part(item, '[data-mark="waiting"]').hidden = !waiting.has(comment.id)
    const may = { resolve: !comment.resolved && free(context, comment, "change-own", "arrange-others"), reopen: Boolean(comment.resolved) && free(context, comment, "change-own", "arrange-others"), delete: free(context, comment, "delete-own", "delete-others") }
    for (const [deed, allowed] of Object.entries(may)) part(item, `[data-deed="${deed}"]`).hidden = !allowed
  }

  /** @param {HTMLTextAreaElement} field */
  async #say(field) {
    const { store } = this.#desk
    const about = store.shown.elements.get(this.#id)
    const words = field.value.trim()
    if (!about || about.deleted || !mayComment(store.context, about) || !accept(field, words, "comment")) return
    field.value = ""
    hint(field)
    // They wait to be sent from here on, and come back into the field where that cannot be.
    this.#begun.forget()
    const op = adding(this.#desk, about.zone, words, { x: about.x, y: about.y })
    await perform(this.#desk, [{ ...op, type: "comment", p: { ...op.p, about: this.#id } }], t("Comment added.")).catch(() => {
      field.value = words
      this.#begun.keep()
      this.#desk.own(t("This device could not keep the comment. Its words are still in the field."))
    })
    field.focus()
  }

  /** @param {Element} target */
  #press(target) {
    const button = /** @type {HTMLElement | null} */ (target.closest("[data-deed]"))
    const id = /** @type {HTMLElement | null} */ (button?.closest("[data-comment]"))?.dataset.comment
    if (!button || !id) return
    part(this.#dialog, "textarea").focus()
    switch (button.dataset.deed) {
      case "resolve": return void perform(this.#desk, [{ k: "el.set", id, p: { resolved: true } }], t("Comment dealt with."))
      case "reopen": return void perform(this.#desk, [{ k: "el.set", id, p: { resolved: null } }], t("Comment open again."))
      case "delete": return void perform(this.#desk, [{ k: "el.del", ids: [id] }], t("Comment deleted."))
    }
  }
}
