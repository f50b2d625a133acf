'use client'
import { useSubscription } from '@trpc/tanstack-react-query'
import { Play, RotateCw, Square } from 'lucide-react'
import { useState } from 'react'
import type { SimulatedSide, SimulationEvent, SimulationResult } from '@/server/control/services/simulate/schemas'
import { count } from '../../_lib/format'
import { useTRPC } from '../../_lib/trpc'
import { InlineError } from '../states'
import { Button } from '../ui/button'
import { Select } from '../ui/select'
import { ImpactResult } from './impact-result'

const sizes = ['1000', '10000', '100000'] as const
type Size = (typeof sizes)[number]

type Props = {
  /** What is compared with what is in force, or with `before`. */
  after: SimulatedSide
  before?: SimulatedSide
  /** One Subcloud's jobs only. */
  subcloud?: string
  /** Called before each run, e.g. to save what is being edited: the server simulates what it has. */
  prepare?: () => Promise<void>
}

type Run = { id: number; last: number }

/** The last logged jobs, decided again on today's fleet. Nothing is dispatched. */
export function ImpactPanel({ after, before = 'published', subcloud, prepare }: Props) {
  const trpc = useTRPC()
  const [size, setSize] = useState<Size>('10000')
  const [run, setRun] = useState<Run | null>(null)
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null)
  const [result, setResult] = useState<SimulationResult | null>(null)
  const [error, setError] = useState<unknown>(null)

  const end = () => {
    setRun(null)
    setProgress(null)
  }
  const onData = (event: SimulationEvent) => {
    if (event.type === 'progress') return setProgress(event)
    setResult(event.result)
    end()
  }
  useSubscription(
    trpc.live.simulation.subscriptionOptions(
      { before, after, last: run?.last ?? 1, ...(subcloud === undefined ? {} : { subcloud }) },
      {
        enabled: run !== null,
        onData,
        onError: (failure) => {
          setError(failure)
          end()
        },
      },
    ),
  )
  const start = async () => {
    setError(null)
    setResult(null)
    setProgress({ done: 0, total: 0 })
    try {
      await prepare?.()
      setRun({ id: Date.now(), last: Number(size) })
    } catch (failure) {
      setError(failure)
      end()
    }
  }
  const isRunning = progress !== null
  return (
    <section aria-label="Impact on recent jobs" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <span className="text-muted">Decide the last</span>
        <Select
          label="How many jobs"
          value={size}
          onChange={setSize}
          options={sizes.map((value) => ({ value, label: count(Number(value)) }))}
        />
        <span className="text-muted">jobs again</span>
        {isRunning ? (
          <Button size="sm" onClick={end}>
            <Square size={12} aria-hidden />
            Cancel
          </Button>
        ) : (
          <Button size="sm" onClick={() => void start()}>
            {result ? <RotateCw size={13} aria-hidden /> : <Play size={13} aria-hidden />}
            {result ? 'Again' : 'Simulate'}
          </Button>
        )}
      </div>
      {progress && <Progress {...progress} />}
      <InlineError error={error} />
      {result && <ImpactResult result={result} />}
    </section>
  )
}

function Progress({ done, total }: { done: number; total: number }) {
  return (
    <div className="flex items-center gap-2">
      <progress
        aria-label="Simulation"
        className="h-1.5 flex-1 accent-accent"
        value={total === 0 ? undefined : done}
        max={total || undefined}
      />
      <span role="status" className="text-xs text-muted tabular-nums">
        {total === 0 ? 'starting…' : `${count(done)} of ${count(total)}`}
      </span>
    </div>
  )
}
