import type { Sweep } from '@/server/core/what-if/sweep'
import { percent } from '../../../_lib/format'
import { refused, type Share, totals, unzoned } from './cells'

type Props = { sweep: Sweep; before: Sweep | null; slots: ReadonlyMap<string, { slot: number }> }

/** What the colours are, how much of the world each has, and how that changes. */
export function SweepLegend({ sweep, before, slots }: Props) {
  const all = sweep.served.length
  const is = totals(sweep)
  const was = new Map(before ? totals(before).map(({ place, origins }) => [place, origins]) : [])
  return (
    <ul aria-label="Served by" className="flex flex-wrap gap-x-4 gap-y-1 border-t px-3 py-2 text-xs">
      {[...is, ...gone(is, was)].map(({ place, origins }) => (
        <li key={place} className="flex items-center gap-1.5">
          <Swatch place={place} slot={slots.get(place)?.slot ?? null} />
          <span className="font-medium">{place}</span> <span className="text-muted tabular-nums">{percent((100 * origins) / all)}</span>{' '}
          {before && origins !== (was.get(place) ?? 0) && (
            <span className="tabular-nums">
              {origins > (was.get(place) ?? 0) ? '+' : '−'}
              {percent((100 * Math.abs(origins - (was.get(place) ?? 0))) / all)}
            </span>
          )}
        </li>
      ))}
      <li className="text-faint">fainter: farther down the ladder</li>
    </ul>
  )
}

/** What served somebody before and serves nobody now. */
function gone(is: readonly Share[], was: ReadonlyMap<string, number>): Share[] {
  return [...was.keys()].filter((place) => !is.some((one) => one.place === place)).map((place) => ({ place, origins: 0 }))
}

export function Swatch({ place, slot }: { place: string; slot: number | null }) {
  if (place === refused)
    return <span aria-hidden className="hatched size-3 rounded-[3px] border" style={{ '--hatch': 'var(--bad)' } as React.CSSProperties} />
  const colour = place === unzoned || slot === null ? 'var(--faint)' : `var(--zone-${slot % 8})`
  return <span aria-hidden className="size-3 rounded-[3px]" style={{ background: colour }} />
}
