'use client'
import dynamic from 'next/dynamic'
import { useQueryStates } from 'nuqs'
import { useCallback, useMemo, useState } from 'react'
import { compileConfig } from '@/server/core/config/compile'
import { dropShape, examineShape, putShapes } from '@/server/core/config/edit/shapes'
import { withZone } from '@/server/core/config/edit/with-zone'
import type { Config } from '@/server/core/config/schema'
import type { Position } from '@/server/core/geo/antimeridian'
import type { LngLat } from '@/server/core/geo/place'
import { DraftBar } from '../../../_components/changes/draft-bar'
import { MapPlace } from '../../../_components/map/map-place'
import { useView } from '../../../_components/map/use-view'
import { buttonClass } from '../../../_components/ui/button'
import { Link } from '../../../_components/ui/link'
import type { Draft } from '../../../_lib/drafts/use-draft'
import { useHotkeys } from '../../../_lib/hotkeys'
import { useTheme } from '../../../_lib/theme/use-theme'
import { useFleet } from '../../../_lib/use-fleet'
import { CutDialog } from './_components/cut-dialog'
import { FindingNotes } from './_components/finding-notes'
import { MapLegend } from './_components/map-legend'
import { ToolBar } from './_components/tool-bar'
import { useFindings } from './_components/use-findings'
import { ZoneForm } from './_components/zone-form'
import { ZoneList } from './_components/zone-list'
import { labelPlace } from './_map/draft-features'
import { isDrawable } from './_map/draw-features'
import { useFleetSample } from './_map/use-fleet-sample'
import { useMapData } from './_map/use-map-data'
import { usePicture } from './_map/use-picture'
import { editParams, type Tool } from './search-params'

const EditorMap = dynamic(() => import('./_map/editor-map'), { ssr: false, loading: MapPlace })

/** Shapes as they would be put into a zone, waiting for a yes because they are cut at ±180°. */
type Pending = { code: string; index: number | null; parts: Position[][][] }

const round = (value: number) => Math.round(value * 100) / 100
const noShapes: never[] = []

/** Map and form of one document, in step: whatever is done on either is an edit of the draft, and both show the draft. */
export function ZoneEditor({ draft }: { draft: Draft<Config> }) {
  const { document, published, edit } = draft
  const [params, setParams] = useQueryStates(editParams, { history: 'push' })
  const [shape, setShape] = useState<number | null>(null)
  const [line, setLine] = useState<Position[] | null>(null)
  const [pending, setPending] = useState<Pending | null>(null)
  const [noMap, setNoMap] = useState(false)
  const { theme } = useTheme()
  const { store } = useFleet(false)
  const fleet = useFleetSample(store)
  const findings = useFindings(document, published)
  const picture = usePicture(document)
  const inForce = useMemo(() => compileConfig(published, 0), [published])

  const index = document.zones.findIndex(({ code }) => code === params.zone)
  const zone = document.zones[index] ?? null
  const code = zone?.code ?? null
  const tool: Tool = zone === null ? 'look' : params.tool

  const select = useCallback(
    (next: string | null) => {
      setShape(null)
      void setParams({ zone: next })
    },
    [setParams],
  )
  const [shown, setShown] = useState<{ at: LngLat } | null>(null)
  const selectInList = (next: string | null) => {
    const chosen = document.zones.find((each) => each.code === next)
    const at = chosen ? labelPlace(chosen) : null
    if (at) setShown({ at })
    select(next)
  }
  const use = useCallback((next: Tool) => void setParams({ tool: next }, { history: 'replace' }), [setParams])
  const { view, onView } = useView()
  useHotkeys({ Escape: () => (tool === 'look' ? select(null) : use('look')) })

  /** One ring or several as one polygon each; those across ±180° are shown cut before they are kept. */
  const put = (shapes: readonly Position[][][], at: number | null) => {
    if (code === null) return
    const examined = shapes.map((rings) => ({ rings, normal: examineShape(rings).normal }))
    // What cannot be stored is kept as it was drawn, so that it can be mended: the findings say what is wrong with it.
    const parts = examined.flatMap(({ rings, normal }) => (normal.ok ? normal.polygons : [rings]))
    if (examined.some(({ normal }) => normal.ok && normal.cut.length > 0)) setPending({ code, index: at, parts })
    else edit((config) => withZone(config, code, (each) => putShapes(each, at, parts)))
  }
  const drop = (at: number) => {
    if (code !== null) edit((config) => withZone(config, code, (each) => dropShape(each, at)))
    setShape(null)
  }
  const setAnchor = ([lng, lat]: LngLat, at: number | null) => {
    const anchor = { lng: round(lng), lat: round(lat) }
    if (code !== null)
      edit((config) =>
        withZone(config, code, (each) => ({ ...each, anchors: at === null ? [...each.anchors, anchor] : each.anchors.with(at, anchor) })),
      )
  }
  const toggleCountry = (iso: string) => {
    if (code === null || iso === '') return
    edit((config) =>
      withZone(config, code, (each) => ({
        ...each,
        countries: each.countries.includes(iso) ? each.countries.filter((other) => other !== iso) : [...each.countries, iso].sort(),
      })),
    )
  }

  const shapes = zone?.polygons?.coordinates ?? noShapes
  const drawable = isDrawable(shapes)
  const { slots, byCountry } = picture
  const look = useMemo(() => ({ theme, byCountry, selected: code }), [theme, byCountry, code])
  const data = useMapData(document.zones, zone, drawable, picture, fleet)
  return (
    <div className="flex min-h-full flex-col bg-surface lg:h-full">
      <header className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-2.5">
        <h1 className="py-2 text-lg font-semibold">Edit zones</h1>
        <div className="min-w-72 flex-1">
          <DraftBar draft={draft}>
            <Link href="/settings?tab=configuration" className={buttonClass({ variant: 'ghost', size: 'sm' })}>
              History
            </Link>
          </DraftBar>
        </div>
      </header>
      <div className="grid min-h-0 flex-1 border-t lg:grid-cols-[15rem_minmax(0,1fr)_25rem]">
        <aside aria-label="Zones" className="flex h-56 min-h-0 flex-col border-b lg:h-auto lg:border-r lg:border-b-0">
          <ZoneList
            config={document}
            published={published}
            findings={findings}
            slots={slots}
            selected={code}
            onSelect={selectInList}
            edit={edit}
          />
          <FindingNotes className="max-h-40 overflow-auto p-2" findings={findings.filter(({ path }) => !path.startsWith('zones['))} />
        </aside>
        <div className="relative h-[55vh] min-h-72 lg:h-auto">
          {noMap ? (
            <p className="p-4 text-muted">The map could not be drawn here. Everything can be edited in the form.</p>
          ) : (
            <EditorMap
              look={look}
              data={data}
              tool={tool}
              shapes={drawable ? shapes : noShapes}
              slot={code === null ? 0 : (slots.get(code)?.slot ?? 0)}
              selectedShape={shape}
              view={view}
              shown={shown}
              onView={onView}
              onCountry={toggleCountry}
              onZone={select}
              onAnchor={setAnchor}
              onRing={(ring, at) => {
                put([[ring]], at)
                if (at === null) use('select')
              }}
              onDelete={drop}
              onLine={(drawn) => {
                setLine(drawn)
                void setParams({ tool: 'look', section: 'life' }, { history: 'replace' })
              }}
              onSelect={setShape}
              onFailed={() => setNoMap(true)}
            />
          )}
          {zone !== null && <ToolBar tool={tool} onTool={use} drawable={drawable} />}
          <MapLegend />
        </div>
        <aside aria-label="Zone" className="min-h-0 border-t lg:overflow-auto lg:border-t-0 lg:border-l">
          {zone === null ? (
            <p className="p-4 text-muted">Choose a zone in the list or on the map, or add one.</p>
          ) : (
            <ZoneForm
              key={code}
              zone={zone}
              index={index}
              config={document}
              published={published}
              inForce={inForce}
              picture={picture}
              fleet={fleet}
              findings={findings}
              edit={edit}
              section={params.section}
              onSection={(section) => void setParams({ section }, { history: 'replace' })}
              onTool={use}
              onSelect={select}
              shape={shape}
              onShape={setShape}
              onShapes={(added) => put(added, null)}
              onDrop={drop}
              line={line}
              onLineDone={() => setLine(null)}
            />
          )}
        </aside>
      </div>
      {pending && (
        <CutDialog
          parts={pending.parts}
          onCancel={() => setPending(null)}
          onTake={() => {
            edit((config) => withZone(config, pending.code, (each) => putShapes(each, pending.index, pending.parts)))
            setPending(null)
          }}
        />
      )}
    </div>
  )
}
