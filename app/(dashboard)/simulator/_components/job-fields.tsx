'use client'
import { useId } from 'react'
import { fallback } from '@/server/core/config/schema'
import { SubcloudField } from '../../../_components/domain/subcloud-field'
import { CommitInput } from '../../../_components/ui/commit-input'
import { Field } from '../../../_components/ui/field'
import { Select } from '../../../_components/ui/select'
import type { SetParams, SimulatorParams } from '../_engine/question'

type Props = { params: SimulatorParams; setParams: SetParams; model: string | null; models: readonly string[] }
const byPolicy = 'policy'

/** What is asked for, as `POST /api/v1/route` has it. */
export function JobFields({ params, setParams, model, models }: Props) {
  const list = useId()
  const some = (key: 'prefer' | 'only' | 'deny') => (text: string) => void setParams({ [key]: text.split(/[\s,]+/).filter(Boolean) })
  return (
    <div className="flex flex-col gap-2">
      <Field label="Model">
        <CommitInput value={model ?? ''} list={list} onCommit={(text) => void setParams({ model: text || null })} />
      </Field>
      <datalist id={list}>
        {models.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <SubcloudField none="none, a general job" value={params.subcloud} onChange={(subcloud) => void setParams({ subcloud })} />
      <details open={hasDetails(params)} className="group">
        <summary className="text-xs text-muted hover:text-ink">Geography, hardware and more</summary>
        <div className="mt-2 flex flex-col gap-2">
          {(['prefer', 'only', 'deny'] as const).map((key) => (
            <Field key={key} label={labels[key]}>
              <CommitInput value={params[key].join(', ')} placeholder="zone:EU, jurisdiction:EU27" onCommit={some(key)} />
            </Field>
          ))}
          <Select
            label="Fallback"
            showLabel
            value={params.fallback ?? byPolicy}
            options={[{ value: byPolicy, label: 'as the policy says' }, ...fallback.options.map((value) => ({ value, label: value }))]}
            onChange={(value) => void setParams({ fallback: value === byPolicy ? null : value })}
          />
          <div className="grid grid-cols-2 gap-2">
            <Field label="Memory, at least GB">
              <CommitInput
                type="number"
                min={0}
                value={params.vram === null ? '' : String(params.vram)}
                onCommit={(text) => void setParams({ vram: text === '' ? null : Math.max(0, Number(text)) })}
              />
            </Field>
            <Field label="GPU">
              <CommitInput value={params.gpu ?? ''} placeholder="RTX 4090" onCommit={(text) => void setParams({ gpu: text || null })} />
            </Field>
            <Field label="Environment">
              <CommitInput value={params.environment} onCommit={(text) => void setParams({ environment: text || null })} />
            </Field>
            <Field label="Affinity key">
              <CommitInput value={params.affinity ?? ''} onCommit={(text) => void setParams({ affinity: text || null })} />
            </Field>
            <Field label="Seed" hint="Another seed, another draw among equals.">
              <CommitInput value={params.seed} onCommit={(text) => void setParams({ seed: text || null })} />
            </Field>
          </div>
        </div>
      </details>
    </div>
  )
}

const labels = { prefer: 'Prefer', only: 'Only', deny: 'Never' }

function hasDetails({ prefer, only, deny, fallback: one, vram, gpu, affinity }: SimulatorParams): boolean {
  return prefer.length + only.length + deny.length > 0 || one !== null || vram !== null || gpu !== null || affinity !== null
}
