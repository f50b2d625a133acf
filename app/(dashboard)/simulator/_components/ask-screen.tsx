'use client'
import { useState } from 'react'
import type { LngLat } from '@/server/core/geo/place'
import { differences } from '@/server/core/what-if/difference'
import type { View } from '../../../_components/map/create-map'
import { EmptyState, ErrorState, SkeletonRows } from '../../../_components/states'
import { outlineOfAnswer } from '../_engine/outline'
import type { Simulator } from '../_engine/use-simulator'
import { AnswerPanel } from './answer-panel'
import { AskMap } from './ask-map'
import { WhyNotCard } from './why-not-card'

type Props = { simulator: Simulator; view: View | null; onView: (view: View) => void; onPin: (at: LngLat) => void }

/** One request: the map above, the answer below it. */
export function AskScreen({ simulator, view, onView, onPin }: Props) {
  const { params, setParams, role, isAdmin, engine, chosen, asking, answer } = simulator
  const [noMap, setNoMap] = useState(false)
  const onDrain = (node: string) => void setParams({ suppose: [...params.suppose, { kind: 'drain', node }], node: null })
  return (
    <div className="grid min-h-0 grid-rows-[18rem_auto] lg:grid-rows-[2fr_3fr]">
      <div className="relative border-b">
        {noMap ? (
          <p className="p-4 text-muted">This browser shows no map: say where from in the fields beside it.</p>
        ) : (
          <AskMap
            at={params.at}
            country={params.at ? null : countryOf(params.place)}
            answer={answer}
            node={params.node}
            view={view}
            onView={onView}
            onPin={onPin}
            onNode={isAdmin ? (node) => void setParams({ node }) : null}
            onFailed={() => setNoMap(true)}
          />
        )}
        {params.node && isAdmin && chosen && (
          <WhyNotCard
            node={params.node}
            asking={asking}
            document={chosen}
            engine={engine}
            onClose={() => void setParams({ node: null })}
            onDrain={onDrain}
          />
        )}
      </div>
      <section aria-label="Answer" className="bg-surface p-4 lg:overflow-auto">
        <Answered simulator={simulator} onDrain={isAdmin || role === 'owner' ? onDrain : null} />
      </section>
    </div>
  )
}

const countryOf = (place: string | null) => (place?.startsWith('country:') ? place.slice('country:'.length) : null)

function Answered({ simulator, onDrain }: { simulator: Simulator; onDrain: ((node: string) => void) | null }) {
  const { params, setParams, isAdmin, problems, answer, baseline, error, hasNoModel, result } = simulator
  if (problems.length > 0)
    return (
      <ul role="alert" className="flex flex-col gap-1 rounded-md bg-bad-soft px-3 py-2 text-bad">
        {problems.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    )
  if (answer)
    return (
      <AnswerPanel
        answer={answer}
        differences={baseline && differences(outlineOfAnswer(baseline), outlineOfAnswer(answer))}
        onDrain={onDrain}
        onSeed={() => void setParams({ seed: String((Number(params.seed) || 0) + 1) })}
      />
    )
  if (error) return <ErrorState error={error} what="an answer" onRetry={() => void result.refetch()} />
  if (hasNoModel)
    return (
      <EmptyState title="For which model?">
        {isAdmin
          ? 'No node serves one yet. Write one beside, or register a node first.'
          : 'None of the nodes that you may see serves one. Write the model’s name beside.'}
      </EmptyState>
    )
  return <SkeletonRows label="the answer" />
}
