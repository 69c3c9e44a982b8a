// The types of the vendored file beside this one, for tsc alone.
export { io } from "socket.io-client"
