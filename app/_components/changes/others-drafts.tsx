'use client'
import { useQuery } from '@tanstack/react-query'
import { Users } from 'lucide-react'
import { useState } from 'react'
import type { DraftRow } from '@/server/control/services/drafts/schemas'
import { diffDocument } from '../../_lib/drafts/ask'
import { useTRPCClient } from '../../_lib/trpc'
import { QueryView } from '../query-view'
import { RelativeTime } from '../relative-time'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Popover } from '../ui/popover'
import { DiffView } from './diff-view'

/** Who else is changing the same thing, and what theirs would change; to look at, since only its author saves a draft. */
export function OthersDrafts({ drafts }: { drafts: readonly DraftRow[] }) {
  const [shown, setShown] = useState<DraftRow | null>(null)
  return (
    <>
      <Popover
        title="Drafts of others"
        trigger={
          <Button variant="ghost" size="sm">
            <Users size={13} aria-hidden />
            {drafts.length} other {drafts.length === 1 ? 'draft' : 'drafts'}
          </Button>
        }
      >
        <ul className="flex flex-col gap-1.5">
          {drafts.map((draft) => (
            <li key={draft.id} className="flex items-start gap-2">
              <span className="min-w-0 flex-1">
                {draft.by.name ?? draft.by.id}
                <span className="block text-xs text-muted">
                  based on revision {draft.baseRevision}, saved <RelativeTime at={draft.updatedAt} />
                </span>
              </span>
              <Button size="sm" onClick={() => setShown(draft)}>
                Look
              </Button>
            </li>
          ))}
        </ul>
      </Popover>
      {shown && <Look row={shown} onClose={() => setShown(null)} />}
    </>
  )
}

function Look({ row, onClose }: { row: DraftRow; onClose: () => void }) {
  const client = useTRPCClient()
  const diff = useQuery({
    queryKey: ['others-draft', row.id, row.version],
    queryFn: async () => diffDocument(client, await client.drafts.read.query({ id: row.id })),
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      kind="sheet"
      title={`Draft of ${row.by.name ?? row.by.id}`}
      description="What it would change against what is in force now."
    >
      <QueryView query={diff} what="this draft">
        {(found) => <DiffView diff={found} />}
      </QueryView>
    </Dialog>
  )
}
