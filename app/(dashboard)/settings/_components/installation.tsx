'use client'
import { QueryView } from '../../../_components/query-view'
import { RelativeTime } from '../../../_components/relative-time'
import { Badge } from '../../../_components/ui/badge'
import { Facts } from '../../../_components/ui/facts'
import { Panel } from '../../../_components/ui/panel'
import { useStatus } from '../../../_lib/use-status'

export function Installation() {
  const query = useStatus()
  return (
    <QueryView query={query} what="the installation">
      {({ me, networkId, demo, trustedProxies, replica, routers }) => (
        <div className="flex flex-col gap-4">
          <Panel title="Installation">
            <Facts
              items={[
                [
                  'Network',
                  <span key="n">
                    <code className="text-xs">{networkId}</code> <span className="text-muted">what agents sign for (NETWORK_ID)</span>
                  </span>,
                ],
                [
                  'Trusted proxies',
                  me.role !== 'admin' ? (
                    'shown to admins'
                  ) : trustedProxies.length === 0 ? (
                    'none: X-Forwarded-For is ignored, the connection’s address counts (TRUSTED_PROXIES)'
                  ) : (
                    <code key="p" className="text-xs">
                      {trustedProxies.join(', ')}
                    </code>
                  ),
                ],
                ['Database', replica.connected ? 'reachable' : 'away: showing what is in memory'],
                ['Configuration', replica.revision === null ? 'none' : `revision ${replica.revision}, from ${replica.source}`],
                ...(replica.refreshedAt === null ? [] : [['Refreshed', <RelativeTime key="r" at={replica.refreshedAt} />] as const]),
                ...(demo ? [['World', 'the demonstration: nodes and clients are simulated'] as const] : []),
              ]}
            />
          </Panel>
          <Panel title="Routers">
            {routers.length === 0 ? (
              <p className="text-muted">None has reported. Routers decide; without one nothing is routed. Start one with npm start.</p>
            ) : (
              <ul className="flex flex-col gap-2">
                {routers.map((router) => (
                  <li key={router.id} className="flex items-center gap-3">
                    <code className="text-xs">{router.id}</code>
                    <Badge tone={router.alive ? 'ok' : 'bad'}>{router.alive ? 'alive' : 'silent'}</Badge>
                    <span className="ml-auto text-muted">
                      started <RelativeTime at={router.startedAt} />, last heard <RelativeTime at={router.lastSeenAt} />
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </Panel>
        </div>
      )}
    </QueryView>
  )
}
