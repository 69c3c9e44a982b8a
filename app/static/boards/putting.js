/**
 * The dialog that puts an image on the board: shows it, asks what it shows, sends it. Until it
 * is there it stays here with its words, whatever happens to the line.
 */
import { number, t } from "../seldom.js"
import { adding } from "./adding.js"
import { whenBack } from "./back.js"
import { badText } from "./decide.js"
import "./further.js"
import { perform } from "./gesture.js"
import { TITLE } from "./geometry.js"
import { copy, part } from "./note.js"
import { dress } from "./sheet.js"
import { Unsent } from "./unsent.js"
import { Unreachable, upload } from "./upload.js"

export { Unsent }

/** @typedef {import("./gesture.js").Desk} Desk */
/** @typedef {{ file?: File, kept?: Promise<string | null>, text?: string, zone?: string, why?: string }} Chosen `kept`: under which name this device keeps it; with words where an earlier page has asked already; `why` what was given is none */
/** @typedef {import("./geometry.js").Size} Size */
/** @typedef {{ zone: string, spot: (zone: string, size: Size) => { x: number, y: number } }} Where the zone that is meant, and where in a zone something so large goes */

/** Why a folder is no image. */
export const FOLDER = () => t("A folder does not go on a board. Open it, and put the images in it there.")

const MOST_BYTES = 10 * 1024 * 1024
/** How many times as long as a new note is wide. */
const LONGEST = 2
/** Board units that are left free beside it. */
const AIR = 60

export class Putting {
  /** @type {File | null} */
  #file = null
  /** What became of it on an earlier try. @type {import("./upload.js").Asset | null} */
  #asset = null
  /** @type {AbortController | null} */
  #sending = null
  /** Waits for the line, to send it then. @type {AbortController | null} */
  #waiting = null
  #address = ""
  /** How it is called among those that are kept on this device; empty where there was no room. */
  #id = ""
  #leaving = new AbortController()
  #root
  #desk
  #where
  #unsent
  #dialog
  #form

  /** @param {HTMLElement} root @param {Desk} desk @param {Where} where @param {Unsent} unsent */
  constructor(root, desk, where, unsent) {
    this.#root = root
    this.#desk = desk
    this.#where = where
    this.#unsent = unsent
    this.#dialog = /** @type {HTMLDialogElement} */ (copy(root, "image"))
    this.#form = /** @type {HTMLFormElement} */ (part(this.#dialog, "form"))
    dress("board-things.css")
    this.#zones()
    this.#listen()
    // Not in the board's part of the page: that may be fetched anew with the next step.
    document.body.append(this.#dialog)
  }

  /** Ask, and put it there. Resolves once the dialog is shut. @param {Chosen} image @returns {Promise<void>} */
  async ask({ file, kept, text, why }) {
    const shut = new Promise((resolve) => this.#dialog.addEventListener("close", resolve, { once: true }))
    this.#dialog.showModal()
    if (file) void this.show(file, kept)
    this.#field("text").value = text ?? ""
    part(this.#dialog, "[data-left]").hidden = text === undefined
    if (this.#desk.store.context.rights.add) this.#bad(t("Nothing may be added to the board just now."))
    if (why) this.tell(why)
    await shut
    this.#forget()
    this.#leaving.abort()
    this.#sending?.abort()
    this.#waiting?.abort()
    URL.revokeObjectURL(this.#address)
    this.#dialog.remove()
  }

  /** This is the image; it is kept here until it is sent. @param {File} file @param {Promise<string | null>} [kept] */
  async show(file, kept = this.#unsent.keep(file, this.#field("zone").value)) {
    this.#forget()
    this.#waiting?.abort()
    this.#file = file
    this.#asset = null
    URL.revokeObjectURL(this.#address)
    this.#address = URL.createObjectURL(file)
    const preview = /** @type {HTMLImageElement} */ (part(this.#dialog, "[data-preview]"))
    preview.src = this.#address
    preview.hidden = false
    this.#bad("")
    this.#field("text").focus()
    const id = await kept
    if (this.#file !== file || this.#leaving.signal.aborted) return id ? this.#unsent.drop(id) : undefined
    this.#id = id ?? ""
    if (id) this.#note()
    else if (file.size <= MOST_BYTES) this.#bad(t("This device has no room to keep the image: it is here as long as this page is open."))
  }

  /** Say why what was given is no image. @param {string} why */
  tell(why) {
    this.#bad(why)
  }

  /** What is said about it is kept with it. */
  #note() {
    if (this.#id) void this.#unsent.note(this.#id, { text: this.#field("text").value, zone: this.#field("zone").value })
  }

  #forget() {
    if (this.#id) void this.#unsent.drop(this.#id)
    this.#id = ""
  }

  #listen() {
    const on = (/** @type {EventTarget} */ place, /** @type {string} */ name, /** @type {(event: any) => void} */ hear) => place.addEventListener(name, hear, { signal: this.#leaving.signal })
    on(this.#form, "submit", (event) => {
      event.preventDefault()
      void this.#put()
    })
    on(this.#field("image"), "change", ({ target }) => target.files[0] && this.show(target.files[0]))
    on(this.#form, "input", () => this.#note())
    on(part(this.#dialog, "[data-stop]"), "click", () => this.#sending?.abort())
    on(part(this.#dialog, "[data-leave]"), "click", () => this.#dialog.close())
    // What is no image has nothing to show; the house says what it is.
    on(part(this.#dialog, "[data-preview]"), "error", ({ target }) => (target.hidden = true))
    on(this.#dialog, "cancel", (event) => {
      if (!this.#sending) return
      event.preventDefault()
      this.#sending.abort()
    })
    on(globalThis, "beforeunload", (event) => this.#file && !this.#id && event.preventDefault())
  }

  async #put() {
    const words = this.#field("text").value.trim()
    const why = this.#lacks(words)
    if (why || !this.#file || this.#sending) return this.#bad(why)
    this.#waiting?.abort()
    this.#sending = new AbortController()
    this.#bad("")
    this.#going(0)
    try {
      this.#asset ??= await upload(`/boards/${this.#root.dataset.board ?? ""}/assets/`, this.#file, { csrfToken: csrfToken(), signal: this.#sending.signal, told: (part) => this.#going(part) })
      await this.#lay(this.#asset, words)
      this.#dialog.close()
    } catch (error) {
      this.#bad(error instanceof Error && error.message ? error.message : t("This image could not be kept."))
      if (error instanceof Unreachable) this.#sendLater()
    } finally {
      this.#sending = null
      this.#going(null)
      part(this.#dialog, "[data-yes]").focus()
    }
  }

  #sendLater() {
    this.#waiting = new AbortController()
    whenBack(() => void this.#put(), this.#waiting.signal)
  }

  /** What is missing, in words. @param {string} words */
  #lacks(words) {
    if (!this.#file) return t("Choose an image first.")
    if (this.#file.size > MOST_BYTES) return t("An image may have at most 10 MB. Make it smaller and try again.")
    if (!words) return t("Say in a few words what the image shows, for those who cannot see it.")
    const bad = badText(words, "image")
    return bad === "text-long" ? t("At most 1,000 characters.") : bad ? t("This text holds characters that cannot be shown.") : ""
  }

  /** @param {import("./upload.js").Asset} asset @param {string} words */
  async #lay({ id, w, h }, words) {
    const zone = this.#field("zone").value
    const [left, top, right, bottom] = this.#desk.zones.get(zone)?.box ?? [0, 0, Infinity, Infinity]
    const longest = LONGEST * this.#desk.size.width
    const scale = Math.min(longest / Math.max(w, h), (right - left - AIR) / w, (bottom - top - TITLE - AIR) / h)
    const size = { width: Math.max(1, Math.round(w * scale)), height: Math.max(1, Math.round(h * scale)) }
    const op = adding(this.#desk, zone, words, { ...this.#where.spot(zone, size), found: true })
    await perform(this.#desk, [{ ...op, type: "image", p: { ...op.p, w: size.width, h: size.height, asset: id } }], t("Image added."))
  }

  /** Say why not; nothing where all is well. @param {string} why */
  #bad(why) {
    const place = part(this.#dialog, "[data-bad]")
    place.hidden = !why
    part(place, "span").textContent = why
  }

  /** Show how far it is; null: it is not on its way. @param {number | null} far */
  #going(far) {
    const place = part(this.#dialog, "[data-going]")
    const begins = place.hidden && far !== null
    place.hidden = far === null
    for (const control of this.#form.querySelectorAll("input, textarea, select, [data-yes], [data-leave]")) control.toggleAttribute("disabled", far !== null)
    if (far === null) return
    if (begins) part(place, "[data-stop]").focus()
    const line = /** @type {HTMLProgressElement} */ (part(this.#dialog, "progress"))
    if (far < 1) line.value = far
    else line.removeAttribute("value")
    part(this.#dialog, "[data-far]").textContent = far < 1 ? `${number(Math.round(far * 100))} %` : t("It is being drawn anew…")
  }

  #zones() {
    const zone = /** @type {HTMLSelectElement} */ (/** @type {unknown} */ (this.#field("zone")))
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (this.#root.querySelectorAll("[data-zone]"))) zone.add(new Option(part(each, "[data-title]").textContent ?? "", each.dataset.zone))
    zone.value = this.#where.zone
  }

  /** @param {string} name @returns {HTMLInputElement} */
  #field(name) {
    return /** @type {HTMLInputElement} */ (this.#form.elements.namedItem(name))
  }
}

const csrfToken = () => /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=csrf-token]"))?.content ?? ""
