'use client'
import type { TraceSubject, TraceView } from '@/server/control/services/decisions/schemas'
import { km, percent } from '../../_lib/format'
import { gateLabels, sourceLabels } from '../../_lib/labels'
import { RungBadge } from '../domain/badges'
import { Country } from '../domain/country'
import { ReasonChip } from '../domain/reason-chip'
import { ZoneTag } from '../domain/zone-tag'
import { Badge } from '../ui/badge'
import { Facts } from '../ui/facts'
import { RungStep } from './rung-step'
import { SpillStep } from './spill-step'
import { Step } from './step'

/** How a decision came about, step by step; the same tree wherever a trace is shown. */
export function TraceTree({ decision, trace }: { decision: TraceSubject; trace: TraceView }) {
  const { request, origin, gate, preference, policy, boundary } = trace
  const bucket = gate.tenantBucket === null ? '' : `, this tenant at ${percent(gate.tenantBucket / 100, 2)} of ${gate.canaryPct} %`
  return (
    <ol aria-label="Trace" className="ml-1">
      <Step
        title="Request"
        summary={
          <>
            <span>{request.model}</span>
            <span className="text-muted">
              {request.environment}
              {request.subcloud ? `, Subcloud ${request.subcloud}` : ', general job'}
            </span>
          </>
        }
      >
        <Facts
          items={[
            [
              'Key',
              <code key="key" className="text-xs">
                {request.key.id}
              </code>,
            ],
            ...(request.requirements.gpu ? [['GPU', request.requirements.gpu] as const] : []),
            ...(request.requirements.minVramGb !== null ? [['Memory', `at least ${request.requirements.minVramGb} GB`] as const] : []),
            ...(request.affinityKey ? [['Affinity', request.affinityKey] as const] : []),
            ...(request.retryOf ? [['Retry of', request.retryOf] as const] : []),
            [
              'Seed',
              <code key="seed" className="text-xs break-all">
                {trace.seed}
              </code>,
            ],
          ]}
        />
      </Step>
      <Step
        title="Origin"
        summary={
          <>
            <Country code={origin.country} withName />
            <span className="text-muted">
              by {origin.source}, confidence {origin.confidence}
            </span>
          </>
        }
      >
        <Chips codes={origin.reasons} />
      </Step>
      <Step
        title="Gate"
        mark={gate.applied ? 'done' : 'cut'}
        summary={
          <>
            <span>
              {gateLabels[gate.state].label}
              {gate.zone ? ` for ${gate.zone}` : ' for the network'}
            </span>
            <span className="text-muted">
              {gate.applied ? 'geo-routing applied' : 'geo-routing not applied'}
              {bucket}
              {gate.override ? ', by override' : ''}
            </span>
          </>
        }
      />
      <Step
        title="Preference"
        mark={preference.zone || preference.tokens.length > 0 ? 'done' : 'cut'}
        summary={
          preference.zone === null && preference.tokens.length === 0 ? (
            <span className="text-muted">no preferred place</span>
          ) : (
            <>
              <span>{preference.zone ? <ZoneTag code={preference.zone} link={false} /> : preference.tokens.join(', ')}</span>
              <span className="text-muted">from {sourceLabels[preference.source]}</span>
            </>
          )
        }
      >
        {preference.dropped.length > 0 && (
          <p>
            Dropped, outside the boundary: <code className="text-xs">{preference.dropped.join(', ')}</code>
          </p>
        )}
      </Step>
      <Step
        title="Boundary"
        summary={
          boundary.kind === 'unrestricted' ? (
            <span className="text-muted">anywhere; trust at least {policy.minTrust}</span>
          ) : (
            <>
              <code className="text-xs">{boundary.tokens.join(' ')}</code>
              <span className="text-muted">trust at least {policy.minTrust}</span>
            </>
          )
        }
      >
        <Facts
          items={[
            ['Fallback', policy.fallback],
            ['Isolated', policy.isolate ? 'yes: only this Subcloud’s members' : 'no'],
            [
              'Hash',
              <code key="hash" className="text-xs break-all">
                {boundary.hash}
              </code>,
            ],
            ...policy.layers.map(
              ({ layer, clause }) =>
                [
                  layer,
                  <code key={layer} className="text-xs">
                    {[
                      clause.allow.length > 0 ? `allow ${clause.allow.join(' ')}` : '',
                      clause.deny.length > 0 ? `deny ${clause.deny.join(' ')}` : '',
                    ]
                      .filter(Boolean)
                      .join('; ') || 'nothing'}
                  </code>,
                ] as const,
            ),
          ]}
        />
      </Step>
      {trace.panic && (trace.panic.admin || trace.panic.zones.length > 0) && (
        <Step
          title="Panic"
          summary={
            <span className="text-muted">
              nodes counted as live for longer {trace.panic.admin ? 'everywhere' : `in ${trace.panic.zones.join(', ')}`}
            </span>
          }
        />
      )}
      {trace.spill && <SpillStep spill={trace.spill} />}
      {trace.rungs.map((rung, i) => (
        <RungStep
          key={`${rung.rung} ${rung.token}`}
          rung={rung}
          picked={decision.nodeId}
          served={decision.outcome === 'routed' && i === servedIndex(decision, trace)}
        />
      ))}
      {decision.refusal ? (
        <Step
          title="Refused"
          mark="end"
          open
          summary={
            <>
              <Badge tone="bad">{decision.refusal.code}</Badge>
              <span>{decision.refusal.detail}</span>
            </>
          }
        >
          <p className="rounded-md bg-accent-soft px-3 py-2">{decision.refusal.remedy}</p>
        </Step>
      ) : (
        <Step
          title="Served"
          mark="end"
          summary={
            <>
              <ZoneTag code={decision.servedZone} />
              <Country code={decision.servedCountry} withName />
              {decision.rung && <RungBadge rung={decision.rung} />}
              <span className="text-muted">{km(decision.distanceKm)}</span>
            </>
          }
        />
      )}
      {trace.shadowRungs && (
        <Step
          title="Shadow"
          mark="cut"
          summary={
            <span className="text-muted">
              what geo-routing would have done: <ShadowWords decision={decision} />
            </span>
          }
        >
          <ol className="ml-1">
            {trace.shadowRungs.map((rung) => (
              <RungStep
                key={`${rung.rung} ${rung.token}`}
                rung={rung}
                picked={null}
                served={rung.rung === decision.shadow?.rung && rung.eligible !== 0}
              />
            ))}
          </ol>
        </Step>
      )}
    </ol>
  )
}

/** The first rung of the served kind with somebody to pick. */
function servedIndex(decision: TraceSubject, trace: TraceView): number {
  return trace.rungs.findIndex((rung) => rung.rung === decision.rung && rung.eligible !== 0)
}

function ShadowWords({ decision: { shadow } }: { decision: TraceSubject }) {
  if (!shadow) return 'the same'
  if (shadow.rung === null) return 'refuse'
  return (
    <>
      <ZoneTag code={shadow.servedZone} link={false} />, {shadow.rung}
    </>
  )
}

function Chips({ codes }: { codes: readonly string[] }) {
  return (
    <div className="flex flex-wrap gap-1">
      {codes.map((code) => (
        <ReasonChip key={code} code={code} />
      ))}
    </div>
  )
}
