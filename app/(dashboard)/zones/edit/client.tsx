'use client'
import { Lock } from 'lucide-react'
import { DraftLoader } from '../../../_components/changes/draft-loader'
import { EmptyState, ErrorState, SkeletonRows } from '../../../_components/states'
import { useDraft } from '../../../_lib/drafts/use-draft'
import { useStatus } from '../../../_lib/use-status'
import { ZoneEditor } from './zone-editor'

/** Only admins edit zones; whoever else has the link is told so, and the server would refuse them anyway. */
export function EditZonesScreen() {
  const status = useStatus()
  if (status.data === undefined)
    return status.isError ? <ErrorState error={status.error} what="the editor" /> : <SkeletonRows label="the editor" />
  if (status.data.me.role !== 'admin')
    return (
      <EmptyState icon={<Lock size={22} aria-hidden />} title="Zones are edited by admins">
        You can see them as they are under Zones.
      </EmptyState>
    )
  return <Opened />
}

function Opened() {
  return (
    <DraftLoader state={useDraft('config')} what="your draft">
      {(draft) => <ZoneEditor draft={draft} />}
    </DraftLoader>
  )
}
