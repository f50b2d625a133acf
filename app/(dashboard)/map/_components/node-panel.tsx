'use client'
import { useQuery } from '@tanstack/react-query'
import { Copyable } from '../../../_components/copyable'
import { NodeConditionBadge, SimulatedBadge, TrustBadge } from '../../../_components/domain/badges'
import { Country } from '../../../_components/domain/country'
import { JobsOfNode } from '../../../_components/domain/jobs-of-node'
import { ReasonChip } from '../../../_components/domain/reason-chip'
import { ZoneTag } from '../../../_components/domain/zone-tag'
import { QueryView } from '../../../_components/query-view'
import { RelativeTime } from '../../../_components/relative-time'
import { Facts } from '../../../_components/ui/facts'
import { Link } from '../../../_components/ui/link'
import { count, shortId } from '../../../_lib/format'
import { useTRPC } from '../../../_lib/trpc'
import { PanelFrame } from './panel-frame'

export function NodePanel({ id, onClose }: { id: string; onClose: () => void }) {
  const trpc = useTRPC()
  const query = useQuery(trpc.nodes.read.queryOptions({ id }, { refetchInterval: 5_000 }))
  return (
    <PanelFrame title={`Node ${shortId(id)}`} onClose={onClose}>
      <QueryView query={query} what="this node">
        {(node) => (
          <div className="flex flex-col gap-4">
            <div className="flex flex-wrap gap-1.5">
              <NodeConditionBadge condition={node.condition} />
              <TrustBadge level={node.trust} />
              {node.simulated && <SimulatedBadge />}
            </div>
            <Facts
              items={[
                ['Id', <Copyable key="id" text={node.id} what="node id" />],
                ['Operator', node.operator],
                ['Place', <Country key="country" code={node.country} withName />],
                ['Zone', <ZoneTag key="zone" code={node.zone} />],
                ['GPU', `${node.gpu}, ${node.vramGb} GB`],
                ['Slots', `${count(node.free)} of ${count(node.slots)} free`],
                ['Last seen', <RelativeTime key="seen" at={node.lastSeenAt} />],
              ]}
            />
            <section aria-label="Why this trust">
              <h3 className="mb-1.5 text-xs font-medium text-muted">Why this trust</h3>
              <div className="flex flex-wrap gap-1">
                {node.verdict.reasons.map((code) => (
                  <ReasonChip key={code} code={code} />
                ))}
              </div>
            </section>
            <div className="flex gap-4 border-t pt-3">
              <Link href={`/nodes/${encodeURIComponent(id)}`} className="text-accent hover:underline">
                Evidence and history
              </Link>
              <JobsOfNode id={id}>Its jobs</JobsOfNode>
            </div>
          </div>
        )}
      </QueryView>
    </PanelFrame>
  )
}
