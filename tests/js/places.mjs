/** Answers where notes go, for tests/boards/test_places.py: node places.mjs QUESTIONS ANSWERS */
import { readFileSync, writeFileSync } from "node:fs"
import { argv } from "node:process"
import { place, sized } from "../../app/static/boards/geometry.js"

const [asked, answers] = argv.slice(2)
const places = JSON.parse(readFileSync(asked, "utf8")).map(({ box, index, width, inside }) => place(box, index, sized(width), inside))
writeFileSync(answers, JSON.stringify(places))
