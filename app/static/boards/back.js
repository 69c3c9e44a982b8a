/** What could not be done without a line is done once there is one again. */

/** @typedef {import("../realtime/connection.js").Connection} Connection */

/** Do it once, when the line comes back; where it stands by now, when it does so the next time. @param {() => void} deed @param {AbortSignal} [signal] until then it may be called off */
export function whenBack(deed, signal) {
  const done = new AbortController()
  const until = { signal: done.signal }
  signal?.addEventListener("abort", () => done.abort(), until)
  const back = () => {
    done.abort()
    deed()
  }
  const take = (/** @type {Connection} */ connection) => connection.addEventListener("open", back, until)
  document.dispatchEvent(new CustomEvent("connection:wanted", { detail: { take } }))
  globalThis.addEventListener("online", back, until)
}
