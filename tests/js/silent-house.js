/** A house at the other end of a real socket, which can be told to keep quiet while its line stands. */
import { createServer } from "node:http"
import { WebSocket, WebSocketServer } from "../../node_modules/ws/wrapper.mjs"

// Taken from there by what runs in browsers, as soon as it is loaded: this comes first.
globalThis.WebSocket = WebSocket

/** What a message of engine.io and socket.io begins with. */
const [OPENS, JOINS, SAYS, ANSWERS] = ["0", "40", "42", "43"]

/** Run a visit while such a house stands. It counts who comes, and writes down what it is asked. */
export async function besideHouse(visit) {
  const house = { quiet: false, came: 0, asked: [], tickets: 0 }
  const server = createServer((_, response) => (house.tickets += 1) && response.writeHead(201, { "Content-Type": "application/json" }).end('{"ticket": "t1"}'))
  const sockets = new WebSocketServer({ server })
  sockets.on("connection", (socket) => {
    socket.send(`${OPENS}{"sid":"e${house.came}","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}`)
    socket.on("message", (data) => hear(house, socket, data.toString()))
  })
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve))
  const host = `127.0.0.1:${server.address().port}`
  globalThis.location = { protocol: "http:", host, hostname: "127.0.0.1", port: String(server.address().port) }
  try {
    return await visit(house, `http://${host}/w/1/tickets/`)
  } finally {
    delete globalThis.location
    for (const socket of sockets.clients) socket.terminate()
    server.closeAllConnections()
    server.close()
  }
}

function hear(house, socket, data) {
  if (data.startsWith(JOINS)) {
    house.came += 1
    return socket.send(`${JOINS}{"sid":"s${house.came}"}`)
  }
  const [, number, message] = data.match(new RegExp(`^${SAYS}(\\d+)(.*)$`)) ?? []
  if (!message) return undefined
  house.asked.push(JSON.parse(message)[0])
  return house.quiet ? undefined : socket.send(`${ANSWERS}${number}[{}]`)
}
