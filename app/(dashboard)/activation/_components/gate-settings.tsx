'use client'
import { Lock } from 'lucide-react'
import { ConfigDraft } from '../../../_components/changes/config-draft'
import { SettingPanels } from '../../../_components/settings/setting-panels'
import { EmptyState } from '../../../_components/states'
import { sections } from '../../../_lib/settings/sections'

/** How long the gate waits and what it asks for. Part of the configuration: changed by draft and publish like everything else. */
export function GateSettingsTab({ isAdmin }: { isAdmin: boolean }) {
  if (!isAdmin)
    return (
      <EmptyState icon={<Lock size={22} aria-hidden />} title="The gate’s settings are changed by admins">
        What they come to is under Conditions: each has its target beside it.
      </EmptyState>
    )
  return (
    <ConfigDraft what="the gate’s settings" under="gate">
      {(draft) => <SettingPanels draft={draft} section={sections.gate} />}
    </ConfigDraft>
  )
}
