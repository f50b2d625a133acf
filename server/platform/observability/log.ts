import pino from 'pino'
import { redact } from './redact'
import { textStream } from './text-stream'

export type Logger = pino.Logger

/** JSON lines, or text for a person at a terminal (`LOG_FORMAT=json|text` decides otherwise). Synchronous, so that a crash keeps its last line. */
export function createLogger(name: string, level: string = 'info', destination?: pino.DestinationStream): Logger {
  const wantsText = process.env.LOG_FORMAT ? process.env.LOG_FORMAT === 'text' : process.stdout.isTTY === true
  return pino(
    {
      name,
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: pino.stdSerializers.errWithCause, error: pino.stdSerializers.errWithCause },
      formatters: { level: (label) => ({ level: label }), log: (fields) => redact(fields) as Record<string, unknown> },
    },
    destination ?? (wantsText ? textStream(process.stdout) : pino.destination({ fd: 1, sync: true })),
  )
}
