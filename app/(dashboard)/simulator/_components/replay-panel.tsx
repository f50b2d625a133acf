'use client'
import { ImpactPanel } from '../../../_components/changes/impact-panel'
import { EmptyState } from '../../../_components/states'
import { type SimulatorParams, sideOf } from '../_engine/question'

/** The last logged jobs under two configurations, on the server: the log is there. */
export function ReplayPanel({ params: { config, against, subcloud }, role }: { params: SimulatorParams; role: string | undefined }) {
  if (role === 'viewer')
    return (
      <EmptyState title="For admins and owners">
        Owners try their Subclouds’ jobs, admins all of them. One request is answered for every role.
      </EmptyState>
    )
  if (config === against)
    return <EmptyState title="Two configurations to compare">Choose another one on the left: a draft, or an earlier revision.</EmptyState>
  return (
    <div className="bg-surface p-4 lg:overflow-auto">
      <h2 className="mb-2 font-semibold">Recent jobs under both</h2>
      <ImpactPanel
        key={`${config} ${against} ${subcloud}`}
        before={sideOf(against)}
        after={sideOf(config)}
        subcloud={subcloud ?? undefined}
      />
    </div>
  )
}
