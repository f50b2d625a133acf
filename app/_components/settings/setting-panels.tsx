'use client'
import type { Config } from '@/server/core/config/schema'
import type { Draft } from '../../_lib/drafts/use-draft'
import type { Section } from '../../_lib/settings/sections'
import { Panel } from '../ui/panel'
import { SettingField } from './setting-field'

/** A section's settings, a panel a group. */
export function SettingPanels({ draft, section }: { draft: Draft<Config>; section: Section }) {
  const { document, published, edit } = draft
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      {section.groups.map(({ title, means, settings }) => (
        <Panel key={title} title={title}>
          {means && <p className="mb-3 text-muted">{means}</p>}
          <div className="flex flex-col gap-3.5">
            {settings.map((setting) => (
              <SettingField
                key={setting.path}
                section={section}
                setting={setting}
                config={document}
                published={published}
                onChange={(config) => edit(() => config, { step: `${section.name} ${setting.path}` })}
              />
            ))}
          </div>
        </Panel>
      ))}
    </div>
  )
}
