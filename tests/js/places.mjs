/** Answers where notes go, for tests/boards/test_places.py: node places.mjs QUESTIONS ANSWERS */
import { readFileSync, writeFileSync } from "node:fs"
import { argv } from "node:process"
import { nextPlace } from "../../app/static/boards/geometry.js"

const [asked, answers] = argv.slice(2)
const places = JSON.parse(readFileSync(asked, "utf8")).map(({ room, size: [width, height], lying, wanted: [x, y] }) => nextPlace(room, { width, height }, lying, { x, y }))
writeFileSync(answers, JSON.stringify(places))
