'use client'
import { useQuery } from '@tanstack/react-query'
import { useSubscription } from '@trpc/tanstack-react-query'
import type { ReactNode } from 'react'
import type { Strip as StripData } from '@/server/control/services/stats/schemas'
import { GateBadge } from '../../../_components/domain/badges'
import { InlineError, Skeleton } from '../../../_components/states'
import { Link } from '../../../_components/ui/link'
import { count, duration, km, percent, perSecond } from '../../../_lib/format'
import { conditionLabels } from '../../../_lib/labels'
import { useTRPC } from '../../../_lib/trpc'

/** The network, or one Subcloud of it, in one line. A number that nothing backs is a dash, never a zero. */
export function Strip({ paused, subcloud }: { paused: boolean; subcloud: string | undefined }) {
  const trpc = useTRPC()
  const first = useQuery(trpc.stats.strip.queryOptions({ subcloud }, { staleTime: Number.POSITIVE_INFINITY }))
  const live = useSubscription(trpc.live.strip.subscriptionOptions({ subcloud }, { enabled: !paused }))
  const strip = live.data?.data ?? first.data
  return (
    <section aria-label={subcloud ? 'Subcloud now' : 'Network now'} className="flex overflow-x-auto border-b bg-surface">
      {strip ? (
        <Cells strip={strip} isLens={subcloud !== undefined} />
      ) : first.isError ? (
        <div className="px-4 py-3">
          <InlineError error={first.error} />
        </div>
      ) : (
        <Skeleton className="m-3 h-9 w-full" />
      )}
    </section>
  )
}

function Cells({ strip, isLens }: { strip: StripData; isLens: boolean }) {
  const { gate, nodes } = strip
  const window = strip.sample === null ? 'not known just now' : `of ${count(strip.sample)} in ${duration(strip.windowS * 1000)}`
  return (
    <ul className="flex min-w-full">
      <Cell
        label="Gate"
        wide
        value={<GateBadge state={gate.state} canaryPct={gate.canaryPct} override={gate.override} />}
        note={
          gate.failing ? (
            <Link
              href={gate.failing.zone ? `/activation?zone=${encodeURIComponent(gate.failing.zone)}` : '/activation'}
              className="hover:underline"
              title={gate.failing.detail}
            >
              {conditionLabels[gate.failing.id].label}
              {gate.failing.zone && ` ${gate.failing.zone}`}: {gate.failing.detail}
            </Link>
          ) : strip.connected ? (
            'all conditions met'
          ) : (
            'conditions not known just now'
          )
        }
      />
      <Cell
        label={isLens ? 'May take its jobs' : 'Live nodes'}
        value={count(nodes.live)}
        note={isLens ? `of ${count(nodes.total)} members` : `of ${count(nodes.total)}${simulatedWords(nodes)}`}
      />
      <Cell label="Decisions" value={perSecond(strip.decisionsPerS)} note={`revision ${strip.revision}`} />
      <Cell label="In preferred zone" value={percent(strip.inPreferredPct)} note={window} />
      <Cell label="Fell back" value={percent(strip.fellBackPct)} note={window} />
      <Cell label="Refused" value={percent(strip.refusedPct)} note={window} />
      <Cell label="Median distance" value={km(strip.medianKm)} note="origin to node" />
    </ul>
  )
}

function simulatedWords({ total, simulated }: StripData['nodes']): string {
  if (simulated === 0) return ''
  return simulated === total ? ', simulated' : `, ${count(simulated)} simulated`
}

function Cell({ label, value, note, wide = false }: { label: string; value: ReactNode; note: ReactNode; wide?: boolean }) {
  return (
    <li className={`flex shrink-0 flex-col gap-0.5 border-r px-4 py-2 last:border-r-0 ${wide ? 'min-w-64 flex-[2]' : 'min-w-32 flex-1'}`}>
      <span className="text-2xs text-faint">{label}</span>
      <span className="flex h-6 items-center text-lg font-semibold tabular-nums">{value}</span>
      <span className={`text-2xs leading-3.5 text-muted tabular-nums ${wide ? 'line-clamp-2' : 'truncate'}`}>{note}</span>
    </li>
  )
}
