// The entry of a subject process: prepares one part and measures its subjects when told to. Ends with whoever started it.

import type { Measured } from './cpu-time'
import type { SubjectMessage } from './subject-process'
import { prepareDecide } from './subjects/decide'
import { prepareFleet } from './subjects/fleet'
import { prepareLocate } from './subjects/locate'
import { prepareLog } from './subjects/log'

export type Options = Record<string, string | number>
export type Prepared = {
  facts: Record<string, number | string>
  subjects: Record<string, (ms: number) => Measured | Promise<Measured>>
}

const parts: Record<string, (options: Options) => Prepared | Promise<Prepared>> = {
  decide: prepareDecide,
  fleet: prepareFleet,
  locate: prepareLocate,
  log: prepareLog,
}

const [part = '', options = '{}'] = process.argv.slice(2)
const send = (message: SubjectMessage) => process.send?.(message)
const failed = (error: unknown) =>
  send({ kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })

process.on('disconnect', () => process.exit(0))

try {
  const { facts, subjects } = await parts[part]!(JSON.parse(options) as Options)
  process.on('message', (message: { subject: string; ms: number }) => {
    Promise.resolve()
      .then(() => subjects[message.subject]!(message.ms))
      .then((measured) => send({ kind: 'measured', measured }), failed)
  })
  send({ kind: 'ready', facts })
} catch (error) {
  failed(error)
}
