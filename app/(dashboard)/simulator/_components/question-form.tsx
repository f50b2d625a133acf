'use client'
import type { ReactNode } from 'react'
import type { LngLat } from '@/server/core/geo/place'
import { SubcloudField } from '../../../_components/domain/subcloud-field'
import type { SetParams, SimulatorParams } from '../_engine/question'
import { ConfigField } from './config-field'
import { JobFields } from './job-fields'
import { OriginFields } from './origin-fields'
import { SupposeFields } from './suppose-fields'

type Props = {
  params: SimulatorParams
  setParams: SetParams
  model: string | null
  models: readonly string[]
  onPin: (at: LngLat) => void
}

export function QuestionForm({ params, setParams, model, models, onPin }: Props) {
  if (params.tab === 'replay')
    return (
      <div className={look}>
        <Part title="Before">
          <ConfigField label="Before" value={params.against} onChange={(against) => void setParams({ against })} />
        </Part>
        <Part title="After">
          <ConfigField label="After" value={params.config} onChange={(config) => void setParams({ config })} />
        </Part>
        <Part title="Jobs">
          <SubcloudField none="all" value={params.subcloud} onChange={(subcloud) => void setParams({ subcloud })} />
        </Part>
      </div>
    )
  return (
    <div className={look}>
      <Part title="Configuration">
        <ConfigField value={params.config} onChange={(config) => void setParams({ config })} />
      </Part>
      {params.tab === 'ask' && (
        <Part title="From">
          <OriginFields params={params} setParams={setParams} onPin={onPin} />
        </Part>
      )}
      <Part title="Job">
        <JobFields params={params} setParams={setParams} model={model} models={models} />
      </Part>
      <Part title="Suppose that">
        <SupposeFields supposed={params.suppose} onChange={(suppose) => void setParams({ suppose })} />
      </Part>
    </div>
  )
}

const look = 'flex flex-col divide-y *:py-3.5 *:first:pt-0'

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="float-left mb-1 text-sm font-semibold">{title}</legend>
      {children}
    </fieldset>
  )
}
