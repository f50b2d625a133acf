'use client'
import { useQuery } from '@tanstack/react-query'
import { GitMerge } from 'lucide-react'
import { type RebaseConflict, rebase } from '@/server/core/config/rebase'
import { readRevision } from '../../_lib/drafts/ask'
import { partOf } from '../../_lib/drafts/source'
import type { Draft } from '../../_lib/drafts/use-draft'
import { useTRPCClient } from '../../_lib/trpc'
import { QueryView } from '../query-view'
import { Button } from '../ui/button'
import { Table, TableBox, Td, Th } from '../ui/table'
import { valueWords } from './field-words'

/** Somebody published since this draft was begun: both sides, and what to do. */
export function ConflictView<T>({ draft, onRebased }: { draft: Draft<T>; onRebased?: () => void }) {
  const client = useTRPCClient()
  const { scope, baseRevision, publishedRevision, document, published } = draft
  const base = useQuery({
    queryKey: ['draft-base', scope, baseRevision],
    queryFn: async () => partOf(await readRevision(client, baseRevision), scope) as T,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <section aria-label="Conflict" className="rounded-lg border border-warn bg-warn-soft/40 p-3">
      <p className="font-medium">
        Revision {publishedRevision} was published since you began on revision {baseRevision}.
      </p>
      <QueryView query={base} what={`revision ${baseRevision}`}>
        {(from) => {
          const { document: together, conflicts } = rebase(from, document, published)
          const take = (merged: T) => {
            draft.rebaseOnto(merged)
            onRebased?.()
          }
          return conflicts.length === 0 ? (
            <div className="mt-1 flex flex-wrap items-center gap-3">
              <p className="text-muted">Your changes and theirs touch different things, so they fit together.</p>
              <Button size="sm" variant="primary" onClick={() => take(together)}>
                <GitMerge size={13} aria-hidden />
                Put mine on top of revision {publishedRevision}
              </Button>
            </div>
          ) : (
            <div className="mt-1 flex flex-col gap-2">
              <p className="text-muted">
                You and they changed the same {conflicts.length === 1 ? 'thing' : 'things'}. Everything else fits together.
              </p>
              <Conflicts conflicts={conflicts} publishedRevision={publishedRevision} />
              <div className="flex flex-wrap gap-2">
                <Button size="sm" onClick={() => take(together)}>
                  Keep mine where both changed
                </Button>
                <Button size="sm" onClick={() => take(rebase(from, document, published, 'theirs').document)}>
                  Take theirs where both changed
                </Button>
              </div>
            </div>
          )
        }}
      </QueryView>
    </section>
  )
}

function Conflicts({ conflicts, publishedRevision }: { conflicts: readonly RebaseConflict[]; publishedRevision: number }) {
  return (
    <TableBox label="What both changed" className="max-h-64 rounded-md border bg-surface">
      <Table>
        <thead>
          <tr>
            <Th>Field</Th>
            <Th>Before</Th>
            <Th>Yours</Th>
            <Th>Revision {publishedRevision}</Th>
          </tr>
        </thead>
        <tbody>
          {conflicts.map(({ path, base, mine, theirs }) => (
            <tr key={path}>
              <Td className="font-mono text-xs">{path}</Td>
              <Td className="text-muted">{sideWords(base)}</Td>
              <Td>{sideWords(mine)}</Td>
              <Td>{sideWords(theirs)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </TableBox>
  )
}

const sideWords = (value: unknown) => (value === undefined ? 'not there' : valueWords(value))
