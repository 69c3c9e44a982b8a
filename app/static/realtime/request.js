/**
 * Requests that end. On a line that is half open a browser waits for an answer for minutes: what has not begun to be
 * answered in time is given up, and so is what began and does not come to its end. A token that is too old is renewed,
 * and the request sent once more.
 */

/** The token that came last, for whoever was handed the one before. @type {string | null} */
let renewed = null

/** Milliseconds until an answer has to begin, and from there until it has to be complete: a weak line may need a while. */
export const PATIENCE = { begin: 20_000, end: 60_000 }

const json = (/** @type {Response} */ answer) => answer.json()

/** @typedef {Omit<RequestInit, "headers"> & { headers?: Record<string, string>, unanswered?: AbortSignal | undefined, begin?: number }} How `unanswered` gives up what has not begun to be answered, `begin` is the patience until then */

const REFUSED = 403

/**
 * Ask, and read what is answered. Rejects when nobody answered in time or the answer could not be read.
 * @template T @param {string} address @param {How} [how] @param {(answer: Response) => T | Promise<T>} [read] @returns {Promise<T>}
 */
export function request(address, how = {}, read = json) {
  const token = how.headers?.["X-CSRFToken"]
  if (token === undefined) return once(address, how, read)
  const with_ = (/** @type {string} */ each) => ({ ...how, headers: { ...how.headers, "X-CSRFToken": each } })
  return once(address, with_(renewed ?? token), async (answer) => {
    if (answer.status !== REFUSED || (await answer.clone().json().catch(() => null))?.x !== "stale-form") return read(answer)
    const fresh = await import("./form_token.js").then(({ renewFormToken }) => renewFormToken(), () => null)
    renewed = fresh ?? renewed
    return fresh === null ? read(answer) : once(address, with_(fresh), read)
  })
}

/** @template T @param {string} address @param {How} how @param {(answer: Response) => T | Promise<T>} read @returns {Promise<T>} */
async function once(address, { unanswered, begin = PATIENCE.begin, signal, ...init }, read) {
  const ending = new AbortController()
  const end = () => ending.abort()
  let timer = setTimeout(end, begin)
  for (const each of [unanswered, signal]) each?.addEventListener("abort", end)
  if (signal?.aborted) end()
  try {
    const answer = await fetch(address, { ...init, signal: ending.signal })
    unanswered?.removeEventListener("abort", end)
    clearTimeout(timer)
    timer = setTimeout(end, PATIENCE.end)
    return await read(answer)
  } finally {
    clearTimeout(timer)
    for (const each of [unanswered, signal]) each?.removeEventListener("abort", end)
  }
}

/** What an address answers as JSON; null where nobody answers, or with a refusal. @param {string} address @param {AbortSignal} [signal] @returns {Promise<any>} */
export const asked = (address, signal) => request(address, { headers: { Accept: "application/json" }, signal: signal ?? null }, (answer) => (answer.ok ? answer.json() : null)).catch(() => null)
