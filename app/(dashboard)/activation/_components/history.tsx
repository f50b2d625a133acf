'use client'
import { ArrowRight } from 'lucide-react'
import type { TransitionRow } from '@/server/control/services/activation/schemas'
import { GateBadge } from '../../../_components/domain/badges'
import { ZoneTag } from '../../../_components/domain/zone-tag'
import { RelativeTime } from '../../../_components/relative-time'

/** Every change of state, newest first, with its cause. */
export function History({ rows }: { rows: readonly TransitionRow[] }) {
  if (rows.length === 0)
    return <p className="text-muted">No change of state yet. The gate starts off and steps up when all conditions have held long enough.</p>
  return (
    <ol className="flex max-h-112 flex-col overflow-auto pl-1">
      {rows.map((row) => (
        <li key={row.id} className="relative border-l pb-3 pl-4 last:pb-0">
          <span aria-hidden className="absolute top-2 -left-1 size-2 rounded-full bg-line-strong" />
          <div className="flex flex-wrap items-center gap-1.5">
            {row.zone === null ? <span className="font-medium">Network</span> : <ZoneTag code={row.zone} />}
            <GateBadge state={row.from} />
            <ArrowRight size={12} className="text-faint" aria-label="to" />
            <GateBadge state={row.to} canaryPct={row.canaryPct} />
            <RelativeTime at={row.at} className="ml-auto text-xs text-faint" />
          </div>
          <p className="mt-0.5 text-xs text-muted">{row.detail || row.cause}</p>
        </li>
      ))}
    </ol>
  )
}
