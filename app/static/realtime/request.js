/**
 * Requests that end. On a line that is half open a browser waits for an answer for minutes: what has not begun to be
 * answered in time is given up, and so is what began and does not come to its end.
 */

/** Milliseconds until an answer has to begin, and from there until it has to be complete: a weak line may need a while. */
export const PATIENCE = { begin: 20_000, end: 60_000 }

const json = (/** @type {Response} */ answer) => answer.json()

/**
 * Ask, and read what is answered. Rejects when nobody answered in time or the answer could not be read.
 * @template T
 * @param {string} address
 * @param {RequestInit & { unanswered?: AbortSignal | undefined, begin?: number }} [how] `unanswered` gives up what has not begun to be answered, `begin` is the patience until then
 * @param {(answer: Response) => T | Promise<T>} [read]
 * @returns {Promise<T>}
 */
export async function request(address, { unanswered, begin = PATIENCE.begin, signal, ...init } = {}, read = json) {
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
