'use client'
import { Circle, Hexagon, RectangleHorizontal, Trash2, Waypoints } from 'lucide-react'
import { examineShape } from '@/server/core/config/edit/shapes'
import type { Position } from '@/server/core/geo/antimeridian'
import { Button } from '../../../../_components/ui/button'
import { cn } from '../../../../_components/ui/cn'
import { count, plural } from '../../../../_lib/format'
import type { Tool } from '../search-params'
import { AddShape } from './add-shape'
import type { ZoneFormProps } from './edit'
import { FindingNotes } from './finding-notes'
import { GeoJsonButtons } from './geojson-buttons'
import { RingEditor } from './ring-editor'

type Props = ZoneFormProps & {
  selected: number | null
  onSelect: (index: number | null) => void
  onTool: (tool: Tool) => void
  onShapes: (shapes: Position[][][]) => void
  onDrop: (index: number) => void
}

/** Drawn shapes as a table: the map's twin, where nothing needs a mouse. */
export function ShapesSection(props: Props) {
  const { zone, findings, selected, onSelect, onTool, onShapes, onDrop } = props
  const shapes = zone.polygons?.coordinates ?? []
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => onTool('polygon')}>
          <Hexagon size={13} aria-hidden />
          Draw polygon
        </Button>
        <Button size="sm" onClick={() => onTool('rectangle')}>
          <RectangleHorizontal size={13} aria-hidden />
          Draw rectangle
        </Button>
        <Button size="sm" onClick={() => onTool('circle')}>
          <Circle size={13} aria-hidden />
          Draw circle
        </Button>
        <GeoJsonButtons zone={zone} onShapes={onShapes} />
      </div>
      <AddShape onShapes={onShapes} />
      {shapes.length === 0 ? (
        <p className="text-muted">Nothing is drawn: the zone is made of its countries{zone.parent === null ? ' and its children' : ''}.</p>
      ) : (
        <table aria-label="Shapes" className="w-full text-left">
          <thead className="text-xs text-muted">
            <tr>
              <th scope="col" className="py-1 font-medium">
                Shape
              </th>
              <th scope="col" className="text-right font-medium">
                Area
              </th>
              <th scope="col" className="text-right font-medium">
                Vertices
              </th>
              <th scope="col">
                <span className="sr-only">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shapes.map((rings, index) => {
              const { normal, areaKm2, vertices } = examineShape(rings)
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: a shape is its place in the list
                <tr key={index} className={cn('border-t', index === selected && 'bg-accent-soft')}>
                  <th scope="row" className="py-1 pl-1 font-medium">
                    {index + 1}
                    {rings.length > 1 && <span className="ml-1 text-xs font-normal text-faint">{plural(rings.length - 1, 'hole')}</span>}
                    {!normal.ok && <span className="ml-1.5 text-xs text-bad">invalid</span>}
                    {normal.ok && normal.cut.length > 0 && <span className="ml-1.5 text-xs text-warn">crosses ±180°</span>}
                  </th>
                  <td className="text-right">{normal.ok ? `${count(areaKm2)} km²` : '–'}</td>
                  <td className="text-right">{count(vertices)}</td>
                  <td className="text-right">
                    <Button
                      variant="ghost"
                      size="icon-sm"
                      aria-label={`Vertices of shape ${index + 1}`}
                      aria-expanded={index === selected}
                      onClick={() => onSelect(index === selected ? null : index)}
                    >
                      <Waypoints size={13} aria-hidden />
                    </Button>
                    <Button variant="ghost" size="icon-sm" aria-label={`Delete shape ${index + 1}`} onClick={() => onDrop(index)}>
                      <Trash2 size={13} aria-hidden />
                    </Button>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      <FindingNotes findings={findings.filter(({ path }) => path.startsWith('polygons'))} />
      {selected !== null && shapes[selected] && (
        <RingEditor key={selected} index={selected} rings={shapes[selected]} change={props.change} />
      )}
    </div>
  )
}
