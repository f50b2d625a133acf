'use client'
import { Lock } from 'lucide-react'
import type { Config, GateSettings } from '@/server/core/config/schema'
import { DraftBar } from '../../../../_components/changes/draft-bar'
import { DraftLoader } from '../../../../_components/changes/draft-loader'
import { FindingsList } from '../../../../_components/changes/findings-list'
import { EmptyState } from '../../../../_components/states'
import { Panel } from '../../../../_components/ui/panel'
import type { Draft } from '../../../../_lib/drafts/use-draft'
import { useDraft } from '../../../../_lib/drafts/use-draft'
import { type GateSettingGroup, gateSettingGroups } from '../../../../_lib/gate-settings'
import { SettingField } from './setting-field'

/** How long the gate waits and what it asks for. Part of the configuration: changed by draft and publish like everything else. */
export function GateSettingsTab({ isAdmin }: { isAdmin: boolean }) {
  if (!isAdmin)
    return (
      <EmptyState icon={<Lock size={22} aria-hidden />} title="The gate’s settings are changed by admins">
        What they come to is under Conditions: each has its target beside it.
      </EmptyState>
    )
  return <Opened />
}

function Opened() {
  return (
    <DraftLoader state={useDraft('config')} what="the gate’s settings">
      {(draft) => <Form draft={draft} />}
    </DraftLoader>
  )
}

function Form({ draft }: { draft: Draft<Config> }) {
  return (
    <div className="flex flex-col gap-4">
      <DraftBar draft={draft} />
      <FindingsList draft={draft} under="gate" />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        {gateSettingGroups.map((group) => (
          <Group key={group.title} group={group} draft={draft} />
        ))}
      </div>
    </div>
  )
}

function Group({ group, draft }: { group: GateSettingGroup; draft: Draft<Config> }) {
  const { document, published, edit } = draft
  const change = (gate: GateSettings, path: string) => edit((config) => ({ ...config, gate }), { step: `gate ${path}` })
  return (
    <Panel title={group.title}>
      <div className="flex flex-col gap-3.5">
        {group.settings.map((setting) => (
          <SettingField
            key={setting.path}
            setting={setting}
            gate={document.gate}
            published={published.gate}
            onChange={(gate) => change(gate, setting.path)}
          />
        ))}
      </div>
    </Panel>
  )
}
