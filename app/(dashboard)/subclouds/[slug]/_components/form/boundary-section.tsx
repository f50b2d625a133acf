import { BoundaryFields } from '../../../../../_components/domain/boundary-fields'
import { CountryList } from '../../../../../_components/domain/country-list'
import { Locator } from '../../../../../_components/map/locator'
import { Panel } from '../../../../../_components/ui/panel'
import { count } from '../../../../../_lib/format'
import { Areas } from '../areas'
import type { SectionProps } from './section'

/** The hard part: outside it no job of this Subcloud runs, whatever happens. */
export function BoundarySection({ policy, edit, report, options }: SectionProps) {
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
          <BoundaryFields
            clause={policy.boundary}
            options={options}
            allowsNone="Anywhere, unless denied below."
            denyHint="Deny wins. What may lie in a denied area is out as well."
            onChange={(boundary) =>
              edit((one) => {
                const { boundary: _, ...rest } = one
                return boundary ? { ...rest, boundary } : rest
              })
            }
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
