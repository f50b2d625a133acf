import { ChevronRight } from 'lucide-react'
import type { PolicyArea } from '@/server/control/services/subclouds/schemas'
import { CountryList } from '../../../../_components/domain/country-list'
import { Badge } from '../../../../_components/ui/badge'
import { plural } from '../../../../_lib/format'

/** The boundary token by token; each opens to what it covers by itself. */
export function Areas({ areas }: { areas: readonly PolicyArea[] }) {
  if (areas.length === 0) return <p className="text-muted">Anywhere: nothing is allowed or denied.</p>
  return (
    <ul aria-label="Boundary tokens" className="flex flex-col gap-1.5">
      {areas.map(({ layer, kind, token, countries, subdivisions, drawn }) => {
        const covers = [
          countries.length > 0 && plural(countries.length, 'country', 'countries'),
          subdivisions.length > 0 && plural(subdivisions.length, 'subdivision'),
          drawn && 'a drawn area',
        ].filter(Boolean)
        return (
          <li key={`${layer} ${kind} ${token}`}>
            <details className="group rounded-md border">
              <summary className="flex cursor-default flex-wrap items-center gap-2 rounded-md px-2.5 py-1.5 hover:bg-hover">
                <ChevronRight size={14} className="shrink-0 text-faint group-open:rotate-90" aria-hidden />
                <Badge tone={kind === 'allow' ? 'ok' : 'bad'}>{kind === 'allow' ? 'only' : 'never'}</Badge>
                <code className="text-xs">{token}</code>
                {layer === 'platform' && <span className="text-xs text-muted">for the whole network</span>}
                <span className="ml-auto text-xs text-muted">{covers.join(', ') || 'covers nothing'}</span>
              </summary>
              <div className="flex flex-col gap-2 px-3 pt-1 pb-3">
                <CountryList codes={countries} />
                {subdivisions.length > 0 && <p className="font-mono text-xs">{subdivisions.join(' ')}</p>}
              </div>
            </details>
          </li>
        )
      })}
    </ul>
  )
}
