'use client'
import { useQueryStates } from 'nuqs'
import type { ReactNode } from 'react'
import { PageHeader } from '../../_components/page-header'
import { QueryView } from '../../_components/query-view'
import { Tabs } from '../../_components/ui/tabs'
import { useStatus } from '../../_lib/use-status'
import { ApiKeys } from './_components/api-keys'
import { Configuration } from './_components/configuration'
import { Geoip } from './_components/geoip'
import { Installation } from './_components/installation'
import { Members } from './_components/members/members'
import { Overrides } from './_components/overrides/overrides'
import { Routing } from './_components/routing'
import { type SettingsTab, settingsParams } from './search-params'

type Tab = { value: SettingsTab; label: string; content: ReactNode; admins?: true }

const tabs: readonly Tab[] = [
  { value: 'keys', label: 'API keys', content: <ApiKeys />, admins: true },
  { value: 'routing', label: 'Routing', content: <Routing />, admins: true },
  { value: 'overrides', label: 'Overrides', content: <Overrides />, admins: true },
  { value: 'configuration', label: 'Configuration', content: <Configuration />, admins: true },
  { value: 'geoip', label: 'IP databases', content: <Geoip /> },
  { value: 'members', label: 'Members', content: <Members /> },
  { value: 'installation', label: 'Installation', content: <Installation /> },
]

/** What is for admins is not offered to others; who follows a link to it is told so by the tab itself. */
export function SettingsScreen() {
  const [{ tab }, setParams] = useQueryStates(settingsParams, { history: 'push' })
  return (
    <div className="mx-auto max-w-5xl pb-8">
      <PageHeader title="Settings" />
      <QueryView query={useStatus()} what="the settings">
        {({ me }) => {
          const shown = tabs.filter(({ value, admins }) => me.role === 'admin' || !admins || value === tab)
          return (
            <div className="px-4">
              <Tabs
                label="Settings"
                value={tab ?? shown[0]!.value}
                onChange={(next) => void setParams({ tab: next, q: null, override: null, create: null })}
                tabs={shown}
              />
            </div>
          )
        }}
      </QueryView>
    </div>
  )
}
