'use client'
import { useSubscription } from '@trpc/tanstack-react-query'
import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import type { Checked, LeakProof } from '@/server/core/boundary/leak-proof'
import type { Policy } from '@/server/core/config/schema'
import { InlineError } from '../../../../_components/states'
import { Button } from '../../../../_components/ui/button'
import { Facts } from '../../../../_components/ui/facts'
import { Panel } from '../../../../_components/ui/panel'
import type { Draft } from '../../../../_lib/drafts/use-draft'
import { count } from '../../../../_lib/format'
import { useTRPC } from '../../../../_lib/trpc'

/** What was asked about: the document says whether it is still what is on the screen. */
type Asked = { of: 'published' | 'draft'; document: Policy }

/** Tries every ladder, gate state, panic and retry of the policy on the screen against its boundary, while one watches. */
export function Proof({ slug, draft }: { slug: string; draft: Draft<Policy> }) {
  const trpc = useTRPC()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [isRunning, setRunning] = useState(false)
  const [checked, setChecked] = useState<Checked | null>(null)
  const [proof, setProof] = useState<LeakProof | null>(null)
  const [error, setError] = useState<unknown>(null)
  useSubscription(
    trpc.live.proof.subscriptionOptions(
      { slug, of: asked?.of ?? 'published' },
      {
        enabled: isRunning,
        onData: (event) => {
          if (!event.done) return setChecked(event.checked)
          setProof(event.proof)
          setRunning(false)
        },
        onError: (thrown) => {
          setError(thrown)
          setRunning(false)
        },
      },
    ),
  )
  const of = draft.isChanged ? 'draft' : 'published'
  const start = async () => {
    setProof(null)
    setChecked(null)
    setError(null)
    setAsked({ of, document: draft.document })
    try {
      // The server proves what it has: the draft as it is saved.
      if (of === 'draft') await draft.flush()
      setRunning(true)
    } catch (thrown) {
      setError(thrown)
    }
  }
  const isOld = asked !== null && asked.document !== draft.document
  return (
    <Panel title="Leak proof" aside={<span className="text-xs text-faint">of {of === 'draft' ? 'your draft' : 'what is published'}</span>}>
      <p className="text-muted">
        Does any path lead a job out of the {of === 'draft' ? 'drafted' : 'published'} boundary? Every ladder, gate state, panic and retry
        is tried.
      </p>
      {proof && asked && <Outcome proof={proof} of={asked.of} />}
      {proof && isOld && <p className="mt-1 text-xs text-warn">The policy has been edited since: this is about how it was.</p>}
      {isRunning && (
        <p role="status" className="mt-2 tabular-nums">
          {checked && checked.decisions > 0 ? `${count(checked.decisions)} decisions tried, no leak so far…` : 'Setting up…'}
        </p>
      )}
      {error !== null && (
        <div className="mt-2">
          <InlineError error={error} />
        </div>
      )}
      <div className="mt-3">
        {isRunning ? (
          <Button size="sm" onClick={() => setRunning(false)}>
            Stop
          </Button>
        ) : (
          <Button size="sm" onClick={() => void start()}>
            {proof ? 'Prove again' : 'Prove it'}
          </Button>
        )}
      </div>
    </Panel>
  )
}

function Outcome({ proof, of }: { proof: LeakProof; of: Asked['of'] }) {
  const { holds, checked, counterexample, revision } = proof
  return (
    <div role="status" className={holds ? 'mt-2 text-ok' : 'mt-2 text-bad'}>
      <p className="flex items-center gap-2 font-semibold">
        {holds ? <ShieldCheck size={15} aria-hidden /> : <ShieldAlert size={15} aria-hidden />}
        {holds ? 'No path leads out' : 'A path leads out'}
      </p>
      <p className="text-xs text-muted">
        {of === 'draft' ? `Your draft on revision ${revision}` : `Revision ${revision}`}: {count(checked.decisions)} decisions over{' '}
        {count(checked.requests)} requests, {count(checked.nodes)} nodes in {count(checked.classes)} classes and {count(checked.probes)}{' '}
        probes.
      </p>
      {counterexample && (
        <Facts
          className="mt-2 text-ink"
          items={[
            ['Attempt', counterexample.attempt],
            ['Gate', `${counterexample.gate}${counterexample.panic ? ', panic' : ''}`],
            ['Rung', counterexample.rung ?? '–'],
            ['Node', [counterexample.node.id, counterexample.node.country, counterexample.node.level].filter(Boolean).join(' · ')],
            ['Breaks', counterexample.clause.sentence],
          ]}
        />
      )}
    </div>
  )
}
