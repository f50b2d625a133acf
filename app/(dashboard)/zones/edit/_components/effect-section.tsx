'use client'
import { type ReactNode, useMemo } from 'react'
import type { FleetPoint } from '@/server/control/services/nodes/schemas'
import type { LandCell } from '@/server/core/config/areas/land-cells'
import { type Gaps, type Overlap, survey } from '@/server/core/config/areas/survey'
import type { CompiledConfig } from '@/server/core/config/compiled'
import { countryName } from '@/server/core/config/countries'
import type { Config, Zone } from '@/server/core/config/schema'
import { InlineError } from '../../../../_components/states'
import { cn } from '../../../../_components/ui/cn'
import { count, plural } from '../../../../_lib/format'
import { useSlices } from '../use-slices'
import { usePreview } from './use-preview'

type Props = {
  zone: Zone
  config: Config
  published: CompiledConfig
  compiled: CompiledConfig
  cells: readonly LandCell[]
  fleet: readonly FleetPoint[]
}

/** What the draft would do to this zone: what it gains and loses, what it would have to serve with, where it overlaps, what is left over. */
export function EffectSection({ zone, config, published, compiled, cells, fleet }: Props) {
  const places = useMemo(() => fleet.map(({ country, at }) => ({ country, subdivision: null, point: at })), [fleet])
  const surveyed = useSlices(cells.length === 0 ? null : () => survey(compiled, cells, places), compiled)
  const overlaps = surveyed?.overlaps.filter(({ zones }) => zones.includes(zone.code)) ?? []
  return (
    <div className="flex flex-col gap-4">
      <Moved code={zone.code} from={published} to={compiled} />
      <Coverage zone={zone} config={config} />
      <Part title="Overlaps">
        {surveyed === null ? (
          <p className="text-muted">Working it out…</p>
        ) : overlaps.length === 0 ? (
          <p className="text-muted">None with a zone that is not above or below it.</p>
        ) : (
          <ul className="flex flex-col gap-1.5">
            {overlaps.map((overlap) => (
              <OverlapRow key={overlap.zones.join(' ')} overlap={overlap} code={zone.code} />
            ))}
          </ul>
        )}
      </Part>
      <Part title="In no zone">
        {surveyed === null ? <p className="text-muted">Working it out…</p> : <GapsText gaps={surveyed.gaps} />}
      </Part>
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-1.5">
      <h3 className="text-xs font-medium text-muted">{title}</h3>
      {children}
    </section>
  )
}

function Moved({ code, from, to }: { code: string; from: CompiledConfig; to: CompiledConfig }) {
  const isIn = (config: CompiledConfig, label: string | undefined) =>
    label !== undefined && (config.zones.get(code)?.descendants.has(label) ?? false)
  const moved = [...new Set([...from.zoneByCountry.keys(), ...to.zoneByCountry.keys()])].sort().flatMap((country) => {
    const [was, is] = [from.zoneByCountry.get(country), to.zoneByCountry.get(country)]
    if (isIn(from, was) === isIn(to, is)) return []
    return [{ country, gained: isIn(to, is), other: (isIn(to, is) ? was : is) ?? null }]
  })
  return (
    <Part title="Countries that move">
      {moved.length === 0 ? (
        <p className="text-muted">None.</p>
      ) : (
        <ul className="flex flex-col gap-0.5">
          {moved.map(({ country, gained, other }) => (
            <li key={country}>
              {countryName(country)} <span className="font-mono text-xs text-faint">{country}</span>{' '}
              <span className={gained ? 'text-ok' : 'text-bad'}>
                {gained ? `in, from ${other ?? 'no zone'}` : `out, to ${other ?? 'no zone'}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Part>
  )
}

function Coverage({ zone, config }: { zone: Zone; config: Config }) {
  const answer = usePreview(config, zone.code)
  if (answer.status === 'failed') return <InlineError error={answer.error} />
  if (answer.status === 'waiting')
    return (
      <Part title="Predicted coverage">
        <p className="text-muted">Asking…</p>
      </Part>
    )
  const { nodes, supply, target, models } = answer.preview
  const rows: [string, number, number | null][] = [
    ['Serving nodes', supply.nodes, target.nodes],
    ['Operators', supply.operators, target.operators],
    ['Networks', supply.networks, target.networks],
    ['Slots', supply.slots, null],
  ]
  return (
    <Part title="Predicted coverage">
      <p>
        It would label {plural(nodes.total, 'node')}: <span className="text-ok">{nodes.joining} join</span>,{' '}
        <span className="text-bad">{nodes.leaving} leave</span>.
      </p>
      <table aria-label="Predicted coverage" className="w-full">
        <thead className="sr-only">
          <tr>
            <th scope="col">What</th>
            <th scope="col">Have</th>
            <th scope="col">Need</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([what, have, need]) => (
            <tr key={what} className="border-t">
              <th scope="row" className="py-0.5 text-left font-normal">
                {what}
              </th>
              <td className={cn('text-right', need !== null && have < need && 'text-warn')}>{count(have)}</td>
              <td className="w-20 text-right text-faint">{need === null ? '' : `of ${count(need)}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {models.some(({ met }) => !met) && (
        <p className="text-xs text-muted">
          Below target for{' '}
          {models
            .filter(({ met }) => !met)
            .map(({ model }) => model)
            .join(', ')}
          .
        </p>
      )}
    </Part>
  )
}

function OverlapRow({ overlap, code }: { overlap: Overlap; code: string }) {
  const other = overlap.zones[0] === code ? overlap.zones[1] : overlap.zones[0]
  const isRough = overlap.estimatedKm2 > 0
  return (
    <li>
      <span className="font-medium">{other}</span>: {isRough && 'about '}
      {count(overlap.areaKm2)} km², {plural(overlap.nodes, 'node')}
      {overlap.countries.length + overlap.subdivisions.length > 0 && (
        <span className="text-muted"> ({[...overlap.countries, ...overlap.subdivisions].join(' ')})</span>
      )}
    </li>
  )
}

function GapsText({ gaps }: { gaps: Gaps }) {
  const largest = gaps.countries.slice(0, 6).map(({ code }) => countryName(code))
  if (gaps.countries.length === 0) return <p className="text-muted">All land is in some zone.</p>
  return (
    <p>
      {count(gaps.km2)} km² of {plural(gaps.countries.length, 'country', 'countries')}, with {plural(gaps.nodes, 'node')}.{' '}
      <span className="text-muted">
        The largest: {largest.join(', ')}
        {gaps.countries.length > largest.length && ' …'}
      </span>
    </p>
  )
}
