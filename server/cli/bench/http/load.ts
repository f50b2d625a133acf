import { spawn } from 'node:child_process'
import path from 'node:path'
import { projectRoot } from '../../supervise/root'
import { started } from '../running'
import { pinned } from './pin'
import { nodeArgs } from './server-process'

/**
 * Whole requests as text, sent in turn, until `ms` have passed or `atMost` are sent. With `streamHead`, a request's head that opens a
 * stream on each connection, they are blocks of lines instead, and what is counted are lines. With `perSecond` they are sent at that rate.
 */
export type Load = {
  port: number
  requests: readonly string[]
  connections: number
  ms: number
  atMost: number
  streamHead?: string
  perSecond?: number
}
export type Loaded = {
  completed: number
  statuses: Record<string, number>
  p50Ms: number
  p99Ms: number
  wallMs: number
}
export type Loader = { run(load: Load): Promise<Loaded>; stop(): Promise<void> }

type Message = { ready?: true; loaded?: Loaded; failed?: string }

export async function startLoader(): Promise<Loader> {
  const [command, args] = pinned('others', process.execPath, nodeArgs(path.join(import.meta.dirname, 'load-client.ts')))
  const child = spawn(command, args, { cwd: projectRoot, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const next = () =>
    new Promise<Message>((resolve, reject) => {
      child.once('message', (message) => resolve(message as Message))
      void ended.then(() => reject(new Error('the load generator ended')))
    })
  const loader = started({
    async run(load: Load) {
      child.send(load)
      const { loaded, failed } = await next()
      if (!loaded) throw new Error(`load: ${failed}`)
      return loaded
    },
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  })
  await next()
  return loader
}

export function post(pathname: string, body: unknown, headers: Record<string, string> = {}): string {
  const text = JSON.stringify(body)
  const lines = Object.entries({
    host: '127.0.0.1',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(text)),
    ...headers,
  })
  return `POST ${pathname} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${text}`
}

/** Opens a stream of lines, whose body has no length yet. */
export function streamHead(pathname: string, headers: Record<string, string>): string {
  const lines = Object.entries({ host: '127.0.0.1', 'content-type': 'application/x-ndjson', 'transfer-encoding': 'chunked', ...headers })
  return `POST ${pathname} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
}
