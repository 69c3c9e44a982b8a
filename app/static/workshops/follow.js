/**
 * The line between a page and its room: a socket that comes back by itself and, where sockets
 * are blocked, a look at the stage every few seconds.
 *
 * `says` is what the page may honestly claim: `connecting`, `connected`, `lost`, `looking` when only
 * the looks get through, `crowded` when the person has too many windows open.
 */
import { clockTime } from "../i18n.js"
import { ahead } from "../realtime/ahead.js"
import { Connection } from "../realtime/connection.js"
import { Presence } from "./presence.js"
import { Stage } from "./stage.js"
import { thrifty } from "./thrifty.js"

const LOOK_EVERY = 4000
/** Where little data is to be used. */
const LOOK_SELDOM = 12_000

/** @typedef {"connecting" | "connected" | "lost" | "looking" | "crowded"} Line */

export class Follower extends EventTarget {
  stage = new Stage()
  /** @type {Line} */
  says = "connecting"
  #stageUrl
  #looking = false

  /** @param {{ connection: Connection, stageUrl: string, people: number }} page */
  constructor({ connection, stageUrl, people }) {
    super()
    this.#stageUrl = stageUrl
    this.presence = new Presence(people)
    this.connection = connection
    this.connection.addEventListener("open", () => this.#say("connected"))
    this.connection.addEventListener("lost", () => this.#say("lost"))
    this.connection.addEventListener("refused", (event) => this.#refused(/** @type {CustomEvent} */ (event).detail))
    this.#on("message:stage", (message) => this.stage.take(message))
    this.#on("message:people", (numbers) => this.presence.take(numbers))
    for (const signal of ["seat", "door"]) this.#on(`message:${signal}`, () => this.dispatchEvent(new Event(signal)))
    setInterval(() => void this.#look(), thrifty() ? LOOK_SELDOM : LOOK_EVERY)
  }

  /** Whoever listens is there now. */
  open() {
    if (this.connection === ahead) ahead.release()
    else this.connection.open()
  }

  /** @param {string} name @param {(detail: any) => void} hear */
  #on(name, hear) {
    this.connection.addEventListener(name, (event) => hear(/** @type {CustomEvent} */ (event).detail))
  }

  /** @param {Line} line */
  #say(line) {
    this.says = line
    this.dispatchEvent(new Event("line"))
  }

  /** @param {import("../realtime/connection.js").Refusal | undefined} refusal */
  #refused(refusal) {
    this.#say(refusal?.x === "too-many-sockets" ? "crowded" : "lost")
    this.dispatchEvent(new CustomEvent("refused", { detail: refusal }))
  }

  async #look() {
    const lost = () => this.connection.state === "lost"
    if (!(lost() || this.stage.doubtful) || document.hidden || this.#looking) return
    this.#looking = true
    try {
      const answer = await fetch(this.#stageUrl, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(LOOK_EVERY) })
      if (answer.ok && (lost() || this.stage.doubtful)) {
        this.stage.take(await answer.json())
        if (lost()) this.#say("looking")
      }
    } catch {
      if (lost()) this.#say("lost")
    } finally {
      this.#looking = false
    }
  }
}

/** A follower for the element that names its workshop. @param {HTMLElement} root */
export function followerOf(root) {
  const csrfToken = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=csrf-token]"))?.content ?? ""
  const { tickets = "", stageUrl = "", people = "0", stageNow, timeZone } = root.dataset
  const now = new Date()
  // Times are the workshop's: where this device's clock reads otherwise, pages name its place (`.zone-place`).
  document.body.classList.toggle("is-apart", clockTime(now, timeZone) !== clockTime(now))
  const connection = ahead ?? new Connection({ ticketUrl: tickets, csrfToken })
  const follower = new Follower({ connection, stageUrl, people: Number(people) })
  if (stageNow) follower.stage.take(JSON.parse(stageNow))
  return follower
}
