'use client'
import { ArrowDown, ArrowUp, GripVertical, Plus, X } from 'lucide-react'
import { type DragEvent, useState } from 'react'
import { suggestNeighbours } from '@/server/core/config/suggest-neighbours'
import { Button } from '../../../../_components/ui/button'
import { cn } from '../../../../_components/ui/cn'
import { km } from '../../../../_lib/format'
import type { ZoneFormProps } from './edit'
import { FindingNotes } from './finding-notes'
import { NearestFields } from './nearest-fields'

/** Where jobs go when the zone has nothing free: its ancestors, then these in order, then everywhere the boundary allows. */
export function FallbackSection(props: ZoneFormProps & { onPickAnchor: () => void }) {
  const { zone, config, findings, change } = props
  const [dragged, setDragged] = useState<string | null>(null)
  const suggestions = suggestNeighbours(zone.code, config.zones)
  const distances = new Map(suggestions.map((each) => [each.code, each.distanceKm]))
  const set = (neighbours: string[]) => change((each) => ({ ...each, neighbours }))
  const move = (code: string, to: number) => {
    const without = zone.neighbours.filter((each) => each !== code)
    set([...without.slice(0, to), code, ...without.slice(to)])
  }
  const onDrop = (event: DragEvent, at: number) => {
    event.preventDefault()
    if (dragged !== null) move(dragged, at)
    setDragged(null)
  }
  const fresh = suggestions.filter(({ code }) => !zone.neighbours.includes(code)).slice(0, 6)
  return (
    <div className="flex flex-col gap-4">
      <section aria-label="Neighbours" className="flex flex-col gap-2">
        <h3 className="text-xs font-medium text-muted">Neighbours, first tried first</h3>
        {zone.neighbours.length === 0 && <p className="text-muted">None: what finds no place here goes to the global pool.</p>}
        <ol className="flex flex-col gap-1">
          {zone.neighbours.map((code, at) => (
            <li
              key={code}
              draggable
              onDragStart={() => setDragged(code)}
              onDragEnd={() => setDragged(null)}
              onDragOver={(event) => event.preventDefault()}
              onDrop={(event) => onDrop(event, at)}
              className={cn('flex h-8 items-center gap-2 rounded-md border bg-surface pr-1 pl-1.5', dragged === code && 'opacity-50')}
            >
              <GripVertical size={13} className="cursor-grab text-faint" aria-hidden />
              <span className="w-4 text-xs text-faint tabular-nums">{at + 1}</span>
              <span className="flex-1 font-medium">{code}</span>
              <span className="text-xs text-faint tabular-nums">{distances.has(code) && km(distances.get(code))}</span>
              <Button variant="ghost" size="icon-sm" aria-label={`Move ${code} up`} disabled={at === 0} onClick={() => move(code, at - 1)}>
                <ArrowUp size={13} aria-hidden />
              </Button>
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Move ${code} down`}
                disabled={at === zone.neighbours.length - 1}
                onClick={() => move(code, at + 1)}
              >
                <ArrowDown size={13} aria-hidden />
              </Button>
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Take out ${code}`}
                onClick={() => set(zone.neighbours.filter((each) => each !== code))}
              >
                <X size={13} aria-hidden />
              </Button>
            </li>
          ))}
        </ol>
        {fresh.length > 0 && (
          <div className="flex flex-wrap items-center gap-1.5">
            <span className="text-xs text-faint">Nearest others</span>
            {fresh.map(({ code, distanceKm }) => (
              <Button key={code} size="sm" onClick={() => set([...zone.neighbours, code])}>
                <Plus size={12} aria-hidden />
                {code} <span className="text-faint">{km(distanceKm)}</span>
              </Button>
            ))}
          </div>
        )}
        {suggestions.length > 1 && (
          <Button size="sm" className="self-start" onClick={() => set(suggestions.map(({ code }) => code))}>
            All by distance
          </Button>
        )}
        <FindingNotes findings={findings.filter(({ path }) => path.startsWith('neighbours'))} />
      </section>
      <NearestFields {...props} />
    </div>
  )
}
