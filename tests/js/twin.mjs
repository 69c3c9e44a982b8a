/**
 * Plays histories with the browser's reducer, for tests/boards/test_twins.py, and writes
 * what each came to as a line of JSON with sorted keys:
 * node twin.mjs FOLDER-OF-THE-REDUCER HISTORIES ANSWER
 */
import { readFileSync, writeFileSync } from "node:fs"
import { argv } from "node:process"
import { pathToFileURL } from "node:url"

const [folder, given, answer] = argv.slice(2)
const { decide, isRefusal } = await import(pathToFileURL(`${folder}/decide.js`).href)
await import(pathToFileURL(`${folder}/further.js`).href)
const { apply, emptyBoard, replay } = await import(pathToFileURL(`${folder}/reducer.js`).href)

function played(steps) {
  let board = emptyBoard()
  const outcomes = steps.flatMap(({ context, op, event: put }) => {
    if (put) {
      board = apply(board, { ...put, s: board.seq + 1 })
      return []
    }
    const outcome = decide(board, { ...context, zones: new Set(context.zones) }, op)
    if (isRefusal(outcome)) return [outcome.code]
    board = replay(board, outcome.map((event, place) => ({ ...event, s: board.seq + place + 1 })), context.seat)
    return [outcome]
  })
  return { outcomes, board: { ...board, elements: [...board.elements.values()] } }
}

const sorted = (_key, value) => (value && typeof value === "object" && !Array.isArray(value)
  ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, value[key]]))
  : value)

const lines = JSON.parse(readFileSync(given, "utf8")).map((steps) => JSON.stringify(played(steps), sorted))
writeFileSync(answer, lines.join("\n"))
