'use client'
import { useZones } from '../../_lib/use-zones'
import { cn } from '../ui/cn'
import { Link } from '../ui/link'

/** Code with its hue; the name on hover. `null` is a fact of its own: in no zone. */
export function ZoneTag({ code, link = true, className }: { code: string | null; link?: boolean; className?: string }) {
  const { zones } = useZones()
  if (code === null) return <span className={cn('text-faint', className)}>no zone</span>
  const zone = zones.get(code)
  const body = (
    <>
      <span
        aria-hidden
        className="size-2.5 shrink-0 rounded-[3px]"
        style={{ background: zone ? `var(--zone-${zone.slot % 8})` : 'var(--faint)' }}
      />
      {code}
    </>
  )
  const look = cn('inline-flex items-center gap-1.5 font-medium whitespace-nowrap', className)
  if (!link || !zone)
    return (
      <span className={look} title={zone?.name}>
        {body}
      </span>
    )
  return (
    <Link
      href={`/zones/${encodeURIComponent(code)}`}
      title={zone.name}
      className={cn(look, 'rounded hover:underline')}
      onClick={(event) => event.stopPropagation()}
    >
      {body}
    </Link>
  )
}
