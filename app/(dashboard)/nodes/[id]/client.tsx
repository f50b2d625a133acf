'use client'
import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { Copyable } from '../../../_components/copyable'
import { GeoipAttribution } from '../../../_components/domain/attribution'
import { NodeConditionBadge, SimulatedBadge, TrustBadge } from '../../../_components/domain/badges'
import { Country } from '../../../_components/domain/country'
import { JobsOfNode } from '../../../_components/domain/jobs-of-node'
import { ZoneTag } from '../../../_components/domain/zone-tag'
import { PageHeader } from '../../../_components/page-header'
import { QueryView } from '../../../_components/query-view'
import { RelativeTime } from '../../../_components/relative-time'
import { Badge } from '../../../_components/ui/badge'
import { Facts } from '../../../_components/ui/facts'
import { Link } from '../../../_components/ui/link'
import { Panel } from '../../../_components/ui/panel'
import { coordinates, count, percent, shortId } from '../../../_lib/format'
import { useTRPC } from '../../../_lib/trpc'
import { useStatus } from '../../../_lib/use-status'
import { Candidacies } from './_components/candidacies'
import { DrainControl } from './_components/drain-control'
import { Evidence } from './_components/evidence'
import { History } from './_components/history'
import { Verdict } from './_components/verdict'

export function NodeScreen({ id }: { id: string }) {
  const trpc = useTRPC()
  const { data: status } = useStatus()
  const mayLook = status !== undefined && status.me.role !== 'viewer'
  const query = useQuery(trpc.nodes.read.queryOptions({ id }, { refetchInterval: 5_000 }))
  return (
    <div className="mx-auto max-w-6xl pb-8">
      <Link href="/nodes" className="inline-flex items-center gap-1.5 px-4 pt-3 text-muted hover:text-ink">
        <ArrowLeft size={14} aria-hidden />
        Nodes
      </Link>
      <QueryView query={query} what="this node">
        {(node) => (
          <>
            <PageHeader
              title={`Node ${shortId(node.id)}`}
              meta={
                <>
                  <NodeConditionBadge condition={node.condition} />
                  <TrustBadge level={node.trust} />
                  {node.simulated && <SimulatedBadge />}
                </>
              }
            >
              {status?.me.role === 'admin' && <DrainControl node={node} />}
            </PageHeader>
            <div className="grid grid-cols-1 gap-4 px-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)]">
              <div className="flex min-w-0 flex-col gap-4">
                <Panel title="Node">
                  <Facts
                    items={[
                      ['Id', <Copyable key="id" text={node.id} what="node id" short={false} className="break-all" />],
                      [
                        'Operator',
                        <span key="operator">
                          {node.operator} <span className="text-xs text-faint">self-declared</span>
                        </span>,
                      ],
                      ['Network', node.network],
                      ['GPU', `${node.gpu}, ${node.vramGb} GB`],
                      [
                        'Models',
                        <ul key="models">
                          {node.models.map((model) => (
                            <li key={model}>{model}</li>
                          ))}
                        </ul>,
                      ],
                      ['Environments', node.environments.join(', ')],
                      ['Slots', `${count(node.free)} of ${count(node.slots)} free`],
                      ['Failing', percent(node.failureRate * 100)],
                      ['Version', node.version],
                      ...(node.endpoint ? [['Endpoint', node.endpoint] as const] : []),
                      ['First seen', <RelativeTime key="first" at={node.firstSeenAt} />],
                      ['Last seen', <RelativeTime key="last" at={node.lastSeenAt} />],
                      ...(node.drainedReason ? [['Drained', node.drainedReason] as const] : []),
                      ...(node.ejectedUntil
                        ? [['Set aside for failing until', <RelativeTime key="ejected" at={node.ejectedUntil} />] as const]
                        : []),
                      ...(node.quarantinedUntil
                        ? [['Quarantined until', <RelativeTime key="q" at={node.quarantinedUntil} />] as const]
                        : []),
                    ]}
                  />
                </Panel>
                <Panel title="Place">
                  <Facts
                    items={[
                      ['Country', <Country key="country" code={node.country} withName />],
                      ...(node.subdivision ? [['Subdivision', node.subdivision] as const] : []),
                      ...(node.point ? [['Position', coordinates(node.point)] as const] : []),
                      [
                        'Zone',
                        <span key="zone">
                          <ZoneTag code={node.zone} />
                          {node.containment.labelBy && <span className="text-xs text-faint"> by {node.containment.labelBy}</span>}
                        </span>,
                      ],
                      [
                        'Also within',
                        node.containment.jurisdictions.length > 0
                          ? node.containment.jurisdictions.map((code) => `jurisdiction:${code}`).join(', ')
                          : 'no jurisdiction',
                      ],
                    ]}
                  />
                </Panel>
                <Panel title="Subclouds">
                  {node.memberships.length === 0 ? (
                    <p className="text-muted">Member of none: it serves general jobs.</p>
                  ) : (
                    <ul className="flex flex-col gap-1.5">
                      {node.memberships.map((membership) => (
                        <li key={membership.slug} className="flex items-center gap-2">
                          <Link href={`/subclouds/${encodeURIComponent(membership.slug)}`} className="hover:underline">
                            {membership.name}
                          </Link>
                          <Badge tone={membership.member ? 'ok' : 'neutral'}>{membership.member ? 'member' : 'not a member'}</Badge>
                          {membership.isolating && <Badge tone="accent">isolating</Badge>}
                        </li>
                      ))}
                    </ul>
                  )}
                </Panel>
              </div>
              <div className="flex min-w-0 flex-col gap-4">
                <Verdict verdict={node.verdict} />
                <Evidence evidence={node.evidence} level={node.trust} />
                {mayLook && <Candidacies id={node.id} />}
                {mayLook && <History id={node.id} />}
                <div className="flex items-center justify-between">
                  <JobsOfNode id={node.id}>Jobs that it served</JobsOfNode>
                  <GeoipAttribution />
                </div>
              </div>
            </div>
          </>
        )}
      </QueryView>
    </div>
  )
}
