import type { IncomingMessage } from 'node:http'

const maxBytes = 8 * 1024 * 1024
const maxMs = 2_000

/**
 * Reads away what is left of a body after an early answer, within limits. Closing at once would reset the connection under
 * a caller that still writes, and it would never read the answer: so only the answer's half is closed until then (RFC 9112 §9.6).
 */
export function discardBody(req: IncomingMessage): void {
  if (req.complete || req.destroyed) return
  const { socket } = req
  const { destroySoon } = socket
  // What node:http calls where the caller, or the answer, wants no further request on this connection.
  socket.destroySoon = () => void socket.end()
  let seen = 0
  const cut = () => socket.destroy()
  const timer = setTimeout(cut, maxMs)
  timer.unref()
  req.on('data', (chunk: Buffer) => {
    seen += chunk.length
    if (seen > maxBytes) cut()
  })
  req.on('error', () => {})
  req.once('close', () => {
    clearTimeout(timer)
    socket.destroySoon = destroySoon
    if (socket.writableEnded) socket.destroySoon()
  })
  req.resume()
}
