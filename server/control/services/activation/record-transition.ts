import { uuidv7 } from 'uuidv7'
import type { GateState } from '@/server/core/activation/types'
import type { Tx } from '../../transact'

/** What an admin did to the gate, in the same history as what it did by itself. */
export async function recordTransition(
  tx: Tx,
  {
    from,
    to,
    ...row
  }: {
    at: Date
    zone: string | null
    from: GateState
    to: GateState
    canaryPct: number
    cause: 'override' | 'override_ended'
    detail: string
  },
): Promise<void> {
  await tx.gateTransition.create({ data: { id: uuidv7(), fromState: from, toState: to, ...row } })
}
