'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useMemo, useState } from 'react'
import type { Config } from '@/server/core/config/schema'
import type { LngLat } from '@/server/core/geo/place'
import type { GridOrigin, Sweep } from '@/server/core/what-if/sweep'
import type { View } from '../../../_components/map/create-map'
import { Skeleton } from '../../../_components/states'
import { Button } from '../../../_components/ui/button'
import { Checkbox } from '../../../_components/ui/checkbox'
import { Segmented } from '../../../_components/ui/segmented'
import { count } from '../../../_lib/format'
import { useTheme } from '../../../_lib/theme/use-theme'
import { zoneSlots } from '../../../_lib/zone-slots'
import { readGrid } from '../_engine/grid'
import type { Asking } from '../_engine/use-answer'
import type { ReadyDocument } from '../_engine/use-document'
import type { EngineState } from '../_engine/use-engine'
import { useSweep } from '../_engine/use-sweep'
import { cellFeatures } from './cells'
import { sweepLayers } from './layers'
import { SweepLegend } from './sweep-legend'
import { SweepTables } from './sweep-tables'

const WorldCanvas = dynamic(() => import('../../../_components/map/world-canvas'), {
  ssr: false,
  loading: () => <Skeleton className="absolute inset-0 h-full rounded-none" />,
})

type Props = {
  asking: Asking
  published: ReadyDocument | undefined
  chosen: ReadyDocument | undefined
  /** Whether anything differs from what is published. */
  isCompared: boolean
  engine: EngineState
  look: 'map' | 'table'
  onLook: (look: 'map' | 'table') => void
  isDiffering: boolean
  onDiffering: (isDiffering: boolean) => void
  view: View | null
  onView: (view: View) => void
  onPin: (at: LngLat) => void
}

/** The question from ten thousand places: as things are, and beside it as they would be. */
export function SweepPanel({
  asking,
  published,
  chosen,
  isCompared,
  engine,
  look,
  onLook,
  isDiffering,
  onDiffering,
  view,
  onView,
  onPin,
}: Props) {
  const [noMap, setNoMap] = useState(false)
  const grid = useQuery({ queryKey: ['simulator', 'grid'], queryFn: readGrid, staleTime: Number.POSITIVE_INFINITY })
  const before = useSweep({ ...asking, suppose: nothing }, published, engine)
  const after = useSweep(asking, chosen, engine, isCompared)
  const results = [before, ...(isCompared ? [after] : [])]
  const problems = results.flatMap(({ query }) => (query.data && !query.data.ok ? query.data.problems : []))
  const swept = (one: typeof before) => (one.query.data?.ok ? one.query.data : null)
  const [a, b] = [swept(before), isCompared ? swept(after) : null]
  const slots = useMemo(() => slotsOf([chosen, published]), [chosen, published])
  const running = results.find(({ query }) => query.isFetching)
  const isStopped = !running && results.some(({ query }) => query.data === undefined || query.isPlaceholderData) && engine.fleet.isSuccess
  const isTable = look === 'table' || noMap
  const sides = [
    {
      title: isCompared ? 'Published, nothing supposed' : 'Published',
      sweep: a?.sweep ?? null,
      other: isCompared ? (b?.sweep ?? null) : null,
      before: null,
    },
    ...(isCompared ? [{ title: 'As asked', sweep: b?.sweep ?? null, other: a?.sweep ?? null, before: a?.sweep ?? null }] : []),
  ]
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-10 flex-wrap items-center gap-3 border-b bg-surface px-4 py-1.5">
        <p role="status" className="text-muted">
          {running
            ? `Asking from everywhere, ${Math.round((running.progress ?? 0) * 100)} %`
            : a && grid.data
              ? `${count(grid.data.length)} origins in ${Math.round(a.tookMs + (b?.tookMs ?? 0))} ms; a what-if on the present fleet`
              : 'Not asked yet'}
        </p>
        {running && (
          <Button size="sm" onClick={() => results.map(({ stop }) => stop())}>
            Stop
          </Button>
        )}
        {isStopped && (
          <Button size="sm" onClick={() => results.map(({ query }) => query.refetch())}>
            Ask from everywhere
          </Button>
        )}
        <div className="ml-auto flex items-center gap-3">
          {isCompared && !isTable && <Checkbox checked={isDiffering} onChange={onDiffering} label="Only what differs" />}
          <Segmented
            label="View"
            value={isTable ? 'table' : 'map'}
            onChange={onLook}
            choices={[
              { value: 'map', label: 'Map' },
              { value: 'table', label: 'Table' },
            ]}
          />
        </div>
      </div>
      {problems.length > 0 && (
        <ul role="alert" className="bg-bad-soft px-4 py-2 text-bad">
          {[...new Set(problems)].map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      {a && grid.data && isTable ? (
        <SweepTables grid={grid.data} before={a.sweep} after={b?.sweep ?? null} noMap={noMap} />
      ) : (
        <div className="grid min-h-0 flex-1 gap-px bg-line 2xl:auto-cols-fr 2xl:grid-flow-col">
          {sides.map((side) => (
            <SweepSide
              key={side.title}
              {...side}
              grid={grid.data ?? null}
              slots={slots}
              isDiffering={isDiffering && isCompared}
              view={view}
              onView={onView}
              onPin={onPin}
              onFailed={() => setNoMap(true)}
            />
          ))}
        </div>
      )}
    </div>
  )
}

const nothing: readonly never[] = []

type SideProps = {
  title: string
  sweep: Sweep | null
  /** The other side, to tell what differs. */
  other: Sweep | null
  /** What the shares are counted from; null for the side that is. */
  before: Sweep | null
  grid: readonly GridOrigin[] | null
  slots: ReadonlyMap<string, { slot: number }>
  isDiffering: boolean
  view: View | null
  onView: (view: View) => void
  onPin: (at: LngLat) => void
  onFailed: () => void
}

function SweepSide({ title, sweep, other, before, grid, slots, isDiffering, view, onView, onPin, onFailed }: SideProps) {
  const { theme } = useTheme()
  const layers = useMemo(() => sweepLayers(theme, isDiffering), [theme, isDiffering])
  const data = useMemo(
    () => ({ cells: sweep && grid ? cellFeatures(grid, sweep, other, (code) => slots.get(code)?.slot ?? -1) : none }),
    [sweep, other, grid, slots],
  )
  return (
    <section aria-label={title} className="flex min-h-72 flex-col bg-surface">
      <h2 className="px-3 pt-2 pb-1 font-semibold">{title}</h2>
      <div className="relative min-h-0 flex-1">
        <WorldCanvas
          theme={theme}
          label={`World map: ${title}, each origin by the zone that serves it. Click to see why. The table view has the same data.`}
          layers={layers}
          data={data}
          view={view}
          onView={onView}
          onClick={onPin}
          onFailed={onFailed}
        />
      </div>
      {sweep && <SweepLegend sweep={sweep} before={before} slots={slots} />}
    </section>
  )
}

const none: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] }

/** Hues by the configuration asked; a zone that only the published one has keeps its own. */
function slotsOf(documents: readonly (ReadyDocument | undefined)[]): Map<string, { slot: number }> {
  const maps = documents.map((one) => (one?.loaded.ok ? zoneSlots((one.config as Config).zones) : new Map<string, { slot: number }>()))
  return new Map([...maps].reverse().flatMap((map) => [...map]))
}
