/** When a page tries again, and what it makes of the server's answers. */
import assert from "node:assert/strict"
import { createServer } from "node:http"
import { test } from "node:test"
import { besideHouse } from "./silent-house.js"
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

test("a visible page tries within eleven seconds, and not at once", () => {
  assert.equal(pause({ hidden: false, place: 0 }), 500)
  assert.equal(pause({ hidden: false, place: 0.5 }), 5750)
  assert.equal(pause({ hidden: false, place: 1 - Number.EPSILON }), 11_000)
})

test("a page nobody sees tries within a minute", () => {
  assert.equal(pause({ hidden: true, place: 0 }), 500)
  assert.equal(pause({ hidden: true, place: 1 - Number.EPSILON }), 60_000)
})

test("a page that did not come through tries at the same place of the next round, however long the try took", () => {
  assert.equal(pause({ hidden: false, place: 0.5, gone: 5750 }), 10_500)
  assert.equal(pause({ hidden: false, place: 0.5, gone: 5749.6 }), 10_500)
  assert.equal(pause({ hidden: false, place: 0.5, gone: 5750 + 3000 }), 7500)
  assert.equal(pause({ hidden: false, place: 0.5, gone: 5750 + 10_400 }), 10_600)
  assert.equal(pause({ hidden: true, place: 0.5, gone: 30_250 }), 59_500)
})

/** Milliseconds behind the loss at which a page finds the house, which is away for so long; a try that fails takes so long. */
function found(place, away, fails) {
  let at = pause({ hidden: false, place })
  while (at < away) at += fails + pause({ hidden: false, place, gone: at + fails })
  return at
}

/** How many of five hundred pages come in the fullest second behind the house's return. */
function fullest(places, away, fails) {
  const perSecond = new Map()
  for (const place of places) {
    const second = Math.floor((found(place, away, fails) - away) / 1000)
    perSecond.set(second, (perSecond.get(second) ?? 0) + 1)
  }
  return Math.max(...perSecond.values())
}

for (const [fails, how] of [[5, "refused at once"], [3_000, "answered late"], [20_000, "not answered"]]) {
  test(`of five hundred pages no more than fifteen in a hundred come within the same second, however long the house was away and tries were ${how}`, () => {
    for (let seed = 1; seed <= 20; seed++) {
      const draw = draws(seed)
      const places = Array.from({ length: 500 }, draw)
      for (let away = 0; away <= 60_000; away += 500) {
        const most = fullest(places, away, fails)
        assert.ok(most <= 75, `seed ${seed}: ${most} of 500 in one second, the house away for ${away} ms`)
      }
    }
  })
}

test("whoever waits is there within a round of the house's return", () => {
  for (let away = 0; away <= 60_000; away += 500) {
    for (let place = 0; place < 1; place += 0.01) assert.ok(found(place, away, 5) - away <= 11_000)
  }
})

test("a page draws its place once, and tries there in each round", async (t) => {
  const { fetch } = globalThis
  const tries = []
  let [now, asking] = [0, 0]
  t.mock.timers.enable({ apis: ["setTimeout"] })
  t.mock.method(performance, "now", () => now)
  t.mock.method(Math, "random", () => 0.25)
  t.mock.method(globalThis, "fetch", (...request) => {
    tries.push(now)
    asking += 1
    return fetch(...request).finally(() => (asking -= 1))
  })
  await served(says(503, "{}"), async (ticketUrl) => {
    const connection = new Connection({ ticketUrl, csrfToken: "" })
    connection.open()
    for (; now < 30_000; now += 125, t.mock.timers.tick(125)) {
      // The clock stands still until the house has answered.
      do await new Promise((resolve) => setImmediate(resolve))
      while (asking > 0)
    }
    connection.close()
  })

  assert.deepEqual(tries, [0, 3125, 13_625, 24_125])
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

test("a page that came with a ticket asks for none, and tells whoever listens later what it heard before", async () => {
  const heard = await besideHouse(async (house, ticketUrl) => {
    const told = []
    const connection = new Connection({ ticketUrl, csrfToken: "", ticket: "t0" }, { held: true })
    connection.addEventListener("open", () => told.push("open"))
    connection.open()
    await until(() => connection.state === "connected")
    const before = [...told]
    connection.release()
    connection.close()
    return { before, told, came: house.came, tickets: house.tickets }
  })

  assert.deepEqual(heard, { before: [], told: ["open"], came: 1, tickets: 0 })
})

test("a page whose ticket is no longer young asks for another", async (t) => {
  t.mock.method(performance, "now", () => 41_000)
  const [heard, asked] = await served(says(404, '{"x": "gone"}'), async (ticketUrl) => {
    const connection = new Connection({ ticketUrl, csrfToken: "", ticket: "t0" })
    const refused = new Promise((resolve) => connection.addEventListener("refused", resolve, { once: true }))
    connection.open()
    const { detail } = await refused
    connection.close()
    return detail
  })

  assert.deepEqual([heard, asked.length], [{ x: "gone", say: undefined }, 1])
})

/** A page that has its line, on a clock that moves when told; what it fires is written down. */
async function online(t, house, ticketUrl) {
  const connection = new Connection({ ticketUrl, csrfToken: "" })
  const fired = []
  for (const name of ["open", "lost", "refused"]) connection.addEventListener(name, () => fired.push(name))
  connection.open()
  await until(() => connection.state === "connected")
  t.mock.timers.enable({ apis: ["setTimeout"] })
  return { connection, fired, pass: async (milliseconds) => {
    t.mock.timers.tick(milliseconds)
    await new Promise((resolve) => setImmediate(resolve))
  } }
}

/** Wait for what comes over a real line. */
async function until(come) {
  for (let turn = 0; turn < 2_000 && !come(); turn += 1) await new Promise((resolve) => setImmediate(resolve))
  assert.ok(come())
}

test("a page that is looked at again asks whether its line lives, and keeps one that answers", async (t) => {
  await besideHouse(async (house, ticketUrl) => {
    const { connection, fired, pass } = await online(t, house, ticketUrl)

    await connection.probe()
    await pass(60_000)

    assert.deepEqual([connection.state, fired, house.asked, house.came], ["connected", ["open"], ["ping"], 1])
    connection.close()
  })
})

test("a line that stands and does not answer within three seconds is given up, and another one laid at once", async (t) => {
  await besideHouse(async (house, ticketUrl) => {
    const { connection, fired, pass } = await online(t, house, ticketUrl)
    house.quiet = true

    const probed = connection.probe()
    await until(() => house.asked.length === 1)
    await pass(2_999)
    const before = connection.state
    await pass(1)
    await probed
    const behind = connection.state
    house.quiet = false
    await pass(0)
    await until(() => connection.state === "connected")

    assert.deepEqual([before, behind, fired, house.came], ["connected", "lost", ["open", "lost", "open"], 2])
    connection.close()
  })
})

test("a page that is woken several times at once asks once", async (t) => {
  await besideHouse(async (house, ticketUrl) => {
    const { connection, pass } = await online(t, house, ticketUrl)
    house.quiet = true

    const probed = [connection.probe(), connection.probe(), connection.probe()]
    await until(() => house.asked.length === 1)
    await pass(3_000)
    await Promise.all(probed)

    assert.deepEqual([house.asked, connection.state], [["ping"], "lost"])
    connection.close()
  })
})

test("a message that nobody acknowledges in ten seconds fails, and the line is kept: it may have arrived", async (t) => {
  await besideHouse(async (house, ticketUrl) => {
    const { connection, pass } = await online(t, house, ticketUrl)
    house.quiet = true

    const told = connection.emit("ops", {}).then(() => "answered", () => "not answered")
    await until(() => house.asked.length === 1)
    await pass(9_999)
    const early = await Promise.race([told, Promise.resolve("waiting")])
    await pass(1)

    assert.deepEqual([early, await told, connection.state], ["waiting", "not answered", "connected"])
    connection.close()
  })
})
