'use client'
import { Lock } from 'lucide-react'
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
  const { status, draft, ...rest } = useDraft('config')
  if (status === 'loading') return <SkeletonRows label="your draft" />
  if (status === 'failed')
    return <ErrorState error={'error' in rest ? rest.error : null} what="your draft" onRetry={'retry' in rest ? rest.retry : undefined} />
  return <ZoneEditor draft={draft} />
}
