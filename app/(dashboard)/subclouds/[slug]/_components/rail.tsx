import type { FleetUnderPolicy } from '@/server/control/services/subclouds/schemas'
import type { MinTrust } from '@/server/core/config/schema'
import type { FilterName } from '@/server/core/routing/types'
import { Link } from '../../../../_components/ui/link'
import { Meter } from '../../../../_components/ui/meter'
import { Panel } from '../../../../_components/ui/panel'
import { count, plural, shortId } from '../../../../_lib/format'

const misses: Partial<Record<FilterName, (minTrust: MinTrust) => [one: string, many: string]>> = {
  trust: (minTrust) => [`lacks ${minTrust}`, `lack ${minTrust}`],
  boundary: () => ['is outside, or nobody knows where', 'are outside, or nobody knows where'],
  drained: () => ['is drained, leaving or quarantined', 'are drained, leaving or quarantined'],
  subcloud: () => ['is no member', 'are no members'],
  ban: () => ['is banned', 'are banned'],
}

/** Who could take its jobs if the draft were published now. */
export function Rail({ slug, fleet, minTrust }: { slug: string; fleet: FleetUnderPolicy; minTrust: MinTrust }) {
  return (
    <Panel
      title="If published now"
      aside={
        <Link href={`/nodes?subcloud=${encodeURIComponent(slug)}`} className="text-xs text-accent hover:underline">
          Its nodes
        </Link>
      }
    >
      <p className="text-base">
        <span className="font-semibold tabular-nums">{count(fleet.eligible)}</span> of {plural(fleet.live, 'live node')} eligible
      </p>
      <Meter
        label="Eligible nodes"
        value={fleet.eligible}
        max={fleet.live}
        colour={fleet.eligible > 0 ? 'var(--ok)' : 'var(--bad)'}
        className="mt-1.5"
      />
      <dl className="mt-3 grid grid-cols-[1fr_auto] gap-x-4 gap-y-1">
        <dt className="text-muted">Published now</dt>
        <dd className="text-right tabular-nums">{count(fleet.eligibleNow)}</dd>
        <dt className="text-muted">Gains</dt>
        <dd className="text-right tabular-nums">{fleet.gained > 0 ? `+${count(fleet.gained)}` : '0'}</dd>
        <dt className="text-muted">Loses</dt>
        <dd className={fleet.lost > 0 ? 'text-right text-bad tabular-nums' : 'text-right tabular-nums'}>
          {fleet.lost > 0 ? `−${count(fleet.lost)}` : '0'}
        </dd>
        <dt className="text-muted">Members</dt>
        <dd className="text-right tabular-nums">
          {fleet.members === fleet.membersNow ? count(fleet.members) : `${count(fleet.membersNow)} → ${count(fleet.members)}`}
        </dd>
      </dl>
      {fleet.losers.length > 0 && <Losers fleet={fleet} minTrust={minTrust} />}
      {fleet.misses.length > 0 && (
        <>
          <h3 className="mt-3 text-xs font-medium text-muted">Nearest misses</h3>
          <ul className="mt-1 flex flex-col gap-1">
            {fleet.misses.map(({ filter, count: n, zones }) => {
              return (
                <li key={filter}>
                  <span className="font-medium tabular-nums">{count(n)}</span> {missWords(filter, minTrust)[n === 1 ? 0 : 1]}
                  {zones.length > 0 && <span className="text-xs text-muted"> in {zones.join(', ')}</span>}
                </li>
              )
            })}
          </ul>
        </>
      )}
    </Panel>
  )
}

const missWords = (filter: FilterName, minTrust: MinTrust) => misses[filter]?.(minTrust) ?? ([`fails ${filter}`, `fail ${filter}`] as const)

/** Who serves it now and would not any more, and why. */
function Losers({ fleet: { losers, lost }, minTrust }: { fleet: FleetUnderPolicy; minTrust: MinTrust }) {
  return (
    <details className="mt-3" open>
      <summary className="cursor-default text-xs font-medium text-muted">Who loses</summary>
      <ul aria-label="Who loses" className="mt-1 flex max-h-48 flex-col gap-1 overflow-auto">
        {losers.map(({ id, zone, filter }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-1.5">
            <Link href={`/nodes/${encodeURIComponent(id)}`} className="font-mono text-xs text-accent hover:underline">
              {shortId(id)}
            </Link>
            <span className="text-xs">
              {zone && `in ${zone} `}
              {missWords(filter, minTrust)[0]}
            </span>
          </li>
        ))}
      </ul>
      {lost > losers.length && <p className="mt-1 text-xs text-faint">and {count(lost - losers.length)} more</p>}
    </details>
  )
}
