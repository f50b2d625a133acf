'use client'
import { useQuery } from '@tanstack/react-query'
import type { MemberList } from '@/server/control/services/subclouds/schemas'
import { membershipSentences } from '@/server/core/routing/departure'
import { hasDoor } from '@/server/core/routing/standing'
import { QueryView } from '../../../../../_components/query-view'
import { RelativeTime } from '../../../../../_components/relative-time'
import { InlineError } from '../../../../../_components/states'
import { Button } from '../../../../../_components/ui/button'
import { Panel } from '../../../../../_components/ui/panel'
import { count, shortId } from '../../../../../_lib/format'
import { useTRPC } from '../../../../../_lib/trpc'
import { joinWords } from '../../../_components/policy-words'
import { AssignForm } from './assign-form'
import { Events } from './events'
import { NodeTable } from './node-table'
import { type Participating, useParticipation } from './use-participation'

/** Who serves it and why, who asks to, who is kept out, and what happened. */
export function Members({ slug, isAdmin }: { slug: string; isAdmin: boolean }) {
  const trpc = useTRPC()
  const query = useQuery(trpc.subclouds.members.queryOptions({ slug }, { refetchInterval: 5_000 }))
  const participation = useParticipation(slug)
  return (
    <div className="flex flex-col gap-4">
      <InlineError error={participation.error} />
      <QueryView query={query} what="its members">
        {(list) => (
          <>
            <Requests list={list} participation={participation} />
            <Panel title="Members" aside={<span className="text-xs text-faint">{count(list.counts.members)}</span>}>
              <p className="mb-2 text-muted">
                {list.participation.join === 'open' && list.isolate
                  ? 'Every node that opted in by signature and meets the criteria'
                  : sentence(joinWords[list.participation.join])}
                .
              </p>
              {list.members.length > 0 && (
                <NodeTable
                  label="Members"
                  nodes={list.members}
                  actions={({ id, reason }) => (
                    <>
                      {reason === 'assigned' ? (
                        isAdmin && (
                          <Button
                            size="sm"
                            disabled={participation.isBusy}
                            onClick={() => void participation.assign([], [id]).catch(() => {})}
                          >
                            Take back
                          </Button>
                        )
                      ) : (
                        <Button size="sm" disabled={participation.isBusy} onClick={() => participation.remove(id)}>
                          Remove
                        </Button>
                      )}
                      <Button size="sm" variant="danger" disabled={participation.isBusy} onClick={() => participation.ban(id)}>
                        Ban
                      </Button>
                    </>
                  )}
                />
              )}
              {list.members.length < list.counts.members && (
                <p className="mt-2 text-xs text-muted">The first {count(list.members.length)} of them.</p>
              )}
              {isAdmin && (
                <div className="mt-3 border-t pt-3">
                  <AssignForm participation={participation} />
                </div>
              )}
            </Panel>
            <KeptOut list={list} participation={participation} />
            <Events slug={slug} hasDoor={hasDoor(list)} />
          </>
        )}
      </QueryView>
    </div>
  )
}

type Part = { list: MemberList; participation: Participating }

function Requests({ list, participation }: Part) {
  const { requests, participation: policy } = list
  if (policy.join !== 'semi-open' && requests.length === 0) return null
  return (
    <Panel
      title="Requests to join"
      aside={
        requests.length > 1 && (
          <Button size="sm" disabled={participation.isBusy} onClick={() => participation.approve(requests.map(({ id }) => id))}>
            Approve all {count(requests.length)}
          </Button>
        )
      }
    >
      {requests.length === 0 ? (
        <p className="text-muted">Nobody waits. A node asks by naming this Subcloud in the joins that its operator signs.</p>
      ) : (
        <NodeTable
          label="Requests"
          nodes={requests}
          actions={({ id }) => (
            <>
              <Button size="sm" variant="primary" disabled={participation.isBusy} onClick={() => participation.approve([id])}>
                Approve
              </Button>
              <Button size="sm" disabled={participation.isBusy} onClick={() => participation.reject(id)}>
                Reject
              </Button>
            </>
          )}
        />
      )}
    </Panel>
  )
}

/** Who asks and may not, who waits out a cooldown, who is banned. */
function KeptOut({ list, participation }: Part) {
  const { outside, cooldowns, participation: policy } = list
  if (outside.length + cooldowns.length + policy.bans.length === 0) return null
  return (
    <Panel title="Kept out">
      <div className="flex flex-col gap-3">
        {outside.length > 0 && <NodeTable label="Kept out" nodes={outside} actions={() => null} />}
        {cooldowns.length > 0 && (
          <List label="Cooldowns">
            {cooldowns.map(({ nodeId, reason, until }) => (
              <Line key={nodeId} id={nodeId} act="End it now" isBusy={participation.isBusy} onAct={() => participation.readmit(nodeId)}>
                {membershipSentences[reason as keyof typeof membershipSentences] ?? reason} May come back <RelativeTime at={until} />.
              </Line>
            ))}
          </List>
        )}
        {policy.bans.length > 0 && (
          <List label="Bans">
            {policy.bans.map((id) => (
              <Line key={id} id={id} act="Lift the ban" isBusy={participation.isBusy} onAct={() => participation.liftBan(id)}>
                Banned.
              </Line>
            ))}
          </List>
        )}
      </div>
    </Panel>
  )
}

function List({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <h3 className="text-xs font-medium text-muted">{label}</h3>
      <ul aria-label={label} className="flex flex-col divide-y">
        {children}
      </ul>
    </div>
  )
}

function Line({
  id,
  act,
  isBusy,
  onAct,
  children,
}: {
  id: string
  act: string
  isBusy: boolean
  onAct: () => void
  children: React.ReactNode
}) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 py-1.5">
      <code className="text-xs" title={id}>
        {shortId(id)}
      </code>
      <span className="min-w-0 flex-1 text-muted">{children}</span>
      <Button size="sm" disabled={isBusy} onClick={onAct}>
        {act}
      </Button>
    </li>
  )
}

const sentence = (words: string) => `${words[0]!.toUpperCase()}${words.slice(1)}`
