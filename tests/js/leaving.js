/** A page somebody leaves with each test: what it listened to ends, and moments pass only when the test says so. */
import { afterEach, beforeEach, mock } from "node:test"

/** The signal of the page of this test. @returns {{ readonly signal: AbortSignal }} */
export function leaving() {
  let page = new AbortController()
  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] })
    page = new AbortController()
  })
  afterEach(() => {
    page.abort()
    mock.timers.reset()
  })
  return { get signal() { return page.signal } }
}
