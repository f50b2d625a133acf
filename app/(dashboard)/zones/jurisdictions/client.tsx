'use client'
import { useQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { PageHeader } from '../../../_components/page-header'
import { QueryView } from '../../../_components/query-view'
import { useTRPC } from '../../../_lib/trpc'
import { useIsAdmin } from '../../../_lib/use-is-admin'
import { ZoneTabs } from '../_components/zone-tabs'
import { JurisdictionEditor } from './_components/editor'
import { JurisdictionList } from './_components/list'
import { JurisdictionView } from './_components/view'
import { jurisdictionParams } from './search-params'

/** Admins see their draft and edit it; everyone else sees what is in force. */
export function JurisdictionsScreen() {
  const trpc = useTRPC()
  const isAdmin = useIsAdmin()
  const query = useQuery(trpc.jurisdictions.list.queryOptions())
  const [{ code }, setParams] = useQueryStates(jurisdictionParams, { history: 'push' })
  const select = (next: string | null) => void setParams({ code: next })
  return (
    <div className="flex min-h-full flex-col bg-surface">
      <PageHeader title="Jurisdictions" meta="sets of countries that boundaries name" />
      <ZoneTabs />
      <p className="border-b bg-sunken px-4 py-2 text-xs text-muted">
        Data to be reviewed by whoever relies on it, not legal advice. Each set says where its membership was read and when somebody last
        checked it.
      </p>
      <QueryView query={query} what="jurisdictions">
        {(list) =>
          isAdmin ? (
            <JurisdictionEditor inForce={list.items} code={code} onSelect={select} />
          ) : (
            <div className="grid flex-1 lg:grid-cols-[17rem_minmax(0,1fr)]">
              <JurisdictionList items={list.items} code={code} onSelect={select} />
              <JurisdictionView entry={list.items.find((entry) => entry.code === code) ?? null} />
            </div>
          )
        }
      </QueryView>
    </div>
  )
}
