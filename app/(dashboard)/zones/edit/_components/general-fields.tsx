'use client'
import { useId } from 'react'
import { isLive } from '@/server/core/config/compile'
import { type ZoneColor, zoneColors } from '@/server/core/config/schema'
import { inputClass } from '../../../../_components/ui/field'
import { Select } from '../../../../_components/ui/select'
import type { ZoneFormProps } from './edit'
import { FindingNotes } from './finding-notes'
import { NumberField } from './number-field'

const top = '*'
const automatic = '*'

export function GeneralFields({ zone, config, findings, change }: ZoneFormProps) {
  const id = useId()
  const parents = config.zones.filter((each) => each.code !== zone.code && (isLive(each) || each.code === zone.parent))
  return (
    <div className="grid grid-cols-2 gap-x-3 gap-y-2">
      <div className="col-span-2 flex flex-col gap-1">
        <label htmlFor={`${id}-name`} className="text-xs font-medium text-muted">
          Name
        </label>
        <input
          id={`${id}-name`}
          value={zone.name}
          maxLength={80}
          className={inputClass}
          onChange={(event) => change((each) => ({ ...each, name: event.target.value }), 'name')}
        />
      </div>
      <div className="flex flex-col gap-1">
        <span className="text-xs font-medium text-muted">Parent</span>
        <Select
          label="Parent"
          value={zone.parent ?? top}
          options={[
            { value: top, label: 'None: top level' },
            ...parents.map(({ code, name }) => ({ value: code, label: code, hint: name })),
          ]}
          onChange={(value) => change((each) => ({ ...each, parent: value === top ? null : value }))}
          className="w-full"
        />
      </div>
      <div className="flex flex-col gap-1">
        <span className="text-xs font-medium text-muted">Colour</span>
        <Select
          label="Colour"
          value={zone.color ?? automatic}
          options={[{ value: automatic, label: 'By itself' }, ...zoneColors.map((color) => ({ value: color as string, label: color }))]}
          onChange={(value) => change(({ color: _, ...each }) => (value === automatic ? each : { ...each, color: value as ZoneColor }))}
          className="w-full"
        />
      </div>
      <NumberField
        label="Priority where zones overlap"
        className="col-span-2"
        value={zone.priority}
        min={-1000}
        max={1000}
        step={1}
        whole
        onChange={(priority) => change((each) => ({ ...each, priority }), 'priority')}
      />
      <FindingNotes
        className="col-span-2"
        findings={findings.filter(({ path }) => /^(|code|name|parent|priority)$|^replaces/.test(path))}
      />
    </div>
  )
}
