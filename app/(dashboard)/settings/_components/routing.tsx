'use client'
import type { Config } from '@/server/core/config/schema'
import { ConfigDraft } from '../../../_components/changes/config-draft'
import { SettingPanels } from '../../../_components/settings/setting-panels'
import { Checkbox } from '../../../_components/ui/checkbox'
import { Panel } from '../../../_components/ui/panel'
import type { Draft } from '../../../_lib/drafts/use-draft'
import { sections } from '../../../_lib/settings/sections'
import { NetworkBoundary } from './network-boundary'

/** What holds for every job of the network, whoever sends it. */
export function Routing() {
  return (
    <ConfigDraft>
      {(draft) => (
        <>
          <NetworkBoundary draft={draft} />
          <Panel title="Switches">
            <Switches draft={draft} />
          </Panel>
          <SettingPanels draft={draft} section={sections.routing} />
        </>
      )}
    </ConfigDraft>
  )
}

function Switches({ draft }: { draft: Draft<Config> }) {
  const { nearestZone, panic } = draft.document.platform
  const set = (change: Partial<Config['platform']>) => draft.edit((config) => ({ ...config, platform: { ...config.platform, ...change } }))
  return (
    <div className="flex flex-col gap-4">
      <Checkbox
        checked={nearestZone}
        onChange={(next) => set({ nearestZone: next })}
        label="Nearest-zone rule"
        hint="An origin in no zone prefers the nearest one, within 5,000 km and clearly nearer than the next. It is a preference and puts nobody in a zone."
      />
      <Checkbox
        checked={panic}
        onChange={(next) => set({ panic: next })}
        label="Panic"
        hint="Relaxes how long a silent node still counts as live, and nothing else: every boundary holds."
      />
    </div>
  )
}
