import type { ZoneDetail } from '@/server/control/services/zones/schemas'
import { RelativeTime } from '../../../../_components/relative-time'

export function Changes({ changes }: { changes: ZoneDetail['changes'] }) {
  if (changes.length === 0) return <p className="text-muted">Its gate has not moved yet.</p>
  return (
    <ul className="flex flex-col gap-1.5">
      {changes.map((change) => (
        <li key={`${change.at} ${change.what}`} className="flex justify-between gap-4">
          <span>
            {change.what} <span className="text-muted">{change.detail}</span>
          </span>
          <RelativeTime at={change.at} className="shrink-0 text-xs text-faint" />
        </li>
      ))}
    </ul>
  )
}
