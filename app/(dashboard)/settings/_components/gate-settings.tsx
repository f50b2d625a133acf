'use client'
import { useState } from 'react'
import type { Config } from '@/server/core/config/schema'
import { CommitInput } from '../../../_components/ui/commit-input'
import { Field } from '../../../_components/ui/field'
import { Panel } from '../../../_components/ui/panel'
import type { Draft } from '../../../_lib/drafts/use-draft'
import { gateGroups } from '../../../_lib/setting-fields'
import { ConfigDraft } from './config-draft'
import { SettingPanels } from './setting-panels'

/** Every duration and target of the activation gate; its present state is the Activation screen’s. */
export function GateSettings() {
  return (
    <ConfigDraft>
      {(draft) => (
        <>
          <Panel title="Canary">
            <CanarySteps draft={draft} />
          </Panel>
          <SettingPanels draft={draft} groups={gateGroups} />
        </>
      )}
    </ConfigDraft>
  )
}

function CanarySteps({ draft }: { draft: Draft<Config> }) {
  const [isWrong, setWrong] = useState(false)
  const commit = (written: string) => {
    const canarySteps = written
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map(Number)
    const isList = canarySteps.length > 0 && canarySteps.every((step) => step > 0 && step <= 100)
    setWrong(!isList)
    if (isList) draft.edit((config) => ({ ...config, gate: { ...config.gate, canarySteps } }))
  }
  return (
    <Field
      label="Canary steps (%)"
      hint="Shares of the tenants. Raising one only adds tenants."
      error={isWrong ? 'Numbers above 0 and at most 100, e.g. 5, 25, 50, 100' : undefined}
    >
      <CommitInput
        className="max-w-80 tabular-nums"
        inputMode="decimal"
        value={draft.document.gate.canarySteps.join(', ')}
        onCommit={commit}
      />
    </Field>
  )
}
