import type { JurisdictionRow } from '@/server/control/services/jurisdictions/schemas'
import { CountryList } from '../../../../_components/domain/country-list'
import { Facts } from '../../../../_components/ui/facts'

export function JurisdictionView({ entry }: { entry: JurisdictionRow | null }) {
  if (!entry) return <p className="p-4 text-muted">Choose a jurisdiction to see what it is made of.</p>
  return (
    <section aria-label={entry.name} className="flex flex-col gap-4 p-4">
      <h2 className="text-base font-semibold">
        {entry.code} <span className="font-normal text-muted">{entry.name}</span>
      </h2>
      <Facts
        items={[
          ['Source', entry.source || 'not stated'],
          ['Reviewed', entry.reviewedAt ?? 'never'],
          ['Used by', entry.usedBy.join(', ') || 'nothing that you can see'],
        ]}
      />
      <CountryList codes={entry.countries} />
      {entry.subdivisions.length > 0 && <p className="font-mono text-xs">{entry.subdivisions.join(' ')}</p>}
    </section>
  )
}
