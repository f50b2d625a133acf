import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartError } from './start-error'

/** Fails with one clear line when `host:port` cannot be listened on. What a killed start left may need a moment to let go. */
export async function checkPort(variable: string, host: string, port: number, patienceMs = 1_500): Promise<void> {
  for (const deadline = Date.now() + patienceMs; ; await sleep(100)) {
    const code = await tryListen(host, port)
    if (code === null) return
    if (code === 'EADDRINUSE' && Date.now() < deadline) continue
    throw new StartError(reasonOf(code, variable, host, port))
  }
}

function reasonOf(code: string, variable: string, host: string, port: number): string {
  if (code === 'EADDRINUSE')
    return `${variable}: port ${port} on ${host} is taken by another program. Stop that, or set ${variable} to a free port.`
  if (code === 'EACCES') return `${variable}: this user may not listen on port ${port}. Set ${variable} to one above 1023.`
  return `HOST: cannot listen on ${host} (${code}). Set HOST to an address of this machine, e.g. 127.0.0.1 or 0.0.0.0.`
}

function tryListen(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)))
  })
}
