// Streams kept busy: each connection has a few blocks of lines on their way, and sends the next when one is answered. It reads no
// more of an answer than its status.

import { connect } from 'node:net'
import type { Load, Loaded } from './load'

/** Blocks on their way on a connection. */
const blocks = 4
/** Longer than what is looked for, so that an answer cut in two is seen once. */
const overlap = '"status":200'.length - 1

export async function runStreams({ port, requests, connections, ms }: Load, head: string): Promise<Loaded> {
  const chunks = requests.map((text) => Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`))
  const sizes = requests.map((text) => text.split('\n').length - 1)
  const statuses: Record<string, number> = {}
  const startedAt = performance.now()
  let completed = 0
  const isOver = () => performance.now() - startedAt >= ms

  const converse = (first: number) =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port, noDelay: true })
      let next = first
      let open = 0
      let rest = ''
      const send = () => {
        const turn = next++ % chunks.length
        open += sizes[turn]!
        socket.write(chunks[turn]!)
      }
      socket.on('connect', () => {
        socket.write(head)
        for (let i = 0; i < blocks; i++) send()
      })
      socket.on('error', reject)
      socket.on('close', () => reject(new Error('the server closed a stream')))
      socket.on('data', (chunk: Buffer) => {
        const text = rest + chunk.toString('latin1')
        for (const [, status] of text.matchAll(/"status":(\d{3})/g)) {
          statuses[status!] = (statuses[status!] ?? 0) + 1
          completed++
          open--
        }
        rest = text.slice(-overlap)
        if (isOver()) {
          socket.removeAllListeners('close')
          socket.on('close', () => resolve())
          socket.destroy()
          return
        }
        while (open <= (blocks - 1) * sizes[0]!) send()
      })
    })

  await Promise.all(Array.from({ length: connections }, (_, i) => converse(i * 7)))
  return { completed, statuses, p50Ms: Number.NaN, p99Ms: Number.NaN, wallMs: performance.now() - startedAt }
}
