/**
 * What a browser keeps beside its databases: a few words for the device, and a few for the tab. Each may be forbidden or
 * full; then nothing is kept and nothing is found, and whoever asks goes on without.
 */

/** @typedef {{ get(name: string): string | null, put(name: string, words: string | null): boolean, names(): string[] }} Kept `put` says whether it lies there now, and takes away what is null */

/** @param {() => Storage} find @returns {Kept} */
const safe = (find) => ({
  get: (name) => attempt(() => find().getItem(name), null),
  put: (name, words) => attempt(() => {
    if (words === null) find().removeItem(name)
    else find().setItem(name, words)
    return true
  }, false),
  names: () => attempt(() => Object.keys(find()), /** @type {string[]} */ ([])),
})

/** @template T @param {() => T} deed @param {T} otherwise @returns {T} */
function attempt(deed, otherwise) {
  try {
    return deed()
  } catch {
    return otherwise
  }
}

/** What this device keeps, whichever tab. */
export const deviceWords = safe(() => localStorage)

/** What this tab keeps, until it is closed. */
export const tabWords = safe(() => sessionStorage)
