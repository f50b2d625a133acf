'use client'
import { Pencil, Shapes } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { GateBadge } from '../../_components/domain/badges'
import { ZoneTag } from '../../_components/domain/zone-tag'
import { ExportMenu } from '../../_components/export-menu'
import { coverageOf } from '../../_components/map/zone-geography'
import { PageHeader } from '../../_components/page-header'
import { QueryView } from '../../_components/query-view'
import { EmptyState } from '../../_components/states'
import { buttonClass } from '../../_components/ui/button'
import { Link } from '../../_components/ui/link'
import { type Column, VirtualTable } from '../../_components/virtual-table'
import { count, plural } from '../../_lib/format'
import { useTRPCClient } from '../../_lib/trpc'
import { useIsAdmin } from '../../_lib/use-is-admin'
import { useZones, type ZoneLook } from '../../_lib/use-zones'
import { drawnZones, zoneFiles } from './_components/zone-files'
import { ZoneTabs } from './_components/zone-tabs'

const coverageWords = { met: 'on target', below: 'below target', empty: 'no live node' }

const columns: readonly Column<ZoneLook>[] = [
  {
    id: 'zone',
    header: 'Zone',
    width: '7.5rem',
    cell: ({ code, depth }) => (
      <span style={{ paddingLeft: `${depth}rem` }}>
        <ZoneTag code={code} link={false} />
      </span>
    ),
  },
  {
    id: 'name',
    header: 'Name',
    width: 'minmax(9rem,1fr)',
    cell: ({ name, status }) => (
      <>
        {name} {status !== 'published' && <span className="text-xs text-faint">{status}</span>}
      </>
    ),
  },
  {
    id: 'gate',
    header: 'Gate',
    width: '7rem',
    cell: ({ gate, top }) =>
      gate ? <GateBadge state={gate.state} canaryPct={gate.canaryPct} plain /> : <span className="text-faint">as {top}</span>,
  },
  { id: 'made', header: 'Made of', width: 'minmax(7.5rem,1fr)', cell: (zone) => madeOf(zone) },
  {
    id: 'neighbours',
    header: 'Falls back to',
    width: 'minmax(11rem,1fr)',
    cell: ({ neighbours }) => (neighbours.length > 0 ? neighbours.join(' › ') : <span className="text-faint">global pool</span>),
  },
  {
    id: 'coverage',
    header: 'Coverage',
    width: '10.5rem',
    cell: (zone) => coverageWords[coverageOf(zone)] + (zone.models.served > 0 ? `, ${zone.models.met}/${zone.models.served} models` : ''),
  },
  {
    id: 'nodes',
    header: 'Live nodes',
    width: '7rem',
    align: 'right',
    cell: ({ nodes }) => `${count(nodes.live)} of ${count(nodes.total)}`,
  },
  { id: 'free', header: 'Free slots', width: '7rem', align: 'right', cell: ({ free, slots }) => `${count(free)} of ${count(slots)}` },
]

function madeOf({ countries, subdivisions, hasPolygons }: ZoneLook): string {
  const parts = [
    countries.length > 0 && plural(countries.length, 'country', 'countries'),
    subdivisions.length > 0 && plural(subdivisions.length, 'subdivision'),
    hasPolygons && 'drawn area',
  ]
  return parts.filter(Boolean).join(', ') || 'its children'
}

/** Parents before their children, both in the configuration's order. */
function asTree(zones: readonly ZoneLook[]): ZoneLook[] {
  const under = (parent: string | null): ZoneLook[] =>
    zones.filter((zone) => zone.parent === parent).flatMap((zone) => [zone, ...under(zone.code)])
  return under(null)
}

export function ZonesScreen() {
  const router = useRouter()
  const client = useTRPCClient()
  const { query, zones } = useZones()
  const isAdmin = useIsAdmin()
  return (
    <div className="flex h-full flex-col bg-surface">
      <PageHeader title="Zones" meta={query.data && `${count(query.data.items.length)}, revision ${query.data.revision}`}>
        <ExportMenu
          what="zones"
          formats={zoneFiles}
          page={async () => ({ items: drawnZones(asTree([...zones.values()]), await client.zones.geojson.query()), nextCursor: null })}
        />
        {isAdmin && (
          <Link href="/zones/edit" className={buttonClass({ size: 'sm' })}>
            <Pencil size={13} aria-hidden />
            Edit zones
          </Link>
        )}
      </PageHeader>
      <ZoneTabs />
      <div className="flex min-h-0 flex-1 flex-col">
        <QueryView query={query} what="zones">
          {(list) =>
            list.items.length === 0 ? (
              <EmptyState icon={<Shapes size={24} aria-hidden />} title="No zones are published">
                Without zones every job goes to the global pool inside its boundary.
                {isAdmin ? ' Draw some under “Edit zones”.' : ' An admin can draw some.'}
              </EmptyState>
            ) : (
              <VirtualTable
                label="Zones"
                columns={columns}
                rows={asTree([...zones.values()])}
                rowKey={({ code }) => code}
                rowLabel={({ code, name }) => `Zone ${code}, ${name}`}
                activeKey={null}
                onOpen={({ code }) => router.push(`/zones/${encodeURIComponent(code)}`)}
                minWidth="64rem"
                foot={`${count(list.unzoned.live)} of ${count(list.unzoned.total)} nodes in no zone are live; they serve the global pool.`}
              />
            )
          }
        </QueryView>
      </div>
    </div>
  )
}
