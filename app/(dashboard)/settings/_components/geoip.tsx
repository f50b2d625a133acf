'use client'
import { GeoipAttribution } from '../../../_components/domain/attribution'
import { QueryView } from '../../../_components/query-view'
import { Panel } from '../../../_components/ui/panel'
import { useStatus } from '../../../_lib/use-status'
import { GeoipSource } from './geoip-source'
import { LocateForm } from './locate-form'

/** What places addresses, how old it is, and a way to ask it. */
export function Geoip() {
  const query = useStatus()
  return (
    <QueryView query={query} what="the IP databases">
      {({ geoip }) => (
        <div className="flex flex-col gap-4">
          <p className="text-muted">
            Two independent sources, so that one file’s mistake is seen. Replace them with GEOIP_DB and GEOIP_DB2; both are read at start.
          </p>
          <Panel title="IP databases" aside={<GeoipAttribution />} flush>
            {geoip.sources.length === 0 ? (
              <p className="p-3.5 text-muted">None is loaded, so every origin is unknown and no node’s claim can be checked.</p>
            ) : (
              <ul className="divide-y">
                {geoip.sources.map((source) => (
                  <GeoipSource key={source.role} source={source} />
                ))}
              </ul>
            )}
          </Panel>
          <LocateForm />
        </div>
      )}
    </QueryView>
  )
}
