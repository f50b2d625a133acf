'use client'
import type { Config } from '@/server/core/config/schema'
import { Panel } from '../../../_components/ui/panel'
import { NumberField } from '../../../_components/ui/text-fields'
import type { Draft } from '../../../_lib/drafts/use-draft'
import { type SettingGroup, settingOf, withSetting } from '../../../_lib/setting-fields'

/** Numbers of the configuration, a panel a group; what was changed says what is in force. */
export function SettingPanels({ draft, groups }: { draft: Draft<Config>; groups: readonly SettingGroup[] }) {
  return groups.map(({ title, means, fields }) => (
    <Panel key={title} title={title}>
      <p className="mb-3 text-muted">{means}</p>
      <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
        {fields.map(({ path, label, unit, hint, min, max, whole }) => {
          const value = settingOf(draft.document, path)
          const published = settingOf(draft.published, path)
          return (
            <NumberField
              key={path}
              label={label}
              unit={unit}
              hint={value === published ? hint : `In force: ${published}${unit && ` ${unit}`}.${hint ? ` ${hint}` : ''}`}
              min={min}
              max={max}
              whole={whole}
              value={value}
              onChange={(next) => next !== undefined && draft.edit((config) => withSetting(config, path, next), { step: path })}
            />
          )
        })}
      </div>
    </Panel>
  ))
}
