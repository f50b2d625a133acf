'use client'
import { Check, TriangleAlert } from 'lucide-react'
import { GeoipAttribution } from '../../../_components/domain/attribution'
import { QueryView } from '../../../_components/query-view'
import { RelativeTime } from '../../../_components/relative-time'
import { Panel } from '../../../_components/ui/panel'
import { useStatus } from '../../../_lib/use-status'
import { LocateForm } from './locate-form'

/** What places addresses, how old it is, and a way to ask it. */
export function Geoip() {
  const query = useStatus()
  return (
    <QueryView query={query} what="the IP databases">
      {({ geoip }) => (
        <div className="flex flex-col gap-4">
          <Panel title="IP databases">
            <p className="mb-3 text-muted">
              Two independent sources: the first places clients, both together judge nodes. Replace them with GEOIP_DB and GEOIP_DB2.
            </p>
            <ul className="flex flex-col gap-2">
              {geoip.sources.map((source) => (
                <li key={source.name} className="flex items-start gap-2">
                  {source.ready ? (
                    <Check size={15} className="mt-0.5 text-ok" aria-label="Loaded" />
                  ) : (
                    <TriangleAlert size={15} className="mt-0.5 text-warn" aria-label="Not loaded" />
                  )}
                  <span className="min-w-0 flex-1">
                    <span className="font-medium">{source.name}</span>
                    <span className="block text-muted">{source.detail}</span>
                  </span>
                  {source.builtAt !== null && (
                    <span className="shrink-0 text-muted">
                      built <RelativeTime at={source.builtAt} />
                    </span>
                  )}
                </li>
              ))}
            </ul>
            <GeoipAttribution className="mt-3 text-xs text-faint" />
          </Panel>
          <LocateForm />
        </div>
      )}
    </QueryView>
  )
}
