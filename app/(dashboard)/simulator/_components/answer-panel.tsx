'use client'
import { Dices } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Answer } from '@/server/control/services/simulator/schemas'
import type { Difference } from '@/server/core/what-if/difference'
import { GateBadge, RungBadge } from '../../../_components/domain/badges'
import { Country } from '../../../_components/domain/country'
import { ReasonChip } from '../../../_components/domain/reason-chip'
import { ZoneTag } from '../../../_components/domain/zone-tag'
import { DifferenceList } from '../../../_components/trace/difference-list'
import { TraceTree } from '../../../_components/trace/trace-tree'
import { Badge } from '../../../_components/ui/badge'
import { Button } from '../../../_components/ui/button'
import { Link } from '../../../_components/ui/link'
import { km, shortId, utc } from '../../../_lib/format'

type Props = {
  answer: Answer
  /** Against the published configuration with nothing supposed; null where that is what was asked. */
  differences: readonly Difference[] | null
  onDrain: ((node: string) => void) | null
  onSeed: () => void
}

export function AnswerPanel({ answer, differences, onDrain, onSeed }: Props) {
  const { decision, trace, take } = answer
  const { nodeId, refusal } = decision
  return (
    <div className="flex flex-col gap-5">
      <header className="flex flex-col gap-2">
        <div className="flex flex-wrap items-center gap-1.5">
          <Badge tone={refusal ? 'bad' : 'ok'}>{refusal ? 'would be refused' : 'would be routed'}</Badge>
          {decision.rung && <RungBadge rung={decision.rung} />}
          <GateBadge state={decision.gate} />
        </div>
        <p role="status" className="flex flex-wrap items-center gap-x-2 gap-y-1 text-base">
          {refusal ? (
            <span>
              <code className="text-sm">{refusal.code}</code> {refusal.detail}
            </span>
          ) : (
            <>
              <span>Served in</span> <ZoneTag code={decision.servedZone} /> <Country code={decision.servedCountry} withName />
              {nodeId && (
                <>
                  <span className="text-muted">by</span>
                  <Link href={`/nodes/${encodeURIComponent(nodeId)}`} className="font-mono text-sm text-accent hover:underline">
                    {shortId(nodeId)}
                  </Link>
                </>
              )}
              {decision.distanceKm !== null && <span className="text-muted">{km(decision.distanceKm)} away</span>}
            </>
          )}
        </p>
        <p className="text-xs text-muted">
          A what-if on the present fleet, of <time dateTime={new Date(answer.at).toISOString()}>{utc(answer.at)}</time>, under revision{' '}
          {decision.revision}; what routers shed just now is left aside. Nothing is reserved, and it is in no log.
        </p>
        <div className="flex flex-wrap gap-2">
          {nodeId && onDrain && (
            <Button size="sm" onClick={() => onDrain(nodeId)}>
              Suppose this node is drained
            </Button>
          )}
          <Button size="sm" onClick={onSeed}>
            <Dices size={13} aria-hidden />
            Another seed
          </Button>
        </div>
      </header>
      {differences && (
        <Section title="Against what is published, with nothing supposed">
          <DifferenceList differences={differences} before="the published configuration" after="this" />
        </Section>
      )}
      {refusal && (take.length > 0 || refusal.remedy !== '') && (
        <Section title="What it would take">
          {take.length > 0 ? (
            <ul className="flex list-disc flex-col gap-1 pl-4">
              {take.map(({ sentence }) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          ) : (
            <p>{refusal.remedy}</p>
          )}
        </Section>
      )}
      <Section title="Reasons">
        <div className="flex flex-wrap gap-1">
          {decision.reasons.map((code) => (
            <ReasonChip key={code} code={code} />
          ))}
        </div>
      </Section>
      <Section title="How it comes about">
        <TraceTree decision={decision} trace={trace} />
      </Section>
    </div>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="mb-1.5 text-xs font-medium text-muted">{title}</h3>
      {children}
    </section>
  )
}
