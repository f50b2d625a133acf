import { request } from 'node:http'

// biome-ignore lint/suspicious/noExplicitAny: whatever was answered; the tests say what it has to be.
export type Told = Record<string, any>

export type LineClient = {
  /** The head of the answer. */
  status: Promise<number>
  send(...lines: unknown[]): void
  /** Text as it is. */
  raw(text: string | Buffer): boolean
  /** The next answer. */
  next(): Promise<Told>
  end(): void
  /** Hangs up. */
  destroy(): void
  /** Stops and goes on reading. */
  pause(): void
  resume(): void
  /** Resolves with how the answer ended. */
  ended: Promise<'whole' | 'cut'>
}

/** Lines out and in over one request that stays open. */
export function openLines(url: string, headers: Record<string, string>): LineClient {
  const told: Told[] = []
  const waiting: ((line: Told) => void)[] = []
  let rest = ''
  const req = request(url, { method: 'POST', headers: { 'content-type': 'application/x-ndjson', ...headers } })
  const answered = new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
    req.on('response', resolve)
    req.on('error', reject)
  })
  const ended = answered.then(
    (res) =>
      new Promise<'whole' | 'cut'>((resolve) => {
        res.setEncoding('utf8')
        res.on('data', (text: string) => {
          const lines = (rest + text).split('\n')
          rest = lines.pop() ?? ''
          for (const line of lines) {
            const one = JSON.parse(line) as Told
            const taker = waiting.shift()
            if (taker) taker(one)
            else told.push(one)
          }
        })
        res.on('error', () => {})
        res.on('close', () => resolve(res.complete ? 'whole' : 'cut'))
      }),
    () => 'cut' as const,
  )
  req.flushHeaders()
  return {
    status: answered.then(({ statusCode }) => statusCode ?? 0),
    send: (...lines) => req.write(lines.map((line) => `${JSON.stringify(line)}\n`).join('')),
    raw: (text) => req.write(text),
    next: () => {
      const first = told.shift()
      return first ? Promise.resolve(first) : new Promise((resolve) => waiting.push(resolve))
    },
    end: () => req.end(),
    destroy: () => req.destroy(),
    pause: () => void answered.then((res) => res.pause()),
    resume: () => void answered.then((res) => res.resume()),
    ended,
  }
}
