'use client'
import { useQuery } from '@tanstack/react-query'
import { FlaskConical, Play, RotateCcw } from 'lucide-react'
import type { Route } from 'next'
import { useState } from 'react'
import { InlineError } from '../../../_components/states'
import { DifferenceList } from '../../../_components/trace/difference-list'
import { TraceTree } from '../../../_components/trace/trace-tree'
import { Badge } from '../../../_components/ui/badge'
import { Button, buttonClass } from '../../../_components/ui/button'
import { Link } from '../../../_components/ui/link'
import { plural } from '../../../_lib/format'
import { useTRPC } from '../../../_lib/trpc'

/** The job once more: on what it was decided from, or on the fleet and the configuration of today. Neither runs it. */
export function JobAgain({ id, simulator }: { id: string; simulator: Route }) {
  const trpc = useTRPC()
  const [asked, setAsked] = useState<'replay' | 'now' | null>(null)
  const replay = useQuery(trpc.decisions.replay.queryOptions({ id }, { enabled: asked === 'replay', staleTime: Number.POSITIVE_INFINITY }))
  const now = useQuery(trpc.decisions.askAgain.queryOptions({ id }, { enabled: asked === 'now', staleTime: 0, gcTime: 0 }))
  const again = (what: 'replay' | 'now') => {
    if (asked === what) void (what === 'replay' ? replay : now).refetch()
    setAsked(what)
  }
  return (
    <section aria-label="Once more" className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => again('replay')} disabled={replay.isFetching}>
          <RotateCcw size={13} aria-hidden />
          Replay
        </Button>
        <Button size="sm" onClick={() => again('now')} disabled={now.isFetching}>
          <Play size={13} aria-hidden />
          Run now
        </Button>
        <Link href={simulator} className={buttonClass({ size: 'sm' })}>
          <FlaskConical size={13} aria-hidden />
          Open in simulator
        </Link>
      </div>
      <div aria-live="polite">
        {asked === 'replay' && <InlineError error={replay.error} />}
        {asked === 'replay' && replay.data && (
          <p className="flex flex-wrap items-center gap-2 rounded-md border px-3 py-2">
            <Badge tone={replay.data.equal ? 'ok' : 'bad'}>{replay.data.equal ? 'equal to the byte' : 'not equal'}</Badge>
            <span className="text-muted">
              {replay.data.equal
                ? `Decided again from its own snapshot and seed: the same ${plural(replay.data.rungs, 'rung')}${replay.data.candidates > 0 ? ` and ${plural(replay.data.candidates, 'candidate')}` : ''}.`
                : 'Decided again from its own snapshot and seed it comes out otherwise: the record was altered, or another version wrote it.'}
            </span>
          </p>
        )}
        {asked === 'now' && <InlineError error={now.error} />}
        {asked === 'now' && now.data && (
          <div className="flex flex-col gap-3 rounded-md border px-3 py-2">
            <p className="text-xs text-muted">
              A what-if on the present fleet, as a first attempt. Nothing is reserved, and it is in no log.
            </p>
            <DifferenceList differences={now.data.differences} before="then" after="now" />
            <details>
              <summary className="text-muted hover:text-ink">How it would come about now</summary>
              <div className="mt-2">
                <TraceTree decision={now.data.answer.decision} trace={now.data.answer.trace} />
              </div>
            </details>
          </div>
        )}
      </div>
    </section>
  )
}
