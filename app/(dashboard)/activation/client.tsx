'use client'
import { useQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { useState } from 'react'
import { GateBadge } from '../../_components/domain/badges'
import { PageHeader } from '../../_components/page-header'
import { QueryView } from '../../_components/query-view'
import { Button } from '../../_components/ui/button'
import { Tabs } from '../../_components/ui/tabs'
import { useTRPC } from '../../_lib/trpc'
import { useIsAdmin } from '../../_lib/use-is-admin'
import { ConditionsTab } from './_components/conditions-tab'
import { GateSettingsTab } from './_components/gate-settings'
import { OverrideForm } from './_components/override-form'
import { OverrideNotice } from './_components/override-notice'
import { activationParams } from './search-params'

export function ActivationScreen() {
  const trpc = useTRPC()
  const [{ tab, zone, span }, setParams] = useQueryStates(activationParams, { history: 'push' })
  const [asking, setAsking] = useState(false)
  const query = useQuery(trpc.activation.read.queryOptions(undefined, { refetchInterval: 5_000 }))
  const isAdmin = useIsAdmin()
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
      <div className="flex flex-col gap-4 px-4">
        {query.data?.override && <OverrideNotice override={query.data.override} canEnd={isAdmin} />}
        <Tabs
          label="Activation"
          value={tab}
          onChange={(next) => void setParams({ tab: next })}
          tabs={[
            {
              value: 'conditions',
              label: 'Conditions',
              content: (
                <QueryView query={query} what="the gate">
                  {(view) => (
                    <ConditionsTab
                      view={view}
                      zone={zone}
                      onZone={(next) => void setParams({ zone: next })}
                      span={span}
                      onSpan={(next) => void setParams({ span: next }, { history: 'replace' })}
                    />
                  )}
                </QueryView>
              ),
            },
            { value: 'settings', label: 'Settings', content: <GateSettingsTab isAdmin={isAdmin} /> },
          ]}
        />
      </div>
      <OverrideForm open={asking} onOpenChange={setAsking} zones={query.data?.zones.map((row) => row.zone) ?? []} />
    </div>
  )
}
