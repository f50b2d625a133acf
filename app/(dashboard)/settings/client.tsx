'use client'
import { useQueryStates } from 'nuqs'
import { PageHeader } from '../../_components/page-header'
import { Tabs } from '../../_components/ui/tabs'
import { ApiKeys } from './_components/api-keys'
import { Configuration } from './_components/configuration'
import { GateSettings } from './_components/gate-settings'
import { Geoip } from './_components/geoip'
import { Installation } from './_components/installation'
import { Members } from './_components/members/members'
import { Overrides } from './_components/overrides/overrides'
import { Routing } from './_components/routing'
import { settingsParams } from './search-params'

export function SettingsScreen() {
  const [{ tab }, setParams] = useQueryStates(settingsParams, { history: 'push' })
  return (
    <div className="mx-auto max-w-5xl pb-8">
      <PageHeader title="Settings" />
      <div className="px-4">
        <Tabs
          label="Settings"
          value={tab}
          onChange={(next) => void setParams({ tab: next, q: null, override: null })}
          tabs={[
            { value: 'keys', label: 'API keys', content: <ApiKeys /> },
            { value: 'routing', label: 'Routing', content: <Routing /> },
            { value: 'gate', label: 'Gate', content: <GateSettings /> },
            { value: 'overrides', label: 'Overrides', content: <Overrides /> },
            { value: 'configuration', label: 'Configuration', content: <Configuration /> },
            { value: 'geoip', label: 'IP databases', content: <Geoip /> },
            { value: 'members', label: 'Members', content: <Members /> },
            { value: 'installation', label: 'Installation', content: <Installation /> },
          ]}
        />
      </div>
    </div>
  )
}
