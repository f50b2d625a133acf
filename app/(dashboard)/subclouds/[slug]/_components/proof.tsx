'use client'
import { useSubscription } from '@trpc/tanstack-react-query'
import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import type { Checked, LeakProof } from '@/server/core/boundary/leak-proof'
import { InlineError } from '../../../../_components/states'
import { Button } from '../../../../_components/ui/button'
import { Facts } from '../../../../_components/ui/facts'
import { Panel } from '../../../../_components/ui/panel'
import { count } from '../../../../_lib/format'
import { useTRPC } from '../../../../_lib/trpc'

/** Tries every ladder, gate state, panic and retry of the published policy against its boundary, while one watches. */
export function Proof({ slug }: { slug: string }) {
  const trpc = useTRPC()
  const [isRunning, setRunning] = useState(false)
  const [checked, setChecked] = useState<Checked | null>(null)
  const [proof, setProof] = useState<LeakProof | null>(null)
  const [error, setError] = useState<unknown>(null)
  useSubscription(
    trpc.live.proof.subscriptionOptions(
      { slug },
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
  const start = () => {
    setProof(null)
    setChecked(null)
    setError(null)
    setRunning(true)
  }
  return (
    <Panel title="Leak proof">
      <p className="text-muted">
        Does any path lead a job out of the published boundary? Every ladder, gate state, panic and retry is tried.
      </p>
      {proof && <Outcome proof={proof} />}
      {isRunning && (
        <p role="status" className="mt-2 tabular-nums">
          {checked ? `${count(checked.decisions)} decisions tried, no leak so far…` : 'Setting up…'}
        </p>
      )}
      {error !== null && <InlineError error={error} />}
      <div className="mt-3">
        {isRunning ? (
          <Button size="sm" onClick={() => setRunning(false)}>
            Stop
          </Button>
        ) : (
          <Button size="sm" onClick={start}>
            {proof ? 'Prove again' : 'Prove it'}
          </Button>
        )}
      </div>
    </Panel>
  )
}

function Outcome({ proof: { holds, checked, counterexample, revision } }: { proof: LeakProof }) {
  return (
    <div role="status" className={holds ? 'mt-2 text-ok' : 'mt-2 text-bad'}>
      <p className="flex items-center gap-2 font-semibold">
        {holds ? <ShieldCheck size={15} aria-hidden /> : <ShieldAlert size={15} aria-hidden />}
        {holds ? 'No path leads out' : 'A path leads out'}
      </p>
      <p className="text-xs text-muted">
        Revision {revision}: {count(checked.decisions)} decisions over {count(checked.requests)} requests, {count(checked.nodes)} nodes in{' '}
        {count(checked.classes)} classes and {count(checked.probes)} probes.
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
