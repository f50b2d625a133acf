import type { BoundaryClause } from '@/server/core/config/schema'
import { CountryList } from '../../../../../_components/domain/country-list'
import { TokenField } from '../../../../../_components/domain/token-field'
import { Locator } from '../../../../../_components/map/locator'
import { Panel } from '../../../../../_components/ui/panel'
import { count } from '../../../../../_lib/format'
import { Areas } from '../areas'
import type { SectionProps } from './section'

/** The hard part: outside it no job of this Subcloud runs, whatever happens. */
export function BoundarySection({ policy, edit, report, options }: SectionProps) {
  const clause = policy.boundary ?? { allow: [], deny: [] }
  const change = (next: Partial<BoundaryClause>) =>
    edit((one) => {
      const boundary = { ...clause, ...next }
      const { boundary: _, ...rest } = one
      return boundary.allow.length + boundary.deny.length === 0 ? rest : { ...rest, boundary }
    })
  const countries = report?.countries ?? null
  return (
    <Panel
      title="Where jobs may run"
      aside={
        report && (
          <span className="text-xs text-faint">
            {countries === null ? 'anywhere' : `${count(countries.length)} countries and territories`}
          </span>
        )
      }
    >
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="flex flex-col gap-3">
          <TokenField
            label="Allowed"
            tone="allow"
            tokens={clause.allow}
            options={options}
            onChange={(allow) => change({ allow })}
            none="Anywhere, unless denied below."
          />
          <TokenField
            label="Denied"
            tone="deny"
            hint="Deny wins. What may lie in a denied area is out as well."
            tokens={clause.deny}
            options={options}
            onChange={(deny) => change({ deny })}
            none="Nowhere."
          />
        </div>
        <div className="flex flex-col gap-3">
          <Locator
            label={countries === null ? 'Map: anywhere' : `Map of the ${countries.length} countries where jobs may run`}
            countries={countries ?? []}
            colour="var(--accent)"
          />
          {report && report.boundary.areas.length > 0 && <Areas areas={report.boundary.areas} />}
        </div>
      </div>
      {countries !== null && report && (
        <details className="mt-3 border-t pt-2">
          <summary className="cursor-default text-xs font-medium text-muted">
            All of it together comes to {count(countries.length)} countries
          </summary>
          <div className="mt-2">
            <CountryList codes={countries} />
            {report.subdivisions.length > 0 && <p className="mt-2 font-mono text-xs">{report.subdivisions.join(' ')}</p>}
          </div>
        </details>
      )}
    </Panel>
  )
}
