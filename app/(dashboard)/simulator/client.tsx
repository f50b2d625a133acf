'use client'
import { useView } from '../../_components/map/use-view'
import { PageHeader } from '../../_components/page-header'
import { EmptyState } from '../../_components/states'
import { Segmented } from '../../_components/ui/segmented'
import { AskScreen } from './_components/ask-screen'
import { FleetWords } from './_components/fleet-words'
import { QuestionForm } from './_components/question-form'
import { ReplayPanel } from './_components/replay-panel'
import { SweepPanel } from './_components/sweep-panel'
import { usePin } from './_components/use-pin'
import { useSimulator } from './_engine/use-simulator'
import type { SimulatorTab } from './search-params'

const choices: { value: SimulatorTab; label: string }[] = [
  { value: 'ask', label: 'One request' },
  { value: 'sweep', label: 'From everywhere' },
  { value: 'replay', label: 'Recent jobs' },
]

/** What would happen: one request, one from everywhere, or the recent ones, by the code that routes. */
export function SimulatorScreen() {
  const simulator = useSimulator()
  const { params, setParams, role, isServed, engine, published, chosen, models, model, asking, isCompared } = simulator
  const onPin = usePin(setParams)
  const { view, onView } = useView()
  return (
    <div className="flex h-full flex-col overflow-auto lg:overflow-hidden">
      <div className="bg-surface">
        <PageHeader title="Simulator" meta={<FleetWords engine={engine} isServed={isServed} />}>
          <Segmented
            label="What to ask"
            value={params.tab}
            onChange={(tab) => void setParams({ tab })}
            choices={choices.filter(({ value }) => !isServed || value !== 'sweep' || value === params.tab)}
          />
        </PageHeader>
      </div>
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] border-t lg:grid-cols-[20rem_minmax(0,1fr)]">
        <aside aria-label="Question" className="bg-surface p-4 lg:overflow-auto lg:border-r">
          <QuestionForm params={params} setParams={setParams} model={model} models={models} onPin={onPin} />
        </aside>
        {params.tab === 'ask' ? (
          <AskScreen simulator={simulator} view={view} onView={onView} onPin={onPin} />
        ) : params.tab === 'replay' ? (
          <ReplayPanel params={params} role={role} />
        ) : isServed ? (
          <EmptyState title="Asked in the browser of an admin">
            A sweep runs in the browser over the whole fleet, which only admins may have there. One request is answered for every role.
          </EmptyState>
        ) : (
          <SweepPanel
            asking={asking}
            published={published}
            chosen={chosen}
            isCompared={isCompared}
            engine={engine}
            params={params}
            setParams={setParams}
            view={view}
            onView={onView}
            onPin={onPin}
          />
        )}
      </div>
    </div>
  )
}
