import { ChevronRight } from 'lucide-react'
import type { PolicyArea } from '@/server/control/services/subclouds/schemas'
import { CountryList } from '../../../../_components/domain/country-list'
import { Badge } from '../../../../_components/ui/badge'
import { cn } from '../../../../_components/ui/cn'
import { countryName } from '../../../../_lib/country-name'
import { plural } from '../../../../_lib/format'

/** The boundary token by token; what covers more than itself opens to a list of it. */
export function Areas({ areas }: { areas: readonly PolicyArea[] }) {
  if (areas.length === 0) return <p className="text-muted">Anywhere: nothing is allowed or denied.</p>
  return (
    <ul aria-label="Boundary tokens" className="flex flex-col divide-y rounded-md border">
      {areas.map((area) => (
        <li key={`${area.layer} ${area.kind} ${area.token}`}>
          {opens(area) ? (
            <details className="group">
              <summary className="flex cursor-default flex-wrap items-center gap-2 px-2.5 py-1.5 hover:bg-hover">
                <ChevronRight size={14} className="shrink-0 text-faint group-open:rotate-90" aria-hidden />
                <AreaLine area={area} covers={coverage(area)} />
              </summary>
              <div className="flex flex-col gap-2 px-3 pt-1 pb-3">
                <CountryList codes={area.countries} />
                {area.subdivisions.length > 0 && <p className="font-mono text-xs">{area.subdivisions.join(' ')}</p>}
              </div>
            </details>
          ) : (
            <div className={cn('flex flex-wrap items-center gap-2 py-1.5 pr-2.5', areas.some(opens) ? 'pl-8' : 'pl-2.5')}>
              <AreaLine area={area} covers={coverage(area)} />
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}

function opens({ countries, subdivisions }: PolicyArea): boolean {
  return countries.length > 1 || subdivisions.length > 1
}

function AreaLine({ area: { layer, kind, token }, covers }: { area: PolicyArea; covers: string }) {
  return (
    <>
      <Badge tone={kind === 'allow' ? 'ok' : 'bad'}>{kind === 'allow' ? 'allowed' : 'denied'}</Badge>
      <code className="text-xs">{token}</code>
      {layer === 'platform' && <span className="text-xs text-muted">for the whole network</span>}
      <span className="ml-auto text-xs text-muted">{covers}</span>
    </>
  )
}

function coverage({ countries, subdivisions, drawn }: PolicyArea): string {
  const [only] = countries
  const parts = [
    countries.length === 1 ? countryName(only!) : countries.length > 0 && plural(countries.length, 'country', 'countries'),
    subdivisions.length > 0 && plural(subdivisions.length, 'subdivision'),
    drawn && 'a drawn area',
  ]
  return parts.filter(Boolean).join(', ') || 'covers nothing'
}
