'use client'
import { useQuery } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useQueryStates } from 'nuqs'
import { useCallback, useMemo, useState } from 'react'
import { differences } from '@/server/core/what-if/difference'
import type { View } from '../../_components/map/create-map'
import { PageHeader } from '../../_components/page-header'
import { EmptyState, ErrorState, SkeletonRows } from '../../_components/states'
import { Button } from '../../_components/ui/button'
import { Segmented } from '../../_components/ui/segmented'
import { count, plural, relative } from '../../_lib/format'
import { useNow } from '../../_lib/now'
import { useTRPC } from '../../_lib/trpc'
import { useStatus } from '../../_lib/use-status'
import { AnswerPanel } from './_components/answer-panel'
import { AskMap } from './_components/ask-map'
import { QuestionForm } from './_components/question-form'
import { SweepPanel } from './_components/sweep-panel'
import { usePin } from './_components/use-pin'
import { WhyNotCard } from './_components/why-not-card'
import { outlineOfAnswer } from './_engine/outline'
import { askOf } from './_engine/question'
import { useLocalAnswer, useServerAnswer } from './_engine/use-answer'
import { useDocument } from './_engine/use-document'
import { useEngine } from './_engine/use-engine'
import { simulatorParams } from './search-params'

/** What would happen: one request or one from everywhere, on the present fleet, by the code that routes. */
export function SimulatorScreen() {
  const trpc = useTRPC()
  const now = useNow()
  const [params, setParams] = useQueryStates(simulatorParams, { history: 'push' })
  const [noMap, setNoMap] = useState(false)
  const role = useStatus().data?.me.role
  const isAdmin = role === 'admin'
  const engine = useEngine(isAdmin)
  const published = useDocument(null, engine)
  const chosen = useDocument(params.config, engine)

  const fleetModels = useQuery(trpc.nodes.list.queryOptions({ limit: 1 }, { staleTime: 60_000 }))
  const models = useMemo(() => fleetModels.data?.facets.model.map(({ value }) => value) ?? [], [fleetModels.data])
  const model = params.model ?? models[0] ?? null
  const asking = useMemo(() => ({ ask: askOf(params, model), suppose: params.suppose, seed: params.seed }), [params, model])
  const isCompared = params.config !== null || params.suppose.length > 0
  const plain = { ...asking, suppose: nothing }

  const draft = params.config?.startsWith('draft:') ? params.config.slice('draft:'.length) : null
  const isServed = role !== undefined && !isAdmin
  const [local, localPlain] = [useLocalAnswer(asking, chosen.data, engine), useLocalAnswer(plain, published.data, engine)]
  const [remote, remotePlain] = [useServerAnswer(asking, draft, isServed), useServerAnswer(plain, null, isServed && isCompared)]
  const [result, baseline] = isAdmin ? [local, localPlain] : [remote, remotePlain]

  const onPin = usePin(setParams)
  const view = useMemo(
    () => (params.lng !== null && params.lat !== null && params.z !== null ? { lng: params.lng, lat: params.lat, zoom: params.z } : null),
    [params.lng, params.lat, params.z],
  )
  const onView = useCallback(
    ({ lng, lat, zoom }: View) => void setParams({ lng: round(lng), lat: round(lat), z: round(zoom) }, { history: 'replace' }),
    [setParams],
  )
  const onDrain = (node: string) => void setParams({ suppose: [...params.suppose, { kind: 'drain', node }], node: null })
  const invalid = chosen.data && !chosen.data.loaded.ok ? chosen.data.loaded.problems : []
  const problems = [...invalid, ...(result.data && !result.data.ok ? result.data.problems : [])]
  const answer = result.data?.ok && invalid.length === 0 ? result.data.answer : null
  const error = result.error ?? chosen.error ?? published.error ?? engine.fleet.error

  return (
    <div className="flex h-full flex-col overflow-auto lg:overflow-hidden">
      <div className="bg-surface">
        <PageHeader title="Simulator" meta={<FleetWords engine={engine} now={now} isAdmin={isAdmin} />}>
          <Segmented
            label="What to ask"
            value={params.tab}
            onChange={(tab) => void setParams({ tab })}
            choices={[
              { value: 'ask', label: 'One request' },
              { value: 'sweep', label: 'From everywhere' },
            ]}
          />
        </PageHeader>
      </div>
      <div className="grid min-h-0 flex-1 border-t lg:grid-cols-[20rem_1fr]">
        <aside aria-label="Question" className="bg-surface p-4 lg:overflow-auto lg:border-r">
          <QuestionForm params={params} setParams={setParams} model={model} models={models} onPin={onPin} />
        </aside>
        {params.tab === 'sweep' ? (
          isServed ? (
            <EmptyState title="Asked in the browser of an admin">
              A sweep runs in the browser over the whole fleet, which only admins may have there. One request is answered for every role.
            </EmptyState>
          ) : (
            <SweepPanel
              asking={asking}
              published={published.data}
              chosen={chosen.data}
              isCompared={isCompared}
              engine={engine}
              look={params.look}
              onLook={(look) => void setParams({ look })}
              isDiffering={params.differing}
              onDiffering={(differing) => void setParams({ differing })}
              view={view}
              onView={onView}
              onPin={onPin}
            />
          )
        ) : (
          <div className="grid min-h-0 auto-rows-fr grid-rows-[minmax(18rem,2fr)_auto] lg:grid-rows-[2fr_3fr]">
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
              {params.node && isAdmin && chosen.data && (
                <WhyNotCard
                  node={params.node}
                  asking={asking}
                  document={chosen.data}
                  engine={engine}
                  onClose={() => void setParams({ node: null })}
                  onDrain={onDrain}
                />
              )}
            </div>
            <section aria-label="Answer" className="bg-surface p-4 lg:overflow-auto">
              {problems.length > 0 ? (
                <ul role="alert" className="flex flex-col gap-1 rounded-md bg-bad-soft px-3 py-2 text-bad">
                  {problems.map((one) => (
                    <li key={one}>{one}</li>
                  ))}
                </ul>
              ) : answer ? (
                <AnswerPanel
                  answer={answer}
                  differences={
                    isCompared && baseline.data?.ok ? differences(outlineOfAnswer(baseline.data.answer), outlineOfAnswer(answer)) : null
                  }
                  onDrain={isAdmin || role === 'owner' ? onDrain : null}
                  onSeed={() => void setParams({ seed: String((Number(params.seed) || 0) + 1) })}
                />
              ) : error ? (
                <ErrorState error={error} what="an answer" onRetry={() => void result.refetch()} />
              ) : fleetModels.isSuccess && model === null ? (
                <EmptyState title="No model to ask for yet">No node serves one. Write one beside, or register a node first.</EmptyState>
              ) : (
                <SkeletonRows label="the answer" />
              )}
            </section>
          </div>
        )}
      </div>
    </div>
  )
}

const nothing: readonly never[] = []
const round = (value: number) => Math.round(value * 100) / 100
const countryOf = (place: string | null) => (place?.startsWith('country:') ? place.slice('country:'.length) : null)

function FleetWords({
  engine: { fleet, loadedNodes },
  now,
  isAdmin,
}: {
  engine: ReturnType<typeof useEngine>
  now: number
  isAdmin: boolean
}) {
  if (!isAdmin) return <span className="text-xs">asked of the server, on the present fleet</span>
  if (!fleet.data)
    return (
      <span className="text-xs">
        loading the fleet{loadedNodes ? `, ${count(loadedNodes.nodes)} of ${plural(loadedNodes.total, 'node')}` : ' …'}
      </span>
    )
  return (
    <>
      <span className="text-xs">
        {plural(fleet.data.nodes, 'node')} as of {relative(fleet.data.at, now)}
      </span>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label="Take the fleet as it is now"
        disabled={fleet.isFetching}
        onClick={() => void fleet.refetch()}
      >
        <RotateCw size={13} aria-hidden />
      </Button>
    </>
  )
}
