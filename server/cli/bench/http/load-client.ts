// The load generator, in a process of its own: keep-alive connections that each send the next request when the answer to
// the last is whole. It reads no more of an answer than its status and length. Ends with whoever started it.

import { connect, type Socket } from 'node:net'
import { quantile } from '../statistics'
import type { Load, Loaded } from './load'
import { runSteady } from './load-steady'
import { runStreams } from './load-stream'

const headEnd = Buffer.from('\r\n\r\n')

async function run({ port, requests, connections, ms, atMost }: Load): Promise<Loaded> {
  const buffers = requests.map((text) => Buffer.from(text))
  const latencies: number[] = []
  const statuses: Record<string, number> = {}
  const startedAt = performance.now()
  let sent = 0
  const isOver = () => performance.now() - startedAt >= ms || sent >= atMost

  const converse = () =>
    new Promise<void>((resolve, reject) => {
      const socket: Socket = connect({ host: '127.0.0.1', port, noDelay: true })
      let pending: Buffer | null = null
      let sentAt = 0
      const send = () => {
        if (isOver()) {
          socket.end()
          resolve()
          return
        }
        sentAt = performance.now()
        socket.write(buffers[sent++ % buffers.length]!)
      }
      socket.on('connect', send)
      socket.on('error', reject)
      socket.on('close', () => reject(new Error('the server closed a connection')))
      socket.on('data', (chunk: Buffer) => {
        const bytes: Buffer = pending === null ? chunk : Buffer.concat([pending, chunk])
        const head = bytes.indexOf(headEnd)
        if (head < 0) {
          pending = bytes
          return
        }
        const text = bytes.toString('latin1', 0, head)
        const length = /content-length: *(\d+)/i.exec(text)
        if (length === null) {
          socket.destroy(new Error(`an answer without content-length: ${text.slice(0, 60)}`))
          return
        }
        if (bytes.length < head + 4 + Number(length[1])) {
          pending = bytes
          return
        }
        pending = null
        latencies.push(performance.now() - sentAt)
        const status = text.slice(9, 12)
        statuses[status] = (statuses[status] ?? 0) + 1
        send()
      })
    })

  await Promise.all(Array.from({ length: connections }, converse))
  return {
    completed: latencies.length,
    statuses,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    wallMs: performance.now() - startedAt,
  }
}

function start(load: Load): Promise<Loaded> {
  if (load.streamHead !== undefined) return runStreams(load, load.streamHead)
  return load.perSecond === undefined ? run(load) : runSteady(load, load.perSecond)
}

process.on('message', (load: Load) => {
  start(load).then(
    (loaded) => process.send?.({ loaded }),
    (error: Error) => process.send?.({ failed: error.message }),
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.({ ready: true })
