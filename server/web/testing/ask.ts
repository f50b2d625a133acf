import { request } from 'node:http'
import { connect } from 'node:net'

export type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string }
/** Over a connection of its own. */
export function ask(
  url: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string | string[]>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const req = request(url, { method, headers, agent: false }, (res) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(chunks).toString() }))
      res.on('error', reject)
    })
    req.on('error', reject)
    req.end(body)
  })
}
/** What comes back first to a text sent as it stands. */
export const send = (url: string, text: string) =>
  new Promise<string>((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(text))
    socket.once('data', (data) => {
      resolve(String(data))
      socket.destroy()
    })
    socket.once('close', () => reject(new Error('closed without an answer')))
    socket.on('error', () => {})
  })
