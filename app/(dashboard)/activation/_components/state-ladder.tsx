'use client'
import { ChevronRight } from 'lucide-react'
import type { ZoneGateRow } from '@/server/control/services/activation/schemas'
import type { GateState } from '@/server/core/activation/types'
import { cn } from '../../../_components/ui/cn'
import { gateLabels } from '../../../_lib/labels'

const way: readonly GateState[] = ['off', 'shadow', 'canary', 'on']

/** Where the state machine stands on its way up. */
export function StateLadder({ row }: { row: ZoneGateRow }) {
  if (row.automatic.state === 'suspended')
    return <span className="text-xs text-bad">suspended; leaves to shadow when all conditions hold</span>
  return (
    <ol aria-label="State machine" className="flex items-center gap-1 text-xs">
      {way.map((state, i) => {
        const here = state === row.automatic.state
        return (
          <li
            key={state}
            aria-current={here ? 'step' : undefined}
            className={cn('flex items-center gap-1', here ? 'font-semibold text-accent' : 'text-faint')}
          >
            {i > 0 && <ChevronRight size={12} aria-hidden className="text-faint" />}
            {gateLabels[state].label}
            {here && state === 'canary' && ` ${row.automatic.canaryPct} %`}
          </li>
        )
      })}
    </ol>
  )
}
