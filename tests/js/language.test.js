import assert from "node:assert/strict"
import { test } from "node:test"
import { languageOf } from "../../app/static/boards/language.js"

test("a note is in the language of its script, else in its reader's", () => {
  const cases = [
    ["Idle lab days", "en", "en"],
    ["Les labos vides", "fr", "fr"],
    ["لا يوجد مختبر مفتوح", "en", "ar"],
    ["Idle lab days", "ar", "en"],
    ["实验室空闲", "es", "zh"],
    ["Пустые лаборатории", "en", "ru"],
    ["स्टार्टअप को रास्ता नहीं पता", "en", "hi"],
    ["UN Women: لا يوجد مختبر مفتوح للشركات", "en", "ar"],
    ["5G 2026", "zh", "en"],
    ["2026", "zh", "zh"],
    ["👍", "ar", "ar"],
  ]

  assert.deepEqual(cases.map(([text, page]) => languageOf(text, page)), cases.map(([, , language]) => language))
})
