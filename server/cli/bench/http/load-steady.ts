// Requests at a steady rate, whoever answers however fast: each of many connections waits for its last answer.

import { connect, type Socket } from 'node:net'
import { quantile } from '../statistics'
import type { Load, Loaded } from './load'

const everyMs = 1

/** Answers are short and come whole. Those that were not there in time are not counted. */
export async function runSteady({ port, requests, connections, ms, atMost }: Load, perSecond: number): Promise<Loaded> {
  const buffers = requests.map((text) => Buffer.from(text))
  const idle = await Promise.all(Array.from({ length: connections }, () => connected(port)))
  const all = [...idle]
  const sentAt = new Map<Socket, number>()
  const latencies: number[] = []
  const statuses: Record<string, number> = {}
  const startedAt = performance.now()
  let sent = 0
  for (const socket of all)
    socket.on('data', (chunk: Buffer) => {
      const status = chunk.toString('latin1', 9, 12)
      statuses[status] = (statuses[status] ?? 0) + 1
      latencies.push(performance.now() - sentAt.get(socket)!)
      idle.push(socket)
    })
  const timer = setInterval(() => {
    const now = performance.now()
    const due = Math.min(atMost, ((now - startedAt) / 1000) * perSecond)
    for (; sent < due && idle.length > 0; sent++) {
      const socket = idle.pop()!
      sentAt.set(socket, now)
      socket.write(buffers[sent % buffers.length]!)
    }
  }, everyMs)
  await new Promise((resolve) => setTimeout(resolve, ms))
  clearInterval(timer)
  const wallMs = performance.now() - startedAt
  for (const socket of all) socket.removeAllListeners('data').end()
  return { completed: latencies.length, statuses, p50Ms: quantile(latencies, 0.5), p99Ms: quantile(latencies, 0.99), wallMs }
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true })
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })
}
