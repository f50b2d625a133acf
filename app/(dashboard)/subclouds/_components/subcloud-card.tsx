import type { SubcloudRow } from '@/server/control/services/subclouds/schemas'
import { Badge } from '../../../_components/ui/badge'
import { Link } from '../../../_components/ui/link'
import { count } from '../../../_lib/format'
import { fallbackWords, joinWords } from './policy-words'

export function SubcloudCard({ subcloud }: { subcloud: SubcloudRow }) {
  const { slug, name, restricted, isolate, minTrust, fallback, members, sentence, owner, join, models } = subcloud
  return (
    <li className="relative rounded-lg border bg-surface px-4 py-3 hover:border-line-strong">
      <div className="flex flex-wrap items-center gap-2">
        <Link
          href={`/subclouds/${encodeURIComponent(slug)}`}
          className="text-base font-semibold before:absolute before:inset-0 before:rounded-lg"
        >
          {name}
        </Link>
        <code className="text-xs text-faint">{slug}</code>
        {restricted ? <Badge tone="accent">restricted</Badge> : <Badge>anywhere</Badge>}
        <Badge>{minTrust}</Badge>
        <Badge>{fallbackWords[fallback]}</Badge>
        {isolate && <Badge tone="warn">isolated</Badge>}
        <span className="text-muted tabular-nums sm:ml-auto">
          {count(members.live)} of {count(members.total)} member nodes live
        </span>
      </div>
      <p className="mt-1.5">{sentence}</p>
      <p className="mt-1 text-xs text-muted">
        {owner} · joining: {joinWords[join]} · {models.length === 0 ? 'every model of the network' : models.join(', ')}
      </p>
    </li>
  )
}
