'use client'
import { ArrowRight } from 'lucide-react'
import type { Aspect, Difference } from '@/server/core/what-if/difference'
import { shortId } from '../../_lib/format'

const labels: Record<Aspect, string> = {
  outcome: 'Outcome',
  code: 'Refusal',
  servedZone: 'Served zone',
  servedCountry: 'Served country',
  rung: 'Rung',
  nodeId: 'Node',
  preferredZone: 'Preferred zone',
  geoApplied: 'Geo-routing applied',
  gate: 'Gate',
  boundaryHash: 'Boundary',
  revision: 'Revision',
}

/** What is different, the more important first; in words where nothing is. */
export function DifferenceList({ differences, before, after }: { differences: readonly Difference[]; before: string; after: string }) {
  if (differences.length === 0)
    return (
      <p className="text-muted">
        No difference: {after} is answered as {before}.
      </p>
    )
  return (
    <dl aria-label={`From ${before} to ${after}`} className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
      {differences.map(({ what, before: was, after: is }) => (
        <div key={what} className="contents">
          <dt className="text-muted">{labels[what]}</dt>
          <dd className="flex min-w-0 flex-wrap items-center gap-1.5">
            <span className="text-faint line-through decoration-1">
              <span className="sr-only">was </span>
              {shown(what, was)}
            </span>
            <ArrowRight size={12} aria-label="now" className="text-faint" />
            <span className="font-medium">{shown(what, is)}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function shown(what: Aspect, value: string): string {
  if (what === 'nodeId' && value.startsWith('0x')) return shortId(value)
  return what === 'boundaryHash' ? value.replace('sha256:', '').slice(0, 10) : value
}
