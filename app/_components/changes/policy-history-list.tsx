'use client'
import { useQuery } from '@tanstack/react-query'
import { restorePolicy } from '@/server/core/config/restore-policy'
import type { Policy } from '@/server/core/config/schema'
import { isEqual } from '@/server/core/json/share'
import type { Draft } from '../../_lib/drafts/use-draft'
import { useTRPC } from '../../_lib/trpc'
import { QueryView } from '../query-view'
import { RelativeTime } from '../relative-time'
import { Button } from '../ui/button'
import { useToast } from '../ui/toast'

/** What one Subcloud's policy was, newest first. Restoring puts it into the draft, to be reviewed and published like any change. */
export function PolicyHistoryList({ slug, draft }: { slug: string; draft: Draft<Policy> }) {
  const trpc = useTRPC()
  const toast = useToast()
  const query = useQuery(trpc.config.policyHistory.queryOptions({ slug }))
  return (
    <QueryView query={query} what="the policy’s history">
      {({ items }) => (
        <ol aria-label="Earlier policies" className="flex flex-col divide-y">
          {items.map(({ revision, comment, actor, createdAt, policy }) => {
            const isCurrent = isEqual(policy, draft.published)
            const restored = restorePolicy(policy, draft.published)
            return (
              <li key={revision} aria-label={`Revision ${revision}`} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-2">
                <span className="w-10 shrink-0 font-medium tabular-nums">{revision}</span>
                <span className="min-w-48 flex-1">
                  {comment}
                  <span className="block text-xs text-muted">
                    {actor.name ?? actor.id}, <RelativeTime at={createdAt} />
                    {isCurrent && ', in force'}
                  </span>
                </span>
                <Button
                  size="sm"
                  disabled={isEqual(restored, draft.document)}
                  onClick={() => {
                    draft.edit(() => restored)
                    toast(`The policy of revision ${revision} is in your draft`, 'Review and publish it to put it in force.')
                  }}
                >
                  Restore
                </Button>
              </li>
            )
          })}
        </ol>
      )}
    </QueryView>
  )
}
