/**
 * Plays histories with the browser's reducer, for tests/boards/test_twins.py:
 * node twin.mjs FOLDER-OF-THE-REDUCER HISTORIES ANSWER
 */
import { readFileSync, writeFileSync } from "node:fs"
import { argv } from "node:process"
import { pathToFileURL } from "node:url"

const [folder, given, answer] = argv.slice(2)
const { decide, isRefusal } = await import(pathToFileURL(`${folder}/decide.js`).href)
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

writeFileSync(answer, JSON.stringify(JSON.parse(readFileSync(given, "utf8")).map(played)))
