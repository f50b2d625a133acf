'use client'
import { useQuery } from '@tanstack/react-query'
import { Map as MapIcon, Pause, Play, Table2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useQueryStates } from 'nuqs'
import { useCallback, useMemo, useState } from 'react'
import { SubcloudField } from '../../_components/domain/subcloud-field'
import { LiveIndicator } from '../../_components/live-indicator'
import type { View } from '../../_components/map/create-map'
import { MapPlace } from '../../_components/map/map-place'
import { type Sight, sightOf } from '../../_components/map/sight'
import { useDrawnAreas } from '../../_components/map/use-drawn-areas'
import { useView } from '../../_components/map/use-view'
import { Button } from '../../_components/ui/button'
import { Segmented } from '../../_components/ui/segmented'
import { useHotkeys } from '../../_lib/hotkeys'
import { knownAt, liveState } from '../../_lib/live-state'
import { useNow } from '../../_lib/now'
import { useTheme } from '../../_lib/theme/use-theme'
import { useTRPC } from '../../_lib/trpc'
import { useFleet, useSpots } from '../../_lib/use-fleet'
import { useStatus } from '../../_lib/use-status'
import { useZones } from '../../_lib/use-zones'
import { FirstRun } from './_components/first-run'
import { Legend } from './_components/legend'
import { SidePanel } from './_components/side-panel'
import { Strip } from './_components/strip'
import { stepMinutes, TimeSlider } from './_components/time-slider'
import { Twin } from './_components/twin'
import { useLens } from './_components/use-lens'
import { mapParams } from './search-params'

const loadCanvas = () => import('../../_components/map/canvas')
const MapCanvas = dynamic(loadCanvas, { ssr: false, loading: MapPlace })
// Not only once the page has been made interactive: it is what takes longest.
if (typeof window !== 'undefined') void loadCanvas()
const staleAfterMs = 30_000

export function MapScreen() {
  const trpc = useTRPC()
  const [params, setParams] = useQueryStates(mapParams, { history: 'push' })
  const [paused, setPaused] = useState(false)
  const [noMap, setNoMap] = useState(false)
  const [isChoosing, setIsChoosing] = useState(false)
  const { theme } = useTheme()
  const now = useNow()
  const status = useStatus()
  const { query: zonesQuery, zones } = useZones()
  const subcloud = params.subcloud ?? undefined
  const { query: lensQuery, lens } = useLens(params.subcloud)
  const isMissing = lensQuery.isError && lensQuery.data === undefined
  const table = params.look === 'table' || noMap
  const { view, onView } = useView()
  const [sight, setSight] = useState(() => sightOf(view))
  const look = useCallback((next: View) => setSight((old) => (isEqual(old, sightOf(next)) ? old : sightOf(next))), [])
  const fleet = useFleet(paused || !table, subcloud)
  const spots = useSpots(table ? 'hidden' : paused ? 'paused' : 'live', sight, subcloud)
  const { status: link, lastAt } = table ? fleet : spots
  const until = useMemo(() => untilOf(params.ago), [params.ago])
  const traffic = useQuery(
    trpc.stats.traffic.queryOptions(
      { subcloud, ...(until === null ? {} : { until }) },
      {
        refetchInterval: paused || until !== null ? false : 5_000,
        // What was seen through another lens is not left standing.
        placeholderData: (old) => (old?.subcloud === params.subcloud ? old : undefined),
      },
    ),
  )
  const areas = useDrawnAreas(zones)

  const togglePause = () => setPaused((was) => !was)
  useHotkeys({
    p: togglePause,
    t: () => void setParams({ look: table ? 'map' : 'table' }),
    l: () => setIsChoosing(true),
    // First what is selected, then what it is seen through.
    Escape: () => void setParams(params.zone === null && params.node === null ? { subcloud: null } : { zone: null, node: null }),
  })

  const selectZone = useCallback((zone: string | null) => void setParams({ zone, node: null }), [setParams])
  const selectNode = useCallback((node: string | null) => void setParams({ node }), [setParams])
  const seeThrough = useCallback((slug: string | null) => void setParams({ subcloud: slug, zone: null, node: null }), [setParams])
  const state = liveState({
    paused,
    status: link,
    connected: status.data?.replica.connected ?? true,
    lastAt,
    now,
    staleAfterMs,
  })

  return (
    <div className="flex h-full flex-col">
      <h1 className="sr-only">Map</h1>
      <Strip paused={paused} subcloud={subcloud} />
      <div className="flex flex-wrap items-center gap-2 border-b bg-surface px-4 py-1.5">
        {!isMissing && <LiveIndicator state={state} lastAt={knownAt(status.data?.replica, lastAt)} />}
        <Button variant="ghost" size="sm" onClick={togglePause} aria-keyshortcuts="p">
          {paused ? <Play size={13} aria-hidden /> : <Pause size={13} aria-hidden />}
          {paused ? 'Resume' : 'Pause'}
        </Button>
        <SubcloudField value={params.subcloud} none="Whole network" onChange={seeThrough} open={isChoosing} onOpenChange={setIsChoosing} />
        <TimeSlider ago={params.ago} until={until} onAgo={(ago) => void setParams({ ago: ago || null }, { history: 'replace' })} />
        <div className="ml-auto">
          <Segmented
            label="View"
            value={table ? 'table' : 'map'}
            onChange={(look) => void setParams({ look })}
            choices={[
              { value: 'map', label: 'Map', icon: <MapIcon size={13} aria-hidden /> },
              { value: 'table', label: 'Table', icon: <Table2 size={13} aria-hidden /> },
            ]}
          />
        </div>
      </div>
      <div className="flex min-h-0 flex-1 flex-col lg:flex-row">
        <div className="relative flex min-h-80 min-w-0 flex-1 flex-col">
          {table ? (
            <Twin
              fleet={fleet.store}
              isKnown={fleet.lastAt !== null}
              zones={zones}
              zonesQuery={zonesQuery}
              lens={lens}
              traffic={traffic}
              params={params}
              onTwin={(twin) => void setParams({ twin })}
              onZone={selectZone}
              onNode={selectNode}
              noMap={noMap}
            />
          ) : (
            <>
              <MapCanvas
                theme={theme}
                zones={zones}
                areas={areas}
                fleet={spots.store}
                lens={lens}
                origins={traffic.data?.origins ?? noOrigins}
                flows={traffic.data?.flows ?? noFlows}
                selectedZone={params.zone}
                selectedNode={params.node}
                view={view}
                onView={onView}
                onLook={look}
                onZone={selectZone}
                onNode={selectNode}
                onFailed={() => setNoMap(true)}
              />
              <Legend isLens={lens !== null} />
              <p className="absolute right-12 bottom-2 text-2xs text-muted">
                Natural Earth ·{' '}
                <a href="https://db-ip.com" target="_blank" rel="noreferrer" className="hover:underline">
                  IP geolocation by DB-IP
                </a>
              </p>
              {status.data?.empty && <FirstRun />}
            </>
          )}
        </div>
        <SidePanel
          zones={zones}
          zonesQuery={zonesQuery}
          lens={params.subcloud === null ? null : { slug: params.subcloud, query: lensQuery }}
          zone={params.zone}
          node={params.node}
          onZone={selectZone}
          onNode={selectNode}
          onLens={seeThrough}
        />
      </div>
    </div>
  )
}

/** On a whole quarter of an hour, so that it stays put while one looks. */
function untilOf(ago: number): number | null {
  const step = stepMinutes * 60_000
  return ago <= 0 ? null : Math.floor(Date.now() / step) * step - (ago - stepMinutes) * 60_000
}

const isEqual = (a: Sight, b: Sight) => JSON.stringify(a) === JSON.stringify(b)

const noOrigins: never[] = []
const noFlows: never[] = []
