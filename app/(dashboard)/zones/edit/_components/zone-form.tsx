'use client'
import type { FleetPoint } from '@/server/control/services/nodes/schemas'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { Finding } from '@/server/core/config/finding'
import type { Config, Zone } from '@/server/core/config/schema'
import type { Position } from '@/server/core/geo/antimeridian'
import { Tabs } from '../../../../_components/ui/tabs'
import { KeptIn } from '../../../../_lib/kept/use-kept'
import { MembersField } from '../../_components/members-field'
import type { Picture } from '../_map/use-picture'
import type { Section, Tool } from '../search-params'
import { changerOf, type Edit, findingsOf } from './edit'
import { EffectSection } from './effect-section'
import { FallbackSection } from './fallback-section'
import { FindingNotes } from './finding-notes'
import { GeneralFields } from './general-fields'
import { LifeSection } from './life-section'
import { ShapesSection } from './shapes-section'

type Props = {
  zone: Zone
  index: number
  config: Config
  published: Config
  inForce: CompiledConfig
  picture: Picture
  fleet: readonly FleetPoint[]
  findings: readonly Finding[]
  edit: Edit
  section: Section
  onSection: (section: Section) => void
  onTool: (tool: Tool) => void
  onSelect: (code: string | null) => void
  shape: number | null
  onShape: (index: number | null) => void
  onShapes: (shapes: Position[][][]) => void
  onDrop: (index: number) => void
  line: Position[] | null
  onLineDone: () => void
}

export function ZoneForm(props: Props) {
  const { zone, config, published, edit, section, onTool } = props
  const findings = findingsOf(props.findings, props.index)
  const change = changerOf(edit, zone.code)
  const shared = { zone, config, findings, change }
  return (
    <div className="flex flex-col gap-3 p-3.5">
      <h2 className="flex items-baseline gap-2 text-base font-semibold">
        {zone.code} <span className="truncate text-sm font-normal text-muted">{zone.name}</span>
      </h2>
      <KeptIn place={`zone ${zone.code}`}>
        <GeneralFields {...shared} />
        <Tabs
          label="Parts of the zone"
          value={section}
          onChange={props.onSection}
          tabs={[
            {
              value: 'places',
              label: 'Places',
              count: zone.countries.length + zone.subdivisions.length,
              content: (
                <div className="flex flex-col gap-2">
                  <MembersField
                    countries={zone.countries}
                    subdivisions={zone.subdivisions}
                    onChange={(members) => change((each) => ({ ...each, ...members }))}
                    note="No countries: the zone is what is drawn, and its children."
                  />
                  <FindingNotes findings={findings.filter(({ path }) => /^(countries|subdivisions)/.test(path))} />
                </div>
              ),
            },
            {
              value: 'shapes',
              label: 'Shapes',
              count: zone.polygons?.coordinates.length ?? 0,
              content: (
                <ShapesSection
                  {...shared}
                  selected={props.shape}
                  onSelect={(at) => {
                    props.onShape(at)
                    if (at !== null) onTool('select')
                  }}
                  onTool={onTool}
                  onShapes={props.onShapes}
                  onDrop={props.onDrop}
                />
              ),
            },
            {
              value: 'fallback',
              label: 'Fallback',
              count: zone.neighbours.length,
              content: <FallbackSection {...shared} onPickAnchor={() => onTool('anchor')} />,
            },
            {
              value: 'life',
              label: 'Life',
              content: (
                <LifeSection
                  {...shared}
                  published={published}
                  edit={edit}
                  onSelect={props.onSelect}
                  line={props.line}
                  onDrawLine={() => onTool('cut')}
                  onSplitDone={props.onLineDone}
                />
              ),
            },
            {
              value: 'effect',
              label: 'Effect',
              content: (
                <EffectSection
                  zone={zone}
                  config={config}
                  published={props.inForce}
                  compiled={props.picture.compiled}
                  cells={props.picture.cells}
                  fleet={props.fleet}
                />
              ),
            },
          ]}
        />
      </KeptIn>
    </div>
  )
}
