'use client'
import { useQueryState } from 'nuqs'
import { PageHeader } from '../../_components/page-header'
import { Tabs } from '../../_components/ui/tabs'
import { ApiKeys } from './_components/api-keys'
import { Configuration } from './_components/configuration'
import { Geoip } from './_components/geoip'
import { Installation } from './_components/installation'
import { Members } from './_components/members'
import { settingsParams } from './search-params'

export function SettingsScreen() {
  const [tab, setTab] = useQueryState('tab', settingsParams.tab.withOptions({ history: 'push' }))
  return (
    <div className="mx-auto max-w-5xl pb-8">
      <PageHeader title="Settings" />
      <div className="px-4">
        <Tabs
          label="Settings"
          value={tab}
          onChange={(next) => void setTab(next)}
          tabs={[
            { value: 'keys', label: 'API keys', content: <ApiKeys /> },
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
