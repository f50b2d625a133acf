import { createServer } from 'node:http'
import next from 'next'
import type { NextHandler } from './server'

export async function openNext({ dir, host, port, isDevelopment }: { dir: string; host: string; port: number; isDevelopment: boolean }) {
  // It listens for upgrades on whatever server it is given, else on ours, and hangs up on them: Java's client offers one each time.
  const httpServer = createServer()
  const app = next({ dev: isDevelopment, dir, hostname: host, port, quiet: !isDevelopment, httpServer })
  await app.prepare()
  const handler = app.getRequestHandler()
  const handle: NextHandler = (req, res) => handler(req, res)
  // Only development uses it, for its hot reloading.
  return { handle, upgrade: isDevelopment ? app.getUpgradeHandler() : undefined, close: () => app.close() }
}
