/** Whether this device reads aloud: shows the button beside the question where it has a voice of its own, and brings what reads. */
import { wanted } from "../lazy.js"

const voices = globalThis.speechSynthesis

/** Show the button wherever the page has one. */
export function offerVoice() {
  for (const button of document.querySelectorAll("[data-aloud]")) button.toggleAttribute("hidden", !voices?.getVoices().some(({ localService }) => localService))
}

// Voices may come a while after the page.
voices?.addEventListener?.("voiceschanged", offerVoice)
document.addEventListener("click", ({ target }) => {
  if (target instanceof Element && target.closest("[data-aloud]")) void wanted(() => import("./aloud.js"), document.body).then(({ readStep }) => readStep())
})
