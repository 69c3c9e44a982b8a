/** Somebody at a board with hands: the desk a view makes, over a browser's half of a board. */
import { NOTE } from "../../app/static/boards/geometry.js"
import { Past } from "../../app/static/boards/gesture.js"
import { answerFetches, calm, open } from "./board.js"

globalThis.document ??= { documentElement: { lang: "en" } }
// Nobody there knows what stands in a plan.
globalThis.document.dispatchEvent ??= () => true

/** @type {import("../../app/static/boards/sync.js").Sync[]} */
const sitting = []

/** A desk of `seat`, and what was said at it. */
export async function sit(server, seat) {
  answerFetches(server, { reachable: () => server.reachable ?? true })
  const page = await open(server, seat)
  const [said, shown] = [[], []]
  sitting.push(page.sync)
  const desk = {
    store: page.store, past: new Past(), size: NOTE, generation: () => 0, own: (words) => said.push(words), fail: (words) => (said.push(words), shown.push(words)), refuse: (code) => said.push(code),
    zones: new Map([["gaps", { box: [0, 0, 2000, 1000], inside: null }]]),
    send: (...ops) => page.sync.propose(...ops),
  }
  return { ...page, desk, said, shown, board: () => picture(page.store) }
}

/** Everything that lives on a board, by id: what people would see. */
export function picture(store) {
  const living = [...store.shown.elements.values()].filter((each) => !each.deleted)
  return Object.fromEntries(living.sort((one, other) => (one.id < other.id ? -1 : 1)).map(({ id, ...rest }) => [id, rest]))
}

/** Let everything that is under way arrive. */
export const arrive = calm

/** Everybody leaves. */
export function leave() {
  for (const sync of sitting.splice(0)) sync.stop()
}
