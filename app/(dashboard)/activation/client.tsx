'use client'
import { useQuery } from '@tanstack/react-query'
import { useQueryState } from 'nuqs'
import { useState } from 'react'
import { GateBadge } from '../../_components/domain/badges'
import { PageHeader } from '../../_components/page-header'
import { QueryView } from '../../_components/query-view'
import { EmptyState } from '../../_components/states'
import { Button } from '../../_components/ui/button'
import { Panel } from '../../_components/ui/panel'
import { useTRPC } from '../../_lib/trpc'
import { useStatus } from '../../_lib/use-status'
import { ConditionList } from './_components/condition-list'
import { ConditionMatrix } from './_components/condition-matrix'
import { History } from './_components/history'
import { OverrideForm } from './_components/override-form'
import { OverrideNotice } from './_components/override-notice'
import { StateLadder } from './_components/state-ladder'
import { activationParams } from './search-params'

export function ActivationScreen() {
  const trpc = useTRPC()
  const [zone, setZone] = useQueryState('zone', activationParams.zone.withOptions({ history: 'push' }))
  const [asking, setAsking] = useState(false)
  const { data: status } = useStatus()
  const query = useQuery(trpc.activation.read.queryOptions(undefined, { refetchInterval: 5_000 }))
  const isAdmin = status?.me.role === 'admin'
  return (
    <div className="mx-auto max-w-6xl pb-8">
      <PageHeader
        title="Activation"
        meta={
          query.data && (
            <GateBadge
              state={query.data.state}
              canaryPct={query.data.canaryPct}
              override={query.data.override !== null && query.data.override.zone === null}
            />
          )
        }
      >
        {isAdmin && <Button onClick={() => setAsking(true)}>Override…</Button>}
      </PageHeader>
      <QueryView query={query} what="the gate">
        {(view) => {
          // Nothing chosen: the zone that is held back furthest is what one came to see.
          const chosen =
            view.zones.find((row) => row.zone === zone) ??
            view.zones.find((row) => row.conditions.some((condition) => !condition.met)) ??
            null
          return (
            <div className="flex flex-col gap-4 px-4">
              {view.override && <OverrideNotice override={view.override} canEnd={isAdmin} />}
              <p className="max-w-3xl text-muted">
                The gate decides whether preference routing applies, zone by zone. Boundaries hold in every state. It goes up one step at a
                time while all conditions hold, and comes down by itself.
              </p>
              <Panel title="Conditions by zone" flush>
                {view.zones.length === 0 ? (
                  <EmptyState title="No top-level zone">Without zones nothing is gated.</EmptyState>
                ) : (
                  <ConditionMatrix
                    view={view}
                    chosen={chosen?.zone ?? null}
                    onChoose={(code) => void setZone(code === zone ? null : code)}
                  />
                )}
              </Panel>
              <div className="grid gap-4 lg:grid-cols-2">
                <Panel
                  title={chosen ? `${chosen.zone}: have and need` : 'Network: have and need'}
                  aside={chosen && <StateLadder row={chosen} />}
                >
                  <ConditionList
                    conditions={chosen ? chosen.conditions : view.conditions.filter((condition) => condition.zone === null)}
                    empty={
                      chosen ? 'Not judged yet: the gate ticks every few seconds.' : 'Choose a zone above to see what it has and needs.'
                    }
                  />
                </Panel>
                <Panel title="History">
                  <History rows={chosen ? view.history.filter((row) => row.zone === null || row.zone === chosen.zone) : view.history} />
                </Panel>
              </div>
              <OverrideForm open={asking} onOpenChange={setAsking} zones={view.zones.map((row) => row.zone)} />
            </div>
          )
        }}
      </QueryView>
    </div>
  )
}
