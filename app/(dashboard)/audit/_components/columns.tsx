import type { AuditRow } from '@/server/control/services/audit/schemas'
import { RelativeTime } from '../../../_components/relative-time'
import type { Column } from '../../../_components/virtual-table'
import { actionWords, commentOf, stepOf, subjectOf } from '../../../_lib/audit-words'
import { shortId } from '../../../_lib/format'

export const columns: readonly Column<AuditRow>[] = [
  { id: 'at', header: 'When', width: '7rem', cell: ({ at }) => <RelativeTime at={at} /> },
  { id: 'actor', header: 'Who', width: 'minmax(10rem,1fr)', cell: ({ actor }) => <Who actor={actor} /> },
  { id: 'action', header: 'What', width: 'minmax(17rem,1.6fr)', cell: ({ action, detail }) => <What action={action} detail={detail} /> },
  {
    id: 'entity',
    header: 'Of',
    width: 'minmax(11rem,1fr)',
    cell: (row) => (
      <>
        <span className="text-muted">{row.entity}</span> {subjectOf(row)}
      </>
    ),
  },
  {
    id: 'comment',
    header: 'Comment',
    width: 'minmax(11rem,1.4fr)',
    cell: ({ detail }) => commentOf(detail) ?? <span className="text-faint">–</span>,
  },
]

function What({ action, detail }: Pick<AuditRow, 'action' | 'detail'>) {
  const step = stepOf(detail)
  return (
    <>
      {actionWords(action)}
      {step && <span className="text-muted"> {step}</span>}
    </>
  )
}

export function Who({ actor }: { actor: AuditRow['actor'] }) {
  if (actor.type === 'system') return <span className="text-muted">the product ({actor.id})</span>
  return (
    <>
      {actor.name ?? shortId(actor.id)}
      {actor.type === 'key' && <span className="text-muted"> (API key)</span>}
    </>
  )
}
