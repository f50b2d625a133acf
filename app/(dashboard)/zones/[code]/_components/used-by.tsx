import { ZoneTag } from '../../../../_components/domain/zone-tag'
import { Link } from '../../../../_components/ui/link'

/** Who would feel a change of it; a zone that is used cannot be deleted. */
export function UsedBy({ users }: { users: readonly string[] }) {
  if (users.length === 0) return <p className="text-muted">Nothing refers to it: it could be retired.</p>
  return (
    <ul className="flex flex-col gap-1">
      {users.map((user) => (
        <li key={user}>
          <User name={user} />
        </li>
      ))}
    </ul>
  )
}

/** `Subcloud acme-eu`, `zone NA`, `API key nightly`, `platform`: as the configuration's references name themselves. */
function User({ name }: { name: string }) {
  const slug = /^Subcloud (\S+)$/.exec(name)?.[1]
  if (slug) {
    return (
      <>
        Subcloud{' '}
        <Link href={`/subclouds/${encodeURIComponent(slug)}`} className="text-accent hover:underline">
          {slug}
        </Link>
      </>
    )
  }
  const zone = /^zone (\S+)$/.exec(name)?.[1]
  if (zone) {
    return (
      <>
        zone <ZoneTag code={zone} />
      </>
    )
  }
  return name === 'platform' ? 'the boundary of the whole network' : name
}
