import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { discardBody } from './discard-body'
import { sendInHalves } from './testing/send-in-halves'

const server = createServer((req, res) => {
  discardBody(req)
  res.writeHead(413, { 'content-length': '2' }).end('no')
})
let url = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())

it.each(['close', 'keep-alive'] as const)('who still writes is not cut off, though it asked for connection: %s', async (connection) => {
  const { text, failed } = await sendInHalves(url, { connection, half: 1_500_000 })
  expect(text).toMatch(/^HTTP\/1.1 413 .*no$/s)
  expect(failed).toBeNull()
})

it('nobody is read from for ever', async () => {
  expect((await sendInHalves(url, { connection: 'close', half: 10_000_000 })).failed).toMatch(/ECONNRESET|EPIPE/)
})
