// Asks a name server as fast as it answers: so many questions on their way on one socket, each answer brings the next.

import { createSocket } from 'node:dgram'

/** How many were answered in `ms`. What is lost is made up for now and then; UDP promises nothing. */
export function askAll(port: number, queries: readonly Buffer[], atOnce: number, ms: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4')
    let sent = 0
    let answered = 0
    let seen = 0
    const send = () => socket.send(queries[sent++ % queries.length]!)
    const refill = setInterval(() => {
      if (answered === seen) for (let i = 0; i < atOnce; i++) send()
      seen = answered
    }, 20)
    const end = (result: () => void) => {
      clearInterval(refill)
      clearTimeout(over)
      socket.close()
      result()
    }
    const over = setTimeout(() => end(() => resolve(answered)), ms)
    socket.on('error', (error) => end(() => reject(error)))
    socket.on('message', (answer) => {
      // The count of answers in its header: one address.
      if (answer.readUInt16BE(6) === 1) answered++
      send()
    })
    socket.connect(port, '127.0.0.1', () => {
      for (let i = 0; i < atOnce; i++) send()
    })
  })
}

export async function askOnce(port: number, query: Buffer, ms: number): Promise<boolean> {
  return (await askAll(port, [query], 1, ms).catch(() => 0)) > 0
}
