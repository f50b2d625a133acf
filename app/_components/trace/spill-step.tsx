'use client'
import type { SpillTrace } from '@/server/core/routing/spill/types'
import { ZoneTag } from '../domain/zone-tag'
import { RelativeTime } from '../relative-time'
import { Step } from './step'

/** Why another rung was tried first, or no other at all. */
export function SpillStep({ spill: { by, zone, since, mode, rungs, first } }: { spill: SpillTrace }) {
  if (by === 'budget_spent')
    return (
      <Step
        title="Spill"
        mark="cut"
        summary={<span className="text-muted">the Subcloud’s budget is used up: the preferred rung alone</span>}
      />
    )
  return (
    <Step
      title="Spill"
      open={first > 0}
      summary={
        <>
          <ZoneTag code={zone} link={false} />
          <span className="text-muted">
            was hot
            {by === 'conversation'
              ? '; a conversation stays where it is'
              : first > 0
                ? `: shed to ${rungs[first]?.token === '*' ? 'the global pool' : rungs[first]?.token}`
                : ', this job stayed'}
          </span>
        </>
      }
    >
      <ul aria-label="Shares" className="flex flex-col gap-1">
        {rungs.map(({ token, share, health }, i) => (
          <li key={token} className="grid grid-cols-[3.5rem_1fr] gap-2">
            <span className="text-right font-medium">{share} %</span>
            <span>
              <code className="text-xs">{token === '*' ? 'anywhere in the boundary' : token}</code>{' '}
              <span className="text-xs text-faint">
                could take {health} %{i === first ? ', tried first' : ''}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-xs text-muted">
        {mode === 'hosts' ? 'By live nodes, as nothing is known of slots in use. ' : ''}Hot since{' '}
        {since === null ? 'a while' : <RelativeTime at={since} />}.
      </p>
    </Step>
  )
}
