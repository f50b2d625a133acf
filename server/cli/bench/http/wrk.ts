import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { pinned } from './pin'

/** Headers and bodies that wrk sends in turn; null bodies: GET. */
export type WrkRequests = { path: string; requests: readonly { headers: Record<string, string>; body: string | null }[] }

/** Writes wrk's script once; it is run many times. */
export function writeWrkScript(folder: string, name: string, { path: target, requests }: WrkRequests): string {
  const file = path.join(folder, `${name}.lua`)
  const lua = (text: string) => `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`
  const list = requests.map(({ headers, body }) => {
    const fields = Object.entries(headers).map(([key, value]) => `[${lua(key)}]=${lua(value)}`)
    return `wrk.format(${body === null ? '"GET"' : '"POST"'},${lua(target)},{${fields.join(',')}},${body === null ? 'nil' : lua(body)})`
  })
  writeFileSync(
    file,
    `local requests\nfunction init() requests = {\n${list.join(',\n')}\n} end\nlocal i = 0\nfunction request() i = i % #requests + 1; return requests[i] end\n`,
  )
  return file
}

/** How many answers came in about `ms` (whole seconds, at least one). */
export function runWrk(port: number, script: string, connections: number, ms: number): Promise<number> {
  const seconds = Math.max(1, Math.round(ms / 1000))
  const [command, args] = pinned('others', 'wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', script, `http://127.0.0.1:${port}/`])
  return new Promise((resolve, reject) => {
    execFile(command, args, { timeout: ms + 30_000 }, (error, stdout) => {
      const count = /(\d+) requests in/.exec(stdout)
      const failed = /Socket errors: connect (\d+), read (\d+), write (\d+)/.exec(stdout)
      if (error || !count) reject(error ?? new Error(`wrk said: ${stdout}`))
      else if (failed) reject(new Error(`wrk: ${failed[0]}`))
      else resolve(Number(count[1]))
    })
  })
}
