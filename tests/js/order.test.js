import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"

import { after, between, rightAfter } from "../../app/static/boards/order.js"

test("keys are made as the server makes them", () => {
  const vectors = JSON.parse(readFileSync(new URL("../vectors/boards/order.json", import.meta.url), "utf8"))

  const made = vectors.map((vector) => {
    if (vector.between) return between(...vector.between, vector.jitter)
    return vector.keys ? rightAfter(vector.right_after, vector.keys, vector.jitter) : after(vector.after, vector.jitter)
  })

  assert.deepEqual(made, vectors.map(({ key }) => key))
})
