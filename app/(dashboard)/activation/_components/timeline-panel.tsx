'use client'
import type { ActivationView } from '@/server/control/services/activation/schemas'
import { ZoneTag } from '../../../_components/domain/zone-tag'
import { cn } from '../../../_components/ui/cn'
import { Panel } from '../../../_components/ui/panel'
import { Segmented } from '../../../_components/ui/segmented'
import { duration } from '../../../_lib/format'
import { gateLabels } from '../../../_lib/labels'
import { useNow } from '../../../_lib/now'
import type { Span } from '../search-params'
import { type Segment, segmentsOf } from './timeline'

const spans: Record<Span, { label: string; ms: number }> = {
  '1h': { label: '1 h', ms: 3_600_000 },
  '24h': { label: '24 h', ms: 86_400_000 },
  '7d': { label: '7 d', ms: 7 * 86_400_000 },
}
const looks: Record<Segment['state'], string> = {
  off: 'bg-chip text-muted',
  shadow: 'bg-accent-soft text-accent',
  canary: 'bg-accent text-accent-ink',
  on: 'bg-ok text-surface',
  suspended: 'hatched border border-bad bg-bad-soft text-bad [--hatch:var(--bad)]',
}
/** Narrower than this, in per cent, there is no room for a word. */
const wordPct = 9

type Props = { view: ActivationView; span: Span; onSpan: (span: Span) => void }

/** Each zone's states over time; the history beside it says the same in rows, with the causes. */
export function TimelinePanel({ view, span, onSpan }: Props) {
  const now = useNow()
  const { ms } = spans[span]
  return (
    <Panel
      title="Timeline"
      aside={
        <Segmented
          label="Span of time"
          value={span}
          choices={(Object.keys(spans) as Span[]).map((value) => ({ value, label: spans[value].label }))}
          onChange={onSpan}
        />
      }
    >
      <ul className="flex flex-col gap-1.5">
        {now > 0 &&
          view.zones.map((row) => (
            <li key={row.zone} className="grid grid-cols-[4.5rem_minmax(0,1fr)] items-center gap-2">
              <ZoneTag code={row.zone} link={false} />
              <Bar
                label={row.zone}
                segments={segmentsOf(
                  view.history.filter(({ zone }) => zone === row.zone),
                  row.automatic,
                  now - ms,
                  now,
                )}
              />
            </li>
          ))}
      </ul>
      <p className="mt-1.5 flex justify-between pl-20 text-2xs text-faint">
        <span>{spans[span].label} ago</span>
        <span>now</span>
      </p>
    </Panel>
  )
}

function Bar({ label, segments }: { label: string; segments: readonly Segment[] }) {
  const whole = segments.at(-1)!.to - segments[0]!.from
  const text = segments.map((segment) => `${wordOf(segment)} for ${duration(segment.to - segment.from)}`).join(', ')
  return (
    <div role="img" aria-label={`${label}: ${text}`} className="flex h-5 overflow-hidden rounded">
      {segments.map((segment) => {
        const share = (100 * (segment.to - segment.from)) / whole
        return (
          <span
            key={segment.from}
            title={`${wordOf(segment)} for ${duration(segment.to - segment.from)}`}
            style={{ width: `${share}%` }}
            className={cn('truncate border-r border-surface px-1 text-center text-2xs leading-5 last:border-r-0', looks[segment.state])}
          >
            {share >= wordPct && wordOf(segment)}
          </span>
        )
      })}
    </div>
  )
}

const wordOf = ({ state, canaryPct }: Segment): string => gateLabels[state].label + (state === 'canary' ? ` ${canaryPct} %` : '')
