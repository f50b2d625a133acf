'use client'
import { MapPin, Plus, X } from 'lucide-react'
import { useId } from 'react'
import { Button } from '../../../../_components/ui/button'
import type { ZoneFormProps } from './edit'
import { NumberField } from './number-field'

/** Anchors and bias: whom the nearest-zone rule would prefer this zone for, where no zone is. The map's dots follow. */
export function NearestFields({ zone, change, onPickAnchor }: ZoneFormProps & { onPickAnchor: () => void }) {
  const id = useId()
  const { anchors, bias } = zone
  const move = (at: number, to: Partial<{ lng: number; lat: number }>) =>
    change((each) => ({ ...each, anchors: each.anchors.map((anchor, i) => (i === at ? { ...anchor, ...to } : anchor)) }), `anchor ${at}`)
  return (
    <>
      <section aria-label="Anchors" className="flex flex-col gap-2">
        <h3 className="text-xs font-medium text-muted">Anchors: distances to the zone are measured to the nearest</h3>
        {anchors.length === 0 && <p className="text-muted">None: the nearest-zone rule never chooses it, and no distance suggests it.</p>}
        <ol className="flex flex-col gap-1">
          {anchors.map(({ lng, lat }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an anchor is its place in the list; its position is what is being edited
            <li key={at} className="flex items-center gap-2">
              <span className="w-4 text-xs text-faint tabular-nums">{at + 1}</span>
              <NumberField
                label={`Latitude of anchor ${at + 1}`}
                hideLabel
                value={lat}
                min={-90}
                max={90}
                className="flex-1"
                onChange={(value) => move(at, { lat: value })}
              />
              <NumberField
                label={`Longitude of anchor ${at + 1}`}
                hideLabel
                value={lng}
                min={-180}
                max={180}
                className="flex-1"
                onChange={(value) => move(at, { lng: value })}
              />
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Take out anchor ${at + 1}`}
                onClick={() => change((each) => ({ ...each, anchors: each.anchors.filter((_, i) => i !== at) }))}
              >
                <X size={13} aria-hidden />
              </Button>
            </li>
          ))}
        </ol>
        <div className="flex gap-2">
          <Button size="sm" onClick={onPickAnchor}>
            <MapPin size={13} aria-hidden />
            Set on the map
          </Button>
          <Button
            size="sm"
            onClick={() => change((each) => ({ ...each, anchors: [...each.anchors, each.anchors.at(-1) ?? { lng: 0, lat: 0 }] }))}
          >
            <Plus size={13} aria-hidden />
            Add by coordinates
          </Button>
        </div>
      </section>
      <section aria-label="Bias" className="flex flex-col gap-1">
        <label htmlFor={id} className="flex justify-between text-xs font-medium text-muted">
          Bias of the nearest-zone rule
          <output htmlFor={id} className="text-ink tabular-nums">
            {bias > 0 ? '+' : ''}
            {bias} %
          </output>
        </label>
        <input
          id={id}
          type="range"
          min={-99}
          max={99}
          value={bias}
          className="w-full accent-(--accent)"
          onChange={(event) => {
            const next = event.target.valueAsNumber
            change((each) => ({ ...each, bias: next }), 'bias')
          }}
        />
        <p className="text-xs text-faint">
          {zone.parent === null
            ? 'Above zero the zone reaches further, below zero less far. It gives a preference and puts nobody in the zone.'
            : 'Only top-level zones are chosen by distance: here it has no effect.'}
        </p>
      </section>
    </>
  )
}
