/**
 * The field people write in on the plane: a new note, a note that is there, the title of a
 * group. It keeps its size at every zoom. What is typed for something new is a draft of this
 * tab until it is kept; an existing note is written letter by letter.
 */
import { t } from "../../later.js"
import { lazy } from "../../lazy.js"
import { voice } from "../../workshops/announcer.js"
import { add } from "../adding.js"
import { change, rename } from "../deeds.js"
import { kindOf } from "../decide.js"
import { accept, hint } from "../field.js"
import { newId } from "../outbox.js"
import "../titles.js"
import { gap } from "../geometry.js"
import { part } from "../note.js"
import { freePlace } from "./room.js"
import { isLive } from "../reducer.js"
import { openText } from "../text/open.js"

/** @typedef {import("./view.js").Point} Point */
/** @typedef {{ zone: string, parent: string | null, x: number, y: number, found?: boolean }} Place `found`: nobody pointed at it */
/** @typedef {{ kind: "note" | "group" | "text" | "edit" | "title" | "words", id: string, ids: string[], place: Place, pm?: number, as?: string, quick?: boolean, roams?: boolean }} Job `pm`: the reveal it waited for when it was begun; `as`: the id of what comes of it, once it is done; `quick`: Enter goes on to the next note; `roams`: the next press on the plane says where it goes */
/** @typedef {"beside" | "before" | "below" | "above"} Next where the next note goes, as one reads */
/** @typedef {{ root: HTMLElement, surface: HTMLElement, desk: import("../gesture.js").Desk, scene: import("./scene.js").Scene, plane: import("./plane.js").Plane, camera: import("./camera.js").Camera, drafts: import("./draft.js").Draft, selection: import("./selection.js").Selection, writes: (id: string | null) => void, placeAt: (at: Point) => Place | null }} Board `placeAt`: where a note comes to lie whose middle is there; null where none may, which is said */

/** Keys that keep a note and go on to the next one; with Shift the other way. @type {Record<string, [Next, Next]>} */
const ONWARD = { Tab: ["beside", "before"], Enter: ["below", "above"] }
/** In whose words Enter is a new line; it ends a title. */
const OF_LINES = ["note", "text", "shape"]
const MOST_TITLE = 120
const MOST_OF_IMAGE = 1_000

const making = lazy(() => import("./making.js"))
const grouping = lazy(() => import("./grouping.js"))

export class Writer extends EventTarget {
  /** @type {Job | null} */
  #job = null
  /** @type {{ close(): Promise<void> } | null} */
  #live = null
  /** @type {Promise<string>} */
  #before = Promise.resolve("")
  /** Whether the last press only said where the note goes. */
  #followed = false
  /** How many that are done are not kept yet. */
  #closing = 0
  #board
  #form
  #field

  /** @param {Board} board @param {AbortSignal} signal */
  constructor(board, signal) {
    super()
    this.#board = board
    this.#form = /** @type {HTMLFormElement} */ (part(board.root, "[data-write]"))
    this.#field = /** @type {HTMLTextAreaElement} */ (part(this.#form, "[data-field]"))
    const on = (/** @type {string} */ name, /** @type {(event: any) => void} */ hear) => this.#form.addEventListener(name, hear, { signal })
    on("submit", (event) => {
      event.preventDefault()
      void this.done()
    })
    on("input", () => {
      hint(this.#field)
      this.#keep()
      this.#sayWhoSees()
    })
    on("keydown", (event) => this.#key(event))
    // A press on what only says something does not end the writing.
    on("mousedown", (event) => event.target.closest("textarea, button") || event.preventDefault())
    on("focusout", (event) => {
      // What more people would see than when it was begun goes by its button or a key, never by a press elsewhere.
      if (this.#job && !this.#opens && !this.#form.contains(event.relatedTarget)) void this.done({ stay: true })
    })
    // Somebody deleted what is being written; the words are offered back by those who look after them.
    on("text:gone", () => this.#job?.kind === "edit" && void this.done())
    board.camera.addEventListener("move", () => this.#place(), { signal })
    board.desk.store.addEventListener("change", () => {
      // What waits to be sent may be known later than what is on the board.
      if (this.#job && this.#isThere(this.#job, this.#field.value)) {
        board.drafts.forget()
        this.#end(this.#job.as ?? null)
      }
      this.#sayWhoSees()
    }, { signal })
    board.surface.addEventListener("pointerdown", (event) => {
      this.#followed = this.#follow(event)
    }, { signal, capture: true })
    // The press that says where the note goes does not take the focus either.
    board.surface.addEventListener("mousedown", (event) => this.#followed && event.preventDefault(), { signal, capture: true })
    signal.addEventListener("abort", () => void this.#live?.close())
  }

  /** What is being written. */
  get job() {
    return this.#job
  }

  /** Whether something is being written, or about to be kept. */
  get busy() {
    return Boolean(this.#job || this.#closing)
  }

  /** A new note there; with `quick` a row of them, each ended by Enter. @param {Place} place @param {string} [words] @param {{ quick?: boolean, roams?: boolean }} [how] */
  async note(place, words, { quick = false, roams = false } = {}) {
    await this.#begin({ kind: "note", id: "", ids: [], place, quick, roams }, words)
  }

  /** The field goes with its words where somebody presses who has a note in the hand. @param {PointerEvent} event @returns {boolean} whether the press is spent on it */
  #follow(event) {
    const { camera, placeAt } = this.#board
    const floats = event.target instanceof Element && event.target.closest("[data-write], [data-bar], [data-menu], [data-find], a, button, dialog, .cv-view")
    if (!this.#job?.roams || event.button !== 0 || floats) return false
    event.stopPropagation()
    const place = placeAt(camera.on(event))
    if (!place) return true
    Object.assign(this.#job, { place, roams: false })
    part(this.#form, "[data-in]").textContent = this.#where(this.#job)
    this.#place()
    this.#keep()
    return true
  }

  /** A group for these notes, or an empty one there. @param {string[]} ids @param {Place} place @param {string} [words] */
  async group(ids, place, words) {
    void grouping()
    await this.#begin({ kind: "group", id: "", ids, place }, words)
  }

  /** A new text there. @param {Point} at its upper left corner */
  async text({ x, y }) {
    const { scene } = this.#board
    // The field opens at once: letters typed before it does would be keys.
    void making()
    await this.#begin({ kind: "text", id: "", ids: [], place: { zone: scene.zoneAt({ x, y }), parent: null, x, y } })
  }

  /** The words of a note or whatever has some, or the title of a group or frame. @param {string} id */
  async edit(id) {
    const note = this.#board.scene.living(id)
    if (!note) return
    const { zone, parent, x, y } = note
    await this.#begin({ kind: jobFor(note.type), id, ids: [], place: { zone, parent, x, y } }, note.text)
    if (this.#job?.kind !== "edit" || this.#job.id !== id) return
    this.#live = openText(this.#field, this.#board.desk, id)
    this.#board.writes(id)
  }

  /** Take up what was being written when the page went away. */
  takeUp() {
    const { job, words } = this.#board.drafts.read() ?? {}
    // What is about to be kept is a draft until it is, and would be there twice.
    if (!job || !words || this.busy) return
    if (this.#isThere(job, words)) this.#board.drafts.forget()
    else void this.#begin(job, words)
  }

  /** Whether what was written is there already: the page was loaded again in the moment in which it was kept. @param {Job} job @param {string} words */
  #isThere({ as = "" }, words) {
    return this.#board.desk.store.shown.elements.get(as)?.text === words.trim()
  }

  /** Keep what was written. @param {{ stay?: boolean, next?: Next | null }} [how] `stay`: the focus is elsewhere already */
  async done({ stay = false, next = null } = {}) {
    const [job, live, text] = [this.#job, this.#live, this.#field.value.trim()]
    if (!job) return
    const written = this.#board.scene.living(job.id)
    // Words may be taken from what need not have any.
    const blank = written !== undefined && Boolean(kindOf(written.type).blank)
    if (!text && job.kind !== "edit" && !blank) return this.#end(stay ? null : job.id)
    if (job.kind !== "edit" && text !== written?.text && !accept(this.#field, text, written?.type ?? typeOf(job), { leaving: stay })) return
    // The field is free at once: who types fast is already at the next note.
    const closing = live?.close()
    if (job.kind !== "edit" && !job.id) {
      job.as = `e_${newId()}`
      this.#board.drafts.write(job, text)
    }
    this.#end(null)
    if (next) await this.note(this.#onward(written ?? job.place, next), "", { quick: job.quick })
    else if (!stay) this.#board.surface.focus({ preventScroll: true })
    this.#closing += 1
    try {
      const id = await (job.kind === "edit" ? closing?.then(() => job.id) ?? job.id : this.#inTurn(() => this.#carryOut(job, text)))
      if (!this.#job || !this.#field.value) this.#board.drafts.forget()
      if (job.kind === "group") this.#board.selection.choose([id])
      if (!stay && !next && !this.#job) this.#board.plane.focus(id)
    } catch {
      // This device kept nothing of it, so the words go back into the field.
      if (this.#job && !this.#field.value.trim()) this.#end(null)
      if (!this.#job) await this.#begin(job, text)
      else this.#field.value = `${text}\n${this.#field.value}`
      this.#keep()
      this.#board.desk.fail(t("This device could not keep the note. Its words are still in the field."))
    } finally {
      this.#closing -= 1
    }
  }

  /** One new thing after another: each takes its place behind what is there by then. @param {() => Promise<string>} deed */
  #inTurn(deed) {
    const turn = this.#before.then(deed)
    this.#before = turn.catch(() => "")
    // Whoever undoes at once takes back this one.
    this.#board.desk.past.begun(this.#before)
    return turn
  }

  /** @param {Job} job @param {string} text @returns {Promise<string>} what it was about */
  async #carryOut({ kind, id, ids, place, pm, as }, text) {
    const { scene } = this.#board
    // What was begun alone stays so, also where the room goes on to another board meanwhile.
    const desk = { ...this.#board.desk, as, generation: () => this.#board.desk.generation(pm) }
    if (kind === "note") return add(desk, place.zone, text, { x: place.x, y: place.y, parent: place.parent, ...(place.found && { found: true }) })
    if (kind === "group") return (await grouping()).gather(desk, scene, text, ids, place)
    if (kind === "text") return (await making()).makeText(desk, scene, text, place)
    // Words for what is gone are refused, and offered back.
    if (!scene.living(id)) await desk.send({ k: "txt.put", id, t: text, pm: 0 })
    else if (kind === "title") await rename(desk, id, text)
    else await change(desk, id, text)
    return id
  }

  /** @param {Job} job @param {string} [words] */
  async #begin(job, words = "") {
    if (this.#job) await this.done({ stay: true })
    if (this.#job) return
    this.#job = { pm: this.#board.desk.generation(), ...job }
    const found = this.#board.scene.living(job.id)
    const type = found?.type ?? typeOf(job)
    const titled = ["group", "frame", "connector"].includes(type)
    for (const label of /** @type {NodeListOf<HTMLElement>} */ (this.#form.querySelectorAll("[data-label]"))) label.hidden = !label.dataset.label?.split(" ").includes(type)
    part(this.#form, "[data-in]").textContent = this.#where(job)
    for (const hint of /** @type {NodeListOf<HTMLElement>} */ (this.#form.querySelectorAll("[data-ends]"))) hint.hidden = hint.dataset.ends !== (job.quick ? "quick" : type === "note" ? "note" : OF_LINES.includes(type) ? "lines" : "other")
    part(this.#form, "[data-bad]").hidden = true
    this.#field.removeAttribute("aria-invalid")
    this.#field.rows = titled ? 1 : 4
    if (titled) this.#field.maxLength = MOST_TITLE
    else if (type === "image") this.#field.maxLength = MOST_OF_IMAGE
    else this.#field.removeAttribute("maxlength")
    this.#field.defaultValue = found?.text ?? ""
    this.#field.value = words
    Object.assign(this.#field, { dir: found?.dir ?? "auto", lang: found?.lang ?? "" })
    hint(this.#field)
    this.#form.hidden = false
    this.#sayWhoSees()
    this.#place()
    this.#field.focus({ preventScroll: true })
    this.#field.setSelectionRange(words.length, words.length)
    // What was pasted may be more than a note holds.
    if (words && job.kind === "note") accept(this.#field, words)
    this.dispatchEvent(new Event("change"))
  }

  /** @param {string | null} id who gets the focus */
  #end(id) {
    this.#job = null
    this.#live = null
    this.#form.hidden = true
    this.#board.writes(null)
    this.dispatchEvent(new Event("change"))
    if (id) this.#board.plane.focus(id)
    else if (id !== null) this.#board.surface.focus({ preventScroll: true })
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    event.stopPropagation()
    if (event.isComposing || !this.#job) return
    const next = this.#goesOn(event)
    if (!next && event.key !== "Escape" && !this.#endsBy(event)) return
    event.preventDefault()
    void this.done({ next })
  }

  /** Whether this key ends what is written: Enter where it is no new line. @param {KeyboardEvent} event */
  #endsBy({ key, ctrlKey, metaKey, shiftKey }) {
    const { quick, id = "" } = this.#job ?? {}
    const type = this.#board.scene.living(id)?.type ?? (this.#job ? typeOf(this.#job) : "")
    return key === "Enter" && !shiftKey && (quick || ctrlKey || metaKey || !OF_LINES.includes(type))
  }

  /** Where the next note goes that this key asks for; null where it asks for none. From an empty field Tab leads on through the page. @param {KeyboardEvent} event @returns {Next | null} */
  #goesOn({ key, ctrlKey, metaKey, altKey, shiftKey }) {
    const { kind = "", id = "", quick } = this.#job ?? {}
    const isNote = kind === "note" || this.#board.scene.living(id)?.type === "note"
    if (!isNote || altKey || !this.#field.value.trim() || !ONWARD[key]) return null
    const onward = key === "Tab" ? !ctrlKey && !metaKey : ctrlKey || metaKey
    if (quick && key === "Enter" && !shiftKey) return "below"
    return onward ? (ONWARD[key]?.[Number(shiftKey)] ?? null) : null
  }

  #keep() {
    // What exists and is live is kept letter by letter elsewhere.
    if (this.#job && this.#job.kind !== "edit") this.#board.drafts.write(this.#job, this.#field.value)
  }

  /** Whether something new was begun alone and would be seen by more people by now. */
  get #opens() {
    const { id, pm } = this.#job ?? {}
    return Boolean(pm && !id && this.#field.value.trim() && !this.#board.desk.generation(pm))
  }

  /** Who wrote alone must not find out by sending that it is not so any more. */
  #sayWhoSees() {
    const button = part(this.#form, "button")
    button.dataset.says ??= button.textContent ?? ""
    const { rights, moderated } = this.#board.desk.store.context
    const plain = button.dataset.says
    const says = !this.#opens || rights.add ? plain : moderated ? t("Done, a facilitator looks at it first") : t("Done, everybody sees it")
    if (button.textContent === says) return
    button.textContent = says
    if (says !== plain) voice.own(says)
  }

  /** Beside what it is about, and always in sight. */
  #place() {
    if (!this.#job) return
    const { camera } = this.#board
    const { x, y } = camera.screen(this.#job.place)
    const { offsetWidth: width, offsetHeight: height } = this.#form
    this.#form.style.left = `${Math.max(8, Math.min(x, camera.size.width - width - 8))}px`
    this.#form.style.top = `${Math.max(8, Math.min(y, camera.size.height - height - 8))}px`
  }

  /** @param {Job} job */
  #where({ place }) {
    const zone = this.#board.scene.grounds.find(({ id }) => id === place.zone)?.title ?? ""
    const group = place.parent === null ? undefined : this.#board.scene.living(place.parent)
    return group ? `${zone} · ${group.text}` : zone
  }

  /** Where the next note goes, as people read where the page is read. @param {Place} from @param {Next} next @returns {Place} */
  #onward({ zone, parent, x, y }, next) {
    const { scene } = this.#board
    const size = scene.sizeIn(zone)
    const { width, height } = size
    const way = (document.dir === "rtl" ? -1 : 1) * (width + gap(size))
    const near = { beside: { x: x + way, y }, before: { x: x - way, y }, below: { x, y: y + height + gap(size) }, above: { x, y: y - height - gap(size) } }[next]
    // The one that was just ended is not there yet.
    return { zone, parent, found: true, ...freePlace(scene, zone, size, near, { taken: [[x, y, x + width, y + height]], exact: true }) }
  }
}

/** How the words of something that is there are written. @param {string} type */
const jobFor = (type) => (type === "group" || type === "frame" ? "title" : isLive(type) ? "edit" : "words")

/** What comes of a new one. @param {Job} job */
const typeOf = ({ kind }) => (kind === "group" || kind === "text" ? kind : "note")
