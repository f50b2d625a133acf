import type { ReactNode } from 'react'
import type { ZoneDetail } from '@/server/control/services/zones/schemas'
import { ZoneTag } from '../../../../_components/domain/zone-tag'
import { Facts } from '../../../../_components/ui/facts'
import { count } from '../../../../_lib/format'

export function ZoneFacts({ zone }: { zone: ZoneDetail }) {
  const { parent, children, neighbours, nodes, free, slots, bias, priority, status } = zone
  const items: [label: string, value: ReactNode][] = [
    ['Nodes', `${count(nodes.live)} of ${count(nodes.total)} live`],
    ['Slots', `${count(free)} of ${count(slots)} free`],
    ['Falls back to', neighbours.length > 0 ? <Codes key="n" codes={neighbours} ordered /> : 'the global pool'],
    ['Parent', parent ? <ZoneTag key="p" code={parent} /> : 'none: a top-level zone'],
  ]
  if (children.length > 0) items.push(['Children', <Codes key="c" codes={children} />])
  if (bias !== 0) items.push(['Bias', `${bias > 0 ? '+' : ''}${bias} % in the nearest-zone rule`])
  if (priority !== 0) items.push(['Priority', `${priority} where zones overlap`])
  items.push(['Status', status])
  return <Facts items={items} />
}

function Codes({ codes, ordered = false }: { codes: readonly string[]; ordered?: boolean }) {
  return (
    <ol className="flex flex-wrap gap-x-3 gap-y-1">
      {codes.map((code, i) => (
        <li key={code} className="inline-flex items-center gap-1">
          {ordered && <span className="text-xs text-faint tabular-nums">{i + 1}</span>}
          <ZoneTag code={code} />
        </li>
      ))}
    </ol>
  )
}
