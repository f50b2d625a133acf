'use client'
import { MapPinned, Plus, Upload } from 'lucide-react'
import { useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import type { Config } from '@/server/core/config/schema'
import { ConfigDraft } from '../../../../_components/changes/config-draft'
import { EmptyState } from '../../../../_components/states'
import { Button } from '../../../../_components/ui/button'
import type { Draft } from '../../../../_lib/drafts/use-draft'
import { KeptIn } from '../../../../_lib/kept/use-kept'
import { settingsParams } from '../../search-params'
import { ImportGeofeed } from './import-geofeed'
import { overrideRows } from './override-rows'
import { OverrideSheet } from './override-sheet'
import { OverrideTable } from './override-table'

/** An admin’s word on where address ranges are: it wins over the databases, for clients and nodes alike. */
export function Overrides() {
  return <ConfigDraft>{(draft) => <OverrideList draft={draft} />}</ConfigDraft>
}

function OverrideList({ draft }: { draft: Draft<Config> }) {
  const [{ override: opened }, setParams] = useQueryStates(settingsParams, { history: 'push' })
  const { overrides } = draft.document
  const rows = useMemo(() => overrideRows(overrides, draft.published.overrides), [overrides, draft.published.overrides])
  const open = (what: string | null) => void setParams({ override: what })
  const close = () => open(null)
  const add = (
    <span className="flex flex-wrap gap-2">
      <Button onClick={() => open('geofeed')}>
        <Upload size={14} aria-hidden />
        Import a geofeed
      </Button>
      <Button variant="primary" onClick={() => open('new')}>
        <Plus size={14} aria-hidden />
        Add an override
      </Button>
    </span>
  )
  return (
    <>
      {rows.length === 0 ? (
        <EmptyState icon={<MapPinned size={24} aria-hidden />} title="No address is overridden" action={add}>
          Where an IP database is wrong, or knows nothing, e.g. of a private network behind your own gateway, say where its addresses stand.
          A network’s geofeed says it of all its own.
        </EmptyState>
      ) : (
        <OverrideTable rows={rows} add={add} />
      )}
      {opened === 'geofeed' ? (
        <ImportGeofeed draft={draft} onClose={close} />
      ) : (
        opened !== null && (
          <KeptIn key={opened} place={`override ${opened}`}>
            <OverrideSheet
              draft={draft}
              row={rows.find(({ override }) => override.cidr === opened) ?? null}
              cidr={opened === 'new' ? '' : opened}
              onClose={close}
            />
          </KeptIn>
        )
      )}
    </>
  )
}
