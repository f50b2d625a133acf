'use client'
import { Check, CircleAlert, TriangleAlert } from 'lucide-react'
import type { GeoIpSourceStatus } from '@/server/core/origin/geoip'
import { RelativeTime } from '../../../_components/relative-time'
import { Badge } from '../../../_components/ui/badge'
import { Facts } from '../../../_components/ui/facts'
import { count } from '../../../_lib/format'
import { useNow } from '../../../_lib/now'

/** Blocks change hands all the time; providers build monthly. */
const oldAfterMs = 182 * 86_400_000
const roles = {
  primary: { title: 'First source', uses: 'places clients, and nodes together with the second', variable: 'GEOIP_DB', needsPosition: true },
  second: { title: 'Second source', uses: 'an independent word on a node’s country', variable: 'GEOIP_DB2', needsPosition: false },
}

export function GeoipSource({ source }: { source: GeoIpSourceStatus }) {
  const now = useNow()
  const { title, uses, variable, needsPosition } = roles[source.role]
  const builtAt = source.buildDate === null ? null : Date.parse(source.buildDate)
  const isOld = builtAt !== null && now - builtAt > oldAfterMs
  return (
    <li className="flex flex-col gap-2.5 px-3.5 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="font-semibold">{title}</h3>
        {source.source && <code className="text-xs text-faint">{source.source}</code>}
        {!source.ok ? (
          <Badge tone="bad" icon={<CircleAlert size={11} aria-hidden />}>
            not loaded
          </Badge>
        ) : isOld ? (
          <Badge tone="warn" icon={<TriangleAlert size={11} aria-hidden />}>
            old
          </Badge>
        ) : (
          <Badge tone="ok" icon={<Check size={11} aria-hidden />}>
            loaded
          </Badge>
        )}
        <span className="text-muted">{uses}</span>
      </div>
      {!source.ok && <p className="rounded-md bg-bad-soft px-3 py-2 text-bad">{source.message}</p>}
      {source.ok && isOld && (
        <p className="rounded-md bg-warn-soft px-3 py-2 text-warn">
          Address blocks change hands: after half a year many answers are wrong. Put a newer file at {variable} and restart.
        </p>
      )}
      <Facts
        items={[
          ...(builtAt === null
            ? []
            : [
                [
                  'Built',
                  <span key="b">
                    <RelativeTime at={builtAt} /> <span className="text-faint">{source.buildDate}</span>
                  </span>,
                ] as const,
              ]),
          ...(source.ok
            ? ([
                [
                  'Ranges',
                  <span key="r" className="tabular-nums">
                    {covered(source.records.v4, 'IPv4')}, {covered(source.records.v6, 'IPv6')}
                  </span>,
                ],
                ...(source.kind === null ? [] : [['Gives', gives(source.kind, needsPosition)] as const]),
              ] as const)
            : []),
          ...(source.path === ''
            ? []
            : [
                [
                  'File',
                  <ul key="p">
                    {source.path.split(',').map((path) => (
                      <li key={path}>
                        <code className="text-xs break-all">{path}</code>
                      </li>
                    ))}
                  </ul>,
                ] as const,
              ]),
        ]}
      />
    </li>
  )
}

function gives(kind: 'city' | 'country', needsPosition: boolean): string {
  if (kind === 'city') return 'country and position'
  return needsPosition ? 'country only, so no nearest zone and no distance' : 'country'
}

function covered(ranges: number, family: string): string {
  return ranges === 0 ? `no ${family}` : `${count(ranges)} ${family}`
}
