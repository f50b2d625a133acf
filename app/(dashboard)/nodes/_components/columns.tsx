'use client'
import type { NodeRow } from '@/server/control/services/nodes/schemas'
import { Copyable } from '../../../_components/copyable'
import { NodeConditionBadge, SimulatedBadge, TrustBadge } from '../../../_components/domain/badges'
import { Country } from '../../../_components/domain/country'
import { ZoneTag } from '../../../_components/domain/zone-tag'
import { RelativeTime } from '../../../_components/relative-time'
import type { Column } from '../../../_components/virtual-table'
import { count } from '../../../_lib/format'

export const columns: readonly Column<NodeRow>[] = [
  { id: 'id', header: 'Node', width: '8.25rem', sort: 'id', cell: ({ id }) => <Copyable text={id} what="node id" /> },
  { id: 'condition', header: 'Status', width: '5.25rem', cell: ({ condition }) => <NodeConditionBadge condition={condition} plain /> },
  { id: 'trust', header: 'Trust', width: '6.75rem', sort: 'trust', cell: ({ trust }) => <TrustBadge level={trust} plain /> },
  { id: 'zone', header: 'Zone', width: '4.5rem', sort: 'zone', cell: ({ zone }) => <ZoneTag code={zone} link={false} /> },
  { id: 'country', header: 'Country', width: 'minmax(6.5rem,1fr)', cell: ({ country }) => <Country code={country} withName /> },
  {
    id: 'operator',
    header: 'Operator',
    width: 'minmax(6.25rem,1fr)',
    sort: 'operator',
    cell: ({ operator }) => <span title={operator}>{operator}</span>,
  },
  {
    id: 'gpu',
    header: 'GPU',
    width: 'minmax(7rem,1fr)',
    cell: ({ gpu, vramGb }) => (
      <span>
        {gpu} <span className="text-faint">{vramGb} GB</span>
      </span>
    ),
  },
  {
    id: 'free',
    header: 'Free slots',
    width: '5.25rem',
    align: 'right',
    sort: 'free',
    cell: ({ free, slots }) => `${count(free)} of ${count(slots)}`,
  },
  {
    id: 'seen',
    header: 'Last seen',
    width: '6rem',
    sort: 'lastSeenAt',
    cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} className="text-muted" />,
  },
  {
    id: 'models',
    header: 'Models',
    width: 'minmax(8rem,1.2fr)',
    cell: ({ models }) => <span title={models.join('\n')}>{models.join(', ')}</span>,
  },
  { id: 'simulated', header: '', width: '6.5rem', cell: ({ simulated }) => simulated && <SimulatedBadge /> },
]
