// Requests at a steady rate beside those that are measured.

import { connect, type Socket } from 'node:net'
import type { Load } from './load'

const connections = 8
const everyMs = 2

/** What ends it says how many were taken a second; an answer other than 200 ends the process. */
export async function runBeside(port: number, { requests, perSecond }: NonNullable<Load['beside']>): Promise<() => number> {
  const buffers = requests.map((text) => Buffer.from(text))
  const idle = await Promise.all(Array.from({ length: connections }, () => connected(port)))
  const all = [...idle]
  let sent = 0
  let answered = 0
  for (const socket of all)
    socket.on('data', (chunk: Buffer) => {
      const text = chunk.toString('latin1')
      if (!text.startsWith('HTTP/1.1 200')) throw new Error(`beside: ${text.slice(0, 200)}`)
      answered++
      idle.push(socket)
    })
  const startedAt = performance.now()
  const seconds = () => (performance.now() - startedAt) / 1000
  const timer = setInterval(() => {
    const due = Math.min(buffers.length, Math.floor(seconds() * perSecond))
    while (sent < due && idle.length > 0) idle.pop()!.write(buffers[sent++]!)
  }, everyMs)
  return () => {
    clearInterval(timer)
    for (const socket of all) socket.removeAllListeners('data').end()
    return answered / seconds()
  }
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true })
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })
}
