import { Ban, CornerRightDown } from 'lucide-react'
import type { LadderRung } from '@/server/control/services/subclouds/schemas'
import { tokenName } from '@/server/core/boundary/sentence'
import { ZoneTag } from '../../../../_components/domain/zone-tag'
import { cn } from '../../../../_components/ui/cn'
import { rungLabels } from '../../../../_lib/labels'

const generic: Partial<Record<LadderRung['rung'], string>> = {
  preferred: 'the zone of the job’s own origin',
  ancestor: 'the zones around that one',
  adjacent: 'its neighbours, in order',
}
const why = { boundary: 'outside the boundary', fallback: 'cut by the fallback' }

/** Tried from the top; what is cut is never tried, however long the rest is full. */
export function Ladder({ rungs }: { rungs: readonly LadderRung[] }) {
  return (
    <ol aria-label="Ladder" className="@container flex flex-col">
      {rungs.map(({ rung, token, cut }, i) => (
        <li
          key={`${rung} ${token}`}
          className={cn('flex flex-wrap items-center gap-x-3 border-b py-1.5 last:border-b-0', cut && 'text-faint')}
        >
          <span className="w-4 shrink-0 text-right text-xs tabular-nums">{i + 1}</span>
          {cut ? (
            <Ban size={13} className="shrink-0" aria-hidden />
          ) : (
            <CornerRightDown size={13} className="shrink-0 text-ok" aria-hidden />
          )}
          <span className={cn('w-20 shrink-0', !cut && 'font-medium')}>{rungLabels[rung].label}</span>
          <span className={cn('min-w-0 flex-1', cut && 'line-through decoration-line-strong')}>
            <Place rung={rung} token={token} cut={cut} />
          </span>
          {cut && <span className="text-xs @max-md:basis-full @max-md:pl-10">{why[cut]}</span>}
        </li>
      ))}
    </ol>
  )
}

function Place({ rung, token, cut }: LadderRung) {
  if (token === null) return generic[rung] ?? 'anywhere inside the boundary'
  if (token === '*') return 'anywhere inside the boundary'
  return token.startsWith('zone:') && !cut ? <ZoneTag code={token.slice(5)} /> : tokenName(token)
}
