'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ArrowRight } from 'lucide-react'
import { useState } from 'react'
import type { OverrideEffect as Effect, Placed } from '@/server/control/services/config/schemas'
import type { Override } from '@/server/core/config/schema'
import { TrustBadge } from '../../../../_components/domain/badges'
import { Country } from '../../../../_components/domain/country'
import { ZoneTag } from '../../../../_components/domain/zone-tag'
import { QueryView } from '../../../../_components/query-view'
import { Link } from '../../../../_components/ui/link'
import { Segmented } from '../../../../_components/ui/segmented'
import { Table, TableBox, Td, Th } from '../../../../_components/ui/table'
import { count, plural, shortId } from '../../../../_lib/format'
import { useTRPC } from '../../../../_lib/trpc'

/** What falls in it now, and what it would change against what is published; also how things would be without it. */
export function OverrideEffect({ override }: { override: Override }) {
  const trpc = useTRPC()
  const [side, setSide] = useState<'with' | 'without'>('with')
  const { cidr, place } = override
  const query = useQuery(
    trpc.config.weighOverride.queryOptions({ cidr, place: side === 'with' ? place : null }, { placeholderData: keepPreviousData }),
  )
  return (
    <section aria-label="What it would change" aria-busy={query.isPlaceholderData} className="flex flex-col gap-3 border-t pt-3">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">What it would change</h3>
        <Segmented
          label="Compare"
          value={side}
          onChange={setSide}
          choices={[
            { value: 'with', label: 'With it' },
            { value: 'without', label: 'Without it' },
          ]}
        />
      </header>
      <QueryView query={query} what="its effect">
        {(effect) => (
          <>
            <Addresses addresses={effect.addresses} />
            <Nodes nodes={effect.nodes} />
          </>
        )}
      </QueryView>
    </section>
  )
}

function Addresses({ addresses: { groups, sampled, isWhole } }: { addresses: Effect['addresses'] }) {
  return (
    <div>
      <p className="text-muted">
        Clients: {isWhole ? `its ${plural(sampled, 'address', 'addresses')}` : `of ${count(sampled)} addresses spread across it`} are taken
        to be in
      </p>
      <ul aria-label="Where its addresses are" className="mt-1 flex flex-col gap-1">
        {groups.map(({ from, to, addresses }) => (
          <li key={JSON.stringify([from, to])} className="flex flex-wrap items-center gap-x-2">
            <span className="w-10 text-right font-medium tabular-nums">{count(addresses)}</span>
            <PlaceWords at={from} />
            {from.country !== to.country || from.zone !== to.zone || from.source !== to.source ? (
              <>
                <ArrowRight size={13} className="text-faint" aria-label="then" />
                <PlaceWords at={to} />
              </>
            ) : (
              <span className="text-xs text-faint">no change</span>
            )}
          </li>
        ))}
      </ul>
      <p className="mt-1 text-xs text-faint">No job’s address is kept, so which jobs came from here nobody can say.</p>
    </div>
  )
}

const sourceWords: Record<Placed['source'], string> = {
  stated: 'stated',
  override: 'by override',
  geoip: 'by IP database',
  edge: 'by the edge',
  none: 'no source knows',
}

function PlaceWords({ at: { country, zone, source } }: { at: Placed }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <Country code={country} withName />
      <ZoneTag code={zone} />
      <span className="text-xs text-faint">{sourceWords[source]}</span>
    </span>
  )
}

function Nodes({ nodes: { inside, moved, undecided, items } }: { nodes: Effect['nodes'] }) {
  return (
    <div>
      <p className="text-muted">
        Nodes: {inside === 0 ? 'none stands in it' : `${plural(inside, 'node')} in it, of which it moves ${count(moved)}`}
        {undecided > 0 &&
          `; of ${plural(undecided, 'more')} it is not known on which side they are, since an override cuts through the block that is kept of their address`}
        .
      </p>
      {items.length > 0 && (
        <TableBox label="Nodes in it" className="mt-1.5 max-h-72 rounded-md border">
          <Table>
            <thead>
              <tr>
                <Th>Node</Th>
                <Th>Now</Th>
                <Th>Then</Th>
              </tr>
            </thead>
            <tbody>
              {items.map(({ id, operator, from, to }) => (
                <tr key={id}>
                  <Td>
                    <Link href={`/nodes/${encodeURIComponent(id)}`} className="font-mono text-xs text-accent hover:underline">
                      {shortId(id)}
                    </Link>
                    <span className="block text-xs text-muted">{operator}</span>
                  </Td>
                  <Td>
                    <NodeWords at={from} />
                  </Td>
                  <Td>{to ? <NodeWords at={to} /> : <span className="text-faint">not known</span>}</Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </TableBox>
      )}
      {items.length < inside && <p className="mt-1 text-xs text-faint">The first {items.length}, those that it moves first.</p>}
    </div>
  )
}

function NodeWords({ at: { country, zone, trust } }: { at: Effect['nodes']['items'][number]['from'] }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <Country code={country} />
      <ZoneTag code={zone} />
      <TrustBadge level={trust} />
    </span>
  )
}
