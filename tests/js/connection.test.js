/** When a page tries again, and what it makes of the server's answers. */
import assert from "node:assert/strict"
import { createServer } from "node:http"
import { test } from "node:test"
import { pause } from "../../app/static/realtime/backoff.js"
import { Connection } from "../../app/static/realtime/connection.js"
import { fetchTicket } from "../../app/static/realtime/ticket.js"

/** Random numbers that are the same in every run (mulberry32). */
function draws(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Answer every request alike on a port of this machine while `visit` runs. */
async function served(answer, visit) {
  const asked = []
  const server = createServer((request, response) => {
    asked.push([request.method, request.url, request.headers["x-csrftoken"], request.headers.accept])
    answer(response)
  })
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve))
  try {
    return [await visit(`http://127.0.0.1:${server.address().port}/w/1/tickets/`), asked]
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

function says(status, body, type = "application/json") {
  return (response) => response.writeHead(status, { "Content-Type": type }).end(body)
}

test("a visible page waits between half a second and ten", () => {
  assert.equal(pause({ hidden: false, chance: 0 }), 500)
  assert.equal(pause({ hidden: false, chance: 0.5 }), 5250)
  assert.equal(pause({ hidden: false, chance: 1 - Number.EPSILON }), 10_000)
})

test("a page nobody sees waits up to a minute", () => {
  assert.equal(pause({ hidden: true, chance: 0 }), 500)
  assert.equal(pause({ hidden: true, chance: 1 - Number.EPSILON }), 60_000)
})

for (const away of [0, 1, 2, 10, 60]) {
  test(`of five hundred pages no more than fifteen in a hundred come back within the same second, the house away for ${away}`, () => {
    for (const seed of [1, 7, 2026]) {
      const draw = draws(seed)
      const perSecond = new Map()
      for (let page = 0; page < 500; page++) {
        let at = pause({ hidden: false, chance: draw() })
        while (at < away * 1000) at += pause({ hidden: false, chance: draw(), again: true })
        const second = Math.floor((at - away * 1000) / 1000)
        perSecond.set(second, (perSecond.get(second) ?? 0) + 1)
      }

      assert.ok(Math.max(...perSecond.values()) <= 75, `seed ${seed}: ${JSON.stringify([...perSecond])}`)
    }
  })
}

test("a page that did not come through waits up to sixteen seconds", () => {
  assert.equal(pause({ hidden: false, chance: 1 - Number.EPSILON, again: true }), 16_000)
  assert.equal(pause({ hidden: true, chance: 1 - Number.EPSILON, again: true }), 60_000)
})

test("a ticket is asked for with the token of the page", async () => {
  const [answer, asked] = await served(says(201, '{"ticket": "t1"}'), (ticketUrl) =>
    fetchTicket({ ticketUrl, csrfToken: "c1" }),
  )

  assert.deepEqual(answer, { ticket: "t1" })
  assert.deepEqual(asked, [["POST", "/w/1/tickets/", "c1", "application/json"]])
})

test("a refusal in words is final", async () => {
  const body = '{"x": "not-signed-in", "say": "Sign in to see this page."}'
  const [answer] = await served(says(401, body), (ticketUrl) => fetchTicket({ ticketUrl, csrfToken: "" }))

  assert.deepEqual(answer, { refusal: { x: "not-signed-in", say: "Sign in to see this page." } })
})

test("a refusal without words is named by its status", async () => {
  const [answer] = await served(says(404, "<h1>Gone</h1>", "text/html"), (ticketUrl) =>
    fetchTicket({ ticketUrl, csrfToken: "" }),
  )

  assert.deepEqual(answer, { refusal: { x: "http-404", say: undefined } })
})

test("a server that is not well, too busy, or away is asked again later", async () => {
  const page = (ticketUrl) => fetchTicket({ ticketUrl, csrfToken: "" })

  const [unwell] = await served(says(503, "{}"), page)
  const [busy] = await served(says(429, "{}"), page)
  const [garbled] = await served(says(200, "<html>", "text/html"), page)
  const away = await page("http://127.0.0.1:9/")

  assert.deepEqual([unwell, busy, garbled, away], [{}, {}, {}, {}])
})

test("a page that is not connected sends nothing and says so", async () => {
  const connection = new Connection({ ticketUrl: "/", csrfToken: "" })

  await assert.rejects(connection.emit("ops", {}), { message: "not connected" })

  assert.equal(connection.state, "connecting")
  connection.close()
})

test("a refused ticket ends in the state refused, with the reason", async () => {
  const body = '{"x": "not-found", "say": "There is nothing here, or it is not open to you."}'
  const [heard] = await served(says(404, body), async (ticketUrl) => {
    const connection = new Connection({ ticketUrl, csrfToken: "" })
    const refused = new Promise((resolve) => connection.addEventListener("refused", resolve, { once: true }))
    connection.open()
    const event = await refused
    const state = connection.state
    connection.close()
    return { detail: event.detail, state }
  })

  assert.deepEqual(heard, {
    detail: { x: "not-found", say: "There is nothing here, or it is not open to you." },
    state: "refused",
  })
})

test("a server that is not reached leaves the page lost, and it tries again", async () => {
  const [heard, asked] = await served(says(503, "{}"), async (ticketUrl) => {
    const connection = new Connection({ ticketUrl, csrfToken: "" })
    const states = []
    const lost = new Promise((resolve) => connection.addEventListener("lost", resolve, { once: true }))
    connection.open()
    states.push(connection.state)
    await lost
    states.push(connection.state)
    await connection.probe()
    connection.close()
    return states
  })

  assert.deepEqual(heard, ["connecting", "lost"])
  assert.equal(asked.length, 2)
})
