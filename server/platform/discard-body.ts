import type { IncomingMessage } from 'node:http'

const maxBytes = 8 * 1024 * 1024
const maxMs = 2_000

/**
 * Reads away what is left of a body after an early answer, within limits. Closing at once would reset the connection under
 * a caller that still writes, and it would never read the answer; so don't answer it with `connection: close` either.
 */
export function discardBody(req: IncomingMessage): void {
  if (req.complete || req.destroyed) return
  let seen = 0
  const cut = () => req.socket.destroy()
  const timer = setTimeout(cut, maxMs)
  timer.unref()
  req.on('data', (chunk: Buffer) => {
    seen += chunk.length
    if (seen > maxBytes) cut()
  })
  req.on('error', () => {})
  req.once('close', () => clearTimeout(timer))
  req.resume()
}
