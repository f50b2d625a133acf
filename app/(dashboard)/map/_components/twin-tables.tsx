'use client'
import type { ReactNode } from 'react'
import type { FleetPoint } from '@/server/control/services/nodes/schemas'
import type { Flow, OriginSpot } from '@/server/control/services/stats/schemas'
import { Copyable } from '../../../_components/copyable'
import { GateBadge, NodeConditionBadge, SimulatedBadge, TrustBadge } from '../../../_components/domain/badges'
import { Country } from '../../../_components/domain/country'
import { ZoneTag } from '../../../_components/domain/zone-tag'
import { ExportMenu, type FileFormat } from '../../../_components/export-menu'
import { coverageOf } from '../../../_components/map/zone-geography'
import { type Column, VirtualTable } from '../../../_components/virtual-table'
import { coordinates, count, percent, shortId } from '../../../_lib/format'
import { tableFiles } from '../../../_lib/table-file'
import type { ZoneLook } from '../../../_lib/use-zones'

const zoneFiles = tableFiles<ZoneLook>([
  ['code', ({ code }) => code],
  ['name', ({ name }) => name],
  ['parent', ({ parent }) => parent],
  ['gate', ({ gate }) => gate?.state ?? null],
  ['liveNodes', ({ nodes }) => nodes.live],
  ['nodes', ({ nodes }) => nodes.total],
  ['freeSlots', ({ free }) => free],
  ['slots', ({ slots }) => slots],
  ['modelsOnTarget', ({ models }) => models.met],
  ['modelsServed', ({ models }) => models.served],
])

const zoneColumns: readonly Column<ZoneLook>[] = [
  { id: 'zone', header: 'Zone', width: '7rem', cell: ({ code }) => <ZoneTag code={code} link={false} /> },
  { id: 'name', header: 'Name', width: 'minmax(9rem,1fr)', cell: ({ name }) => name },
  {
    id: 'gate',
    header: 'Gate',
    width: '8rem',
    cell: ({ gate, top }) =>
      gate ? <GateBadge state={gate.state} canaryPct={gate.canaryPct} plain /> : <span className="text-faint">as {top}</span>,
  },
  {
    id: 'coverage',
    header: 'Coverage',
    width: '8rem',
    cell: (zone) => ({ met: 'on target', below: 'below target', empty: 'no live node' })[coverageOf(zone)],
  },
  { id: 'live', header: 'Live nodes', width: '7rem', align: 'right', cell: ({ nodes }) => `${count(nodes.live)} of ${count(nodes.total)}` },
  { id: 'free', header: 'Free slots', width: '8rem', align: 'right', cell: ({ free, slots }) => `${count(free)} of ${count(slots)}` },
  { id: 'models', header: 'Models on target', width: '8rem', align: 'right', cell: ({ models }) => `${models.met} of ${models.served}` },
]

export function ZoneTable({
  zones,
  selected,
  onZone,
}: {
  zones: readonly ZoneLook[]
  selected: string | null
  onZone: (code: string) => void
}) {
  return (
    <Frame what="zones" rows={zones} files={zoneFiles}>
      <VirtualTable
        label="Zones"
        columns={zoneColumns}
        rows={zones}
        rowKey={({ code }) => code}
        rowLabel={({ code, name }) => `Zone ${code}, ${name}`}
        activeKey={selected}
        onOpen={({ code }) => onZone(code)}
      />
    </Frame>
  )
}

const nodeFiles = tableFiles<FleetPoint>(
  [
    ['id', ({ id }) => id],
    ['status', ({ condition }) => condition],
    ['trust', ({ trust }) => trust],
    ['zone', ({ zone }) => zone],
    ['country', ({ country }) => country],
    ['operator', ({ operator }) => operator],
    ['freeSlots', ({ free }) => free],
    ['slots', ({ slots }) => slots],
    ['simulated', ({ simulated }) => simulated],
  ],
  ({ at }) => at,
)

const nodeColumns: readonly Column<FleetPoint>[] = [
  { id: 'id', header: 'Node', width: '9rem', cell: ({ id }) => <Copyable text={id} what="node id" /> },
  { id: 'condition', header: 'Status', width: '8rem', cell: ({ condition }) => <NodeConditionBadge condition={condition} plain /> },
  { id: 'trust', header: 'Trust', width: '8rem', cell: ({ trust }) => <TrustBadge level={trust} plain /> },
  { id: 'zone', header: 'Zone', width: '6rem', cell: ({ zone }) => <ZoneTag code={zone} link={false} /> },
  { id: 'country', header: 'Country', width: 'minmax(9rem,1fr)', cell: ({ country }) => <Country code={country} withName /> },
  { id: 'operator', header: 'Operator', width: 'minmax(7rem,1fr)', cell: ({ operator }) => operator },
  { id: 'free', header: 'Free slots', width: '7rem', align: 'right', cell: ({ free, slots }) => `${count(free)} of ${count(slots)}` },
  { id: 'simulated', header: '', width: '7rem', cell: ({ simulated }) => simulated && <SimulatedBadge /> },
]

export function NodeTable({
  nodes,
  selected,
  onNode,
}: {
  nodes: readonly FleetPoint[]
  selected: string | null
  onNode: (id: string) => void
}) {
  return (
    <Frame what="nodes" rows={nodes} files={nodeFiles}>
      <VirtualTable
        label="Nodes"
        columns={nodeColumns}
        rows={nodes}
        rowKey={({ id }) => id}
        rowLabel={({ id }) => `Node ${shortId(id)}`}
        activeKey={selected}
        onOpen={({ id }) => onNode(id)}
        foot={nodes.length === 0 && 'No node is known here.'}
      />
    </Frame>
  )
}

const originFiles = tableFiles<OriginSpot>(
  [
    ['country', ({ country }) => country],
    ['lng', ({ at }) => at?.[0] ?? null],
    ['lat', ({ at }) => at?.[1] ?? null],
    ['prefers', ({ zone }) => zone],
    ['jobs', ({ jobs }) => jobs],
    ['simulated', ({ simulated }) => simulated],
  ],
  ({ at }) => at,
)

const originColumns: readonly Column<OriginSpot>[] = [
  { id: 'country', header: 'Country', width: 'minmax(10rem,1fr)', cell: ({ country }) => <Country code={country} withName /> },
  {
    id: 'cell',
    header: 'Cell (0.5°)',
    width: '13rem',
    cell: ({ at }) => (at ? coordinates(at) : <span className="text-faint">country only</span>),
  },
  { id: 'zone', header: 'Prefers', width: '8rem', cell: ({ zone }) => <ZoneTag code={zone} link={false} /> },
  { id: 'jobs', header: 'Jobs, 15 min', width: '8rem', align: 'right', cell: ({ jobs }) => count(jobs) },
]
const originKey = ({ country, at, zone, simulated }: OriginSpot) => `${country} ${at} ${zone} ${simulated}`

export function OriginTable({ origins }: { origins: readonly OriginSpot[] }) {
  return (
    <Frame what="origins" rows={origins} files={originFiles}>
      <VirtualTable
        label="Origins"
        columns={originColumns}
        rows={origins}
        heldFor="origins"
        rowKey={originKey}
        rowLabel={({ country, jobs }) => `${country ?? 'Unknown'}: ${jobs} jobs`}
        activeKey={null}
        onOpen={() => {}}
        minWidth="40rem"
        foot={origins.length === 0 && 'No job in the last 15 minutes.'}
      />
    </Frame>
  )
}

const flowFiles = tableFiles<Flow>([
  ['preferred', ({ from }) => from],
  ['served', ({ to }) => to],
  ['jobs', ({ jobs }) => jobs],
  ['fellBack', ({ fellBack }) => fellBack],
])

const flowColumns: readonly Column<Flow>[] = [
  {
    id: 'from',
    header: 'Preferred',
    width: 'minmax(8rem,1fr)',
    cell: ({ from }) => (from === null ? 'none' : <ZoneTag code={from} link={false} />),
  },
  { id: 'to', header: 'Served', width: 'minmax(8rem,1fr)', cell: ({ to }) => <ZoneTag code={to} link={false} /> },
  { id: 'jobs', header: 'Jobs', width: '7rem', align: 'right', cell: ({ jobs }) => count(jobs) },
  {
    id: 'fell',
    header: 'Fell back',
    width: '7rem',
    align: 'right',
    cell: ({ jobs, fellBack }) => percent((100 * fellBack) / Math.max(1, jobs)),
  },
]

export function FlowTable({ flows }: { flows: readonly Flow[] }) {
  return (
    <Frame what="flows" rows={flows} files={flowFiles}>
      <VirtualTable
        label="Preferred to served"
        columns={flowColumns}
        rows={flows}
        heldFor="flows"
        rowKey={({ from, to }) => `${from} ${to}`}
        rowLabel={({ from, to }) => `${from ?? 'none'} to ${to ?? 'no zone'}`}
        activeKey={null}
        onOpen={() => {}}
        minWidth="32rem"
      />
    </Frame>
  )
}

type FrameProps<T> = { what: string; rows: readonly T[]; files: readonly FileFormat<T>[]; children: ReactNode }

function Frame<T>({ what, rows, files, children }: FrameProps<T>) {
  return (
    <div className="-mx-4 flex h-full flex-col">
      <div className="flex justify-end px-4 pb-2">
        <ExportMenu what={what} formats={files} page={async () => ({ items: rows, nextCursor: null })} />
      </div>
      {children}
    </div>
  )
}
