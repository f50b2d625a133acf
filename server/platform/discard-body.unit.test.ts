import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { discardBody } from './discard-body'

const server = createServer((req, res) => {
  discardBody(req)
  res.writeHead(413, { 'content-length': '2' }).end('no')
})
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => void server.close())

/** What a caller reads who writes half of its body, waits for the answer, and then writes on. */
function sendInHalves(connection: string, half: number): Promise<{ text: string; failed: string | null }> {
  return new Promise((resolve) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    let [text, failed] = ['', null as string | null]
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\nconnection: ${connection}\r\ncontent-length: ${2 * half}\r\n\r\n${'x'.repeat(half)}`)
    socket.once('data', () => socket.write('x'.repeat(half), () => connection === 'keep-alive' && socket.end()))
    socket.on('data', (data) => {
      text += data
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      failed = error.code ?? error.message
    })
    socket.on('close', () => resolve({ text, failed }))
  })
}

it.each(['close', 'keep-alive'])('a caller that still writes is not cut off, though it asked for connection: %s', async (connection) => {
  const { text, failed } = await sendInHalves(connection, 1_500_000)
  expect(text).toMatch(/^HTTP\/1.1 413 .*no$/s)
  expect(failed).toBeNull()
})

it('nobody is read from for ever', async () => {
  expect((await sendInHalves('close', 10_000_000)).failed).toMatch(/ECONNRESET|EPIPE/)
})
