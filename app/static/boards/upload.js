/** Sends one image to the house, says how far it is, and can be stopped. */
import { t } from "../seldom.js"

/** @typedef {{ id: string, w: number, h: number }} Asset what became of it; `w` and `h` are pixels */

/** Nobody answered: the same may go well in a moment. */
export class Unreachable extends Error {}

const CREATED = 201
const SERVER_FAILED = 500

/**
 * The image as the house keeps it. Fails with a sentence for people.
 * @param {string} address @param {File} file @param {{ csrfToken: string, signal: AbortSignal, told: (part: number) => void }} how `told` hears which part of it is sent, up to 1
 * @returns {Promise<Asset>}
 */
export function upload(address, file, { csrfToken, signal, told }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const fail = (/** @type {string} */ why) => reject(new Error(why))
    const unreachable = () => reject(new Unreachable(t("The house cannot be reached just now. The image and its words are still here, and are sent as soon as the connection is back.")))
    request.open("POST", address)
    request.responseType = "json"
    request.setRequestHeader("Accept", "application/json")
    request.setRequestHeader("X-CSRFToken", csrfToken)
    // What it is the house sees by its bytes; what it is called lets as much of it in as an image may have.
    request.setRequestHeader("Content-Type", file.type.startsWith("image/") ? file.type : "image/*")
    request.upload.addEventListener("progress", ({ loaded, total }) => told(total ? loaded / total : 0))
    request.addEventListener("load", () => {
      const { status, response } = request
      if (status === CREATED && response) resolve(response)
      else if (response?.say) fail(response.say)
      else if (status >= SERVER_FAILED) unreachable()
      else fail(t("This image could not be kept."))
    })
    request.addEventListener("error", unreachable)
    request.addEventListener("abort", () => fail(t("Stopped. Nothing was put on the board.")))
    signal.addEventListener("abort", () => request.abort(), { once: true })
    request.send(file)
  })
}
