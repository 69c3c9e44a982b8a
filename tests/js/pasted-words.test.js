/** Words from elsewhere in lines and cells, and words that are looked for. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { found } from "../../app/static/boards/finding.js"
import { cellsOf, linesOf } from "../../app/static/boards/lines.js"

test("each line says what it says, without what lists begin with, and blank ones say nothing", () => {
  assert.deepEqual(linesOf("- Idle lab days\r\n\r\n  • قلة المختبرات\n3) 检测费用高\n2026 was dry\r* a - b"), ["Idle lab days", "قلة المختبرات", "检测费用高", "2026 was dry", "a - b"])
})

test("what a spreadsheet copies is a table, and as lines each row is one", () => {
  const copied = "Lab\tDays\nPort Meru\t12\n\t3\n"

  assert.deepEqual(cellsOf(copied), [["Lab", "Days"], ["Port Meru", "12"], ["", "3"]])
  assert.deepEqual(linesOf(copied), ["Lab · Days", "Port Meru · 12", "3"])
  assert.equal(cellsOf("one\ntwo"), null)
})

test("words are found whatever their case, accents and width, all of them and in any order", () => {
  const notes = [{ id: "a", says: "Días de laboratorio" }, { id: "b", says: "ＬＡＢ days, ÉCOLE" }, { id: "c", says: "مختبرٌ بعيد" }]

  assert.deepEqual(found("dias", notes), ["a"])
  assert.deepEqual(found("ecole lab", notes), ["b"])
  assert.deepEqual(found("مختبر", notes), ["c"])
  assert.deepEqual(found("  ", notes), [])
})

test("a cell that a spreadsheet has put in quotes is one note with its line breaks and quotes", () => {
  const copied = 'Barrier\tWho\r\n"The lab is closed\non Fridays"\t"Ada ""the keys"" Mensah"\r\n"One\ttab"\tBo\r\n'

  assert.deepEqual(cellsOf(copied), [["Barrier", "Who"], ["The lab is closed\non Fridays", 'Ada "the keys" Mensah'], ["One\ttab", "Bo"]])
  assert.deepEqual(linesOf('"First line\nsecond line"\nAnother note\n'), ["First line\nsecond line", "Another note"])
})

test("quotes that people write stay where they are", () => {
  assert.deepEqual(linesOf('"Never again"\nshe said "no"\n"Half a quote\nand the rest'), ['"Never again"', 'she said "no"', '"Half a quote', "and the rest"])
})
