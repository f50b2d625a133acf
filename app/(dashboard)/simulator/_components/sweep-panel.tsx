'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Config } from '@/server/core/config/schema'
import type { LngLat } from '@/server/core/geo/place'
import type { View } from '../../../_components/map/create-map'
import { Button } from '../../../_components/ui/button'
import { Checkbox } from '../../../_components/ui/checkbox'
import { Segmented } from '../../../_components/ui/segmented'
import { count } from '../../../_lib/format'
import { zoneSlots } from '../../../_lib/zone-slots'
import { readGrid } from '../_engine/grid'
import type { SetParams, SimulatorParams } from '../_engine/question'
import type { Asking } from '../_engine/use-answer'
import type { ReadyDocument } from '../_engine/use-document'
import type { EngineState } from '../_engine/use-engine'
import { useSweep } from '../_engine/use-sweep'
import { SweepSide } from './sweep-side'
import { SweepTables } from './sweep-tables'

type Props = {
  asking: Asking
  published: ReadyDocument | undefined
  chosen: ReadyDocument | undefined
  /** Whether anything differs from what is published. */
  isCompared: boolean
  engine: EngineState
  params: SimulatorParams
  setParams: SetParams
  view: View | null
  onView: (view: View) => void
  onPin: (at: LngLat) => void
}

/** The question from ten thousand places: as things are, and beside it as they would be. */
export function SweepPanel({ asking, published, chosen, isCompared, engine, params, setParams, view, onView, onPin }: Props) {
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
  const isTable = params.look === 'table' || noMap
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
          {isCompared && !isTable && (
            <Checkbox checked={params.differing} onChange={(differing) => void setParams({ differing })} label="Only what differs" />
          )}
          <Segmented
            label="View"
            value={isTable ? 'table' : 'map'}
            onChange={(look) => void setParams({ look })}
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
              isDiffering={params.differing && isCompared}
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

/** Hues by the configuration asked; a zone that only the published one has keeps its own. */
function slotsOf(documents: readonly (ReadyDocument | undefined)[]): Map<string, { slot: number }> {
  const maps = documents.map((one) => (one?.loaded.ok ? zoneSlots((one.config as Config).zones) : new Map<string, { slot: number }>()))
  return new Map([...maps].reverse().flatMap((map) => [...map]))
}
