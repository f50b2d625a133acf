import { overridePlaceOf } from '@/server/core/config/compile-overrides'
import type { Override } from '@/server/core/config/schema'
import { Country } from '../../../../_components/domain/country'
import { coordinates } from '../../../../_lib/format'

export function OverridePlace({ place }: { place: Override['place'] }) {
  const at = overridePlaceOf(place)
  if (!at) return <code className="text-xs">{typeof place === 'string' ? place : JSON.stringify(place)}</code>
  return (
    <>
      <Country code={at.country} withName />
      {at.subdivision && <code className="ml-1.5 text-xs">{at.subdivision}</code>}
      {at.point && <span className="ml-1.5 text-xs text-muted tabular-nums">{coordinates(at.point)}</span>}
    </>
  )
}
