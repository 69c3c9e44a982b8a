/**
 * What stands between this house and its pages where a browser lets it (https, and this machine itself): it keeps
 * the built files, whose addresses never change what they hold, and one empty page that is shown where a room or a board
 * cannot be reached. Pages of people it never keeps. `HOUSE` is written above it by `app/boards/offline_routes.py`.
 */

/** @typedef {{ root: string, shell: string, shown: string, first: string[], files: Record<string, string[]> }} House `first` is kept at once, `files` by the view that needs them */
/** @typedef {Event & { waitUntil(work: Promise<unknown>): void }} Lasting */
/** @typedef {Lasting & { request: Request, respondWith(answer: Promise<Response>): void }} Asked */

const house = /** @type {House} */ (/** @type {any} */ (globalThis).HOUSE)
const worker = /** @type {any} */ (globalThis)
const CACHE = `baraza ${house.root}`
const PATIENCE = 8_000
/** Where built files of any version lie. */
const BUILT = house.root.replace(/[^/]+\/$/, "")
const FILE = /\.(?:js|css|svg)$/
/** What is said by whoever stands before a house that is not there. */
const AWAY = new Set([502, 503, 504])
/** Whoever signs out, or hands the phone on, leaves nothing for the next. */
const LEAVING = /^\/(?:sign-out\/|w\/[\w-]+\/phone\/)/
const REOPENED = /^\/(?:w\/[\w-]+\/|boards\/[\w-]+\/(?:list\/)?)$/

worker.addEventListener("install", (/** @type {Lasting} */ event) => {
  event.waitUntil(Promise.all([house.shell, ...house.first].map(keep)).then(() => worker.skipWaiting()))
})

worker.addEventListener("activate", (/** @type {Lasting} */ event) => {
  event.waitUntil(dropOthers().then(() => worker.clients.claim()))
})

/** Pages that were open before this worker began, and may need files of the version they came with. @type {Set<string> | null} */
let elders = null

/** Where somebody waits for the page itself and looks at the empty one meanwhile: that one is not given again. @type {Set<string>} */
const awaited = new Set()

worker.addEventListener("message", (/** @type {Lasting & { data: { view: string, language: string, root?: string, awaited?: string }, source?: { id: string } | null }} */ event) => {
  const { view, language, root, awaited: address } = event.data
  if (address) return void awaited.add(address)
  const words = language === "en" ? [] : [`i18n/${language}.js`, `i18n/${language}.later.js`, `i18n/${language}.seldom.js`].map((name) => house.root + name)
  event.waitUntil(hold([...words, ...(house.files[view] ?? [])]).then(() => dropOthers(root === house.root ? event.source?.id : undefined)))
})

worker.addEventListener("fetch", (/** @type {Asked} */ event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== worker.location.origin) return
  if (request.method === "POST" && LEAVING.test(pathname)) return event.waitUntil(forget())
  if (request.method !== "GET") return
  if (pathname.startsWith(house.root)) event.respondWith(built(request))
  else if (pathname.startsWith(BUILT) && FILE.test(pathname)) event.respondWith(ofBefore(request))
  if (request.mode === "navigate") event.waitUntil(dropOthers())
  if (request.mode === "navigate" && REOPENED.test(pathname)) event.respondWith(page(request))
})

/** Keep what is not kept yet, one after the other: nobody waits for it, and what fails keeps nothing else from it. @param {string[]} addresses */
async function hold(addresses) {
  for (const address of addresses) await keep(address).catch(() => {})
}

/** Keep a file; rejects where it does not come whole. @param {string} address */
async function keep(address) {
  const cache = await caches.open(CACHE)
  if (await cache.match(address)) return
  const answer = await fetch(address)
  if (!isFile(answer)) throw new Error(`${address}: ${answer.status}`)
  await cache.put(address, answer)
}

/** What an address is to hold: no error, and nothing that stands in the place of a file that is gone. @param {Response} answer */
const isFile = (answer) => answer.status === 200 && !answer.redirected

/** Drop what versions before have kept, once no page is open that may have come from one. @param {string} [ofNow] a page that says it is of this version */
async function dropOthers(ofNow = "") {
  /** @type {{ id: string }[]} */
  const open = await worker.clients.matchAll({ type: "window", includeUncontrolled: true })
  elders ??= new Set(open.map(({ id }) => id))
  elders.delete(ofNow)
  if (open.some(({ id }) => elders?.has(id))) return
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name)
}

/** A file of a version before: as the page that asks for it came with it, else what the server gives in its place. @param {Request} request @returns {Promise<Response>} */
const ofBefore = async (request) => (await caches.match(request)) ?? fetch(request)

/** @param {Request} request @returns {Promise<Response>} */
async function built(request) {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  // A full device keeps no more; the page has its file all the same.
  if (isFile(answer)) await cache.put(request, answer.clone()).catch(() => {})
  return answer
}

/** The page as the house gives it; where it does not, the empty one. @param {Request} request @returns {Promise<Response>} */
async function page(request) {
  const shell = await caches.match(house.shell)
  if (!shell) return fetch(request)
  const patient = awaited.delete(new URL(request.url).pathname)
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, shell))
  const answer = fetch(request).then((given) => (AWAY.has(given.status) ? shell : given), () => shell)
  return /** @type {Promise<Response>} */ (patient ? answer : Promise.race([answer, late]))
}

/** No board stays behind. */
function forget() {
  return new Promise((resolve) => {
    const asked = indexedDB.deleteDatabase(house.shown)
    for (const end of ["success", "error", "blocked"]) asked.addEventListener(end, () => resolve(undefined))
  })
}
