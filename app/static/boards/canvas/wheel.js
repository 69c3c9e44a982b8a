/** What a wheel does without a key: that of a mouse zooms, two fingers on a trackpad push; what somebody has chosen counts. */
import { habit } from "./habits.js"

/** How far a wheel turns that says it in lines; by a notch in pixels, and as older pages hear it. */
const [LINES, PIXELS, NOTCH] = [1, 100, 120]

/** Whether it is the wheel of a mouse: it turns notch by notch and one way only. Pure. @param {{ deltaMode: number, deltaX: number, deltaY: number, wheelDeltaY?: number }} event */
export function isNotched({ deltaMode, deltaX, deltaY, wheelDeltaY }) {
  if (deltaX || !deltaY) return false
  if (deltaMode === LINES) return true
  if (wheelDeltaY === undefined) return Math.abs(deltaY) >= PIXELS && Number.isInteger(deltaY)
  // Of a trackpad it is three times what it moved; of a wheel a whole number of notches, whatever that moves.
  return wheelDeltaY !== 0 && wheelDeltaY !== -3 * deltaY && wheelDeltaY % NOTCH === 0
}

/** Whether this one zooms, and whether somebody is to be asked whether that is meant. @param {WheelEvent} event @returns {{ zooms: boolean, ask: boolean }} */
export function meant(event) {
  const chosen = habit("wheel")
  const zooms = chosen === "zoom" || (chosen !== "pan" && isNotched(event))
  return { zooms, ask: zooms && !chosen }
}
