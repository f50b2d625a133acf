import type { DestinationStream } from 'pino'

/** pino's JSON lines as `12:34:56 router info message key=value`. */
export function textStream(out: { write(text: string): unknown }): DestinationStream {
  return {
    write(line) {
      const { level, time, name, msg, pid: _pid, ...rest } = JSON.parse(line) as Record<string, unknown>
      const { err, ...fields } = rest as { err?: { stack?: string } }
      const extra = Object.entries(fields).map(([key, value]) => ` ${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
      out.write(`${String(time).slice(11, 19)} ${name} ${level} ${msg ?? ''}${extra.join('')}${err?.stack ? `\n${err.stack}` : ''}\n`)
    },
  }
}
