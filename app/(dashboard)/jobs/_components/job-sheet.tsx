'use client'
import { useQuery } from '@tanstack/react-query'
import { Copyable } from '../../../_components/copyable'
import { GeoipAttribution } from '../../../_components/domain/attribution'
import { GateBadge, RungBadge, SimulatedBadge } from '../../../_components/domain/badges'
import { SimulatorQuestion } from '../../../_components/domain/open-in-simulator'
import { ReasonChip, reasonSentence } from '../../../_components/domain/reason-chip'
import { QueryView } from '../../../_components/query-view'
import { RelativeTime } from '../../../_components/relative-time'
import { TraceTree } from '../../../_components/trace/trace-tree'
import { Badge } from '../../../_components/ui/badge'
import { Dialog } from '../../../_components/ui/dialog'
import { Facts } from '../../../_components/ui/facts'
import { Link } from '../../../_components/ui/link'
import { micros, shortId, utc } from '../../../_lib/format'
import { simulatorLink } from '../../../_lib/simulator-link'
import { useTRPC } from '../../../_lib/trpc'
import { OutcomeBadge } from './columns'
import { JobAgain } from './job-again'

/** One decision and how it came about. A decision never changes, so it is asked for once; only its lease may still end. */
export function JobSheet({ id, onClose, onJob }: { id: string | null; onClose: () => void; onJob: (id: string) => void }) {
  const trpc = useTRPC()
  // A job routed a moment ago reaches the log within three seconds: "not found" is asked again that long.
  const query = useQuery(trpc.decisions.read.queryOptions({ id: id ?? '' }, { enabled: id !== null, retry: 4, retryDelay: 800 }))
  return (
    <Dialog kind="sheet" open={id !== null} onOpenChange={(open) => !open && onClose()} title={id ? `Job ${shortId(id)}` : 'Job'}>
      <QueryView query={query} what="this job">
        {(job) => (
          <SimulatorQuestion value={simulatorLink(job)}>
            <div className="flex flex-col gap-5">
              <div className="flex flex-wrap items-center gap-1.5">
                <OutcomeBadge row={job} />
                {job.rung && <RungBadge rung={job.rung} />}
                <GateBadge state={job.gate} />
                {job.simulated && <SimulatedBadge />}
                {job.lease && <Badge tone={job.lease.outcome === 'completed' ? 'ok' : 'warn'}>lease {job.lease.outcome}</Badge>}
                {job.lease?.geoChanged && <Badge tone="warn">place changed while it ran</Badge>}
              </div>
              <Facts
                items={[
                  ['Id', <Copyable key="id" text={job.id} what="job id" short={false} />],
                  [
                    'When',
                    <span key="at">
                      {utc(job.at)} <RelativeTime at={job.at} className="text-faint" />
                    </span>,
                  ],
                  ...(job.nodeId
                    ? [
                        [
                          'Node',
                          <Link
                            key="node"
                            href={`/nodes/${encodeURIComponent(job.nodeId)}`}
                            className="font-mono text-xs text-accent hover:underline"
                          >
                            {job.nodeId}
                          </Link>,
                        ] as const,
                      ]
                    : []),
                  ['Revision', String(job.revision)],
                  ['Decided in', micros(job.tookUs)],
                  ...(job.lease?.latencyMs != null
                    ? [
                        [
                          'Ran for',
                          `${Math.round(job.lease.latencyMs)} ms${job.lease.tokens === null ? '' : `, ${job.lease.tokens} tokens`}`,
                        ] as const,
                      ]
                    : []),
                ]}
              />
              {job.trace && <JobAgain key={job.id} id={job.id} simulator={simulatorLink(job)} />}
              {job.attempts.length > 1 && (
                <section aria-label="Attempts">
                  <h3 className="mb-1.5 text-xs font-medium text-muted">Attempts of this job</h3>
                  <ol className="flex flex-wrap gap-2">
                    {job.attempts.map((attempt, i) => (
                      <li key={attempt.id}>
                        <button
                          type="button"
                          aria-current={attempt.id === job.id}
                          onClick={() => onJob(attempt.id)}
                          className="rounded-md border px-2 py-1 hover:bg-hover aria-[current=true]:border-accent"
                        >
                          {i + 1}. {attempt.outcome}
                          {attempt.rung && `, ${attempt.rung}`}
                        </button>
                      </li>
                    ))}
                  </ol>
                </section>
              )}
              <section aria-label="Reasons">
                <h3 className="mb-1.5 text-xs font-medium text-muted">Reasons</h3>
                <ul className="flex flex-col gap-1.5">
                  {job.reasons.map((code) => (
                    <li key={code} className="flex flex-wrap items-center gap-2">
                      <ReasonChip code={code} />
                      <span className="text-muted">{reasonSentence(code)}</span>
                    </li>
                  ))}
                </ul>
              </section>
              <section aria-label="How it came about">
                <h3 className="mb-2 text-xs font-medium text-muted">How it came about</h3>
                {job.trace ? (
                  <TraceTree decision={job} trace={job.trace} />
                ) : (
                  <p className="text-muted">Your role does not show the trace of this job.</p>
                )}
              </section>
              <GeoipAttribution />
            </div>
          </SimulatorQuestion>
        )}
      </QueryView>
    </Dialog>
  )
}
