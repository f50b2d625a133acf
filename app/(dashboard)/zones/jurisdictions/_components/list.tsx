import type { Jurisdiction } from '@/server/core/config/schema'
import { Badge } from '../../../../_components/ui/badge'
import { cn } from '../../../../_components/ui/cn'
import { plural } from '../../../../_lib/format'

type Item = Jurisdiction & { reviewOverdue: boolean; isChanged?: boolean }

export function JurisdictionList({
  items,
  code,
  onSelect,
}: {
  items: readonly Item[]
  code: string | null
  onSelect: (code: string) => void
}) {
  return (
    <ul aria-label="Jurisdictions" className="border-b lg:border-r lg:border-b-0">
      {items.map((item) => (
        <li key={item.code}>
          <button
            type="button"
            aria-current={item.code === code ? 'true' : undefined}
            onClick={() => onSelect(item.code)}
            className={cn(
              'flex w-full items-center gap-2 border-b px-4 py-2 text-left',
              item.code === code ? 'bg-accent-soft' : 'hover:bg-hover',
            )}
          >
            <span className="min-w-0 flex-1">
              <span className="font-medium">{item.code}</span> <span className="text-muted">{item.name}</span>
              <span className="block text-xs text-muted">
                {plural(item.countries.length, 'country', 'countries')}
                {item.subdivisions.length > 0 && `, ${plural(item.subdivisions.length, 'subdivision')}`}
              </span>
            </span>
            {item.isChanged && <Badge tone="accent">changed</Badge>}
            {item.reviewOverdue && <Badge tone="warn">review overdue</Badge>}
          </button>
        </li>
      ))}
    </ul>
  )
}
