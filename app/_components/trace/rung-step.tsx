'use client'
import type { RungView } from '@/server/control/services/decisions/schemas'
import { type FilterName, filterNames } from '@/server/core/routing/types'
import { count } from '../../_lib/format'
import { filterLabels, rungLabels } from '../../_lib/labels'
import { RungBadge } from '../domain/badges'
import { reasonSentence } from '../domain/reason-chip'
import { Candidates } from './candidates'
import { Step } from './step'

const order: readonly FilterName[] = [...filterNames.slice(0, -1), 'tried', 'capacity']

/** What a rung's counts are of: all its nodes, those of its pool, or of that the few that the pick looked at. */
function countsOf({ counted, candidates, cut, eligible }: RungView): string {
  if (counted === 'pool') return `${count(candidates)} in its pool → ${count(eligible)} eligible`
  if (counted !== 'looked') return `${count(candidates)} candidates → ${count(eligible)} eligible`
  const numbers = [eligible, ...Object.values(cut)]
  const looked = numbers.every((n) => typeof n === 'number') ? numbers.reduce((sum, n) => sum + n, 0) : null
  return `${count(candidates)} in its pool, ${looked === null ? 'a few' : count(looked)} looked at → ${count(eligible)} eligible`
}

/** How many came to this rung, how many each filter cut, who was left to pick from. */
export function RungStep({ rung, picked, served }: { rung: RungView; picked: string | null; served: boolean }) {
  const cuts = order.flatMap((filter) => (rung.cut[filter] === undefined ? [] : [[filter, rung.cut[filter]] as const]))
  const empty = rung.candidates === 0
  return (
    <Step
      title={rungLabels[rung.rung].label}
      mark={served ? 'end' : 'cut'}
      open={served || (!empty && rung.eligible === 0)}
      summary={
        <>
          <code className="text-xs">{rung.token === '*' ? 'anywhere in the boundary' : rung.token}</code>
          <span className="text-muted">
            {empty ? (rung.counted === 'pool' ? 'no node there can take such a job' : 'no nodes not tried before') : countsOf(rung)}
          </span>
          {served && <RungBadge rung={rung.rung} plain />}
        </>
      }
    >
      {!empty && (
        <div className="flex flex-col gap-3">
          {cuts.length > 0 && (
            <ul aria-label="Cut by" className="flex flex-col gap-1">
              {cuts.map(([filter, n]) => (
                <li key={filter} className="grid grid-cols-[3.5rem_1fr] gap-2">
                  <span className="text-right font-medium">{n === null ? 'some' : `−${count(n)}`}</span>
                  <span>
                    {filterLabels[filter]} <span className="text-xs text-faint">{reasonSentence(`filter_${filter}`)}</span>
                  </span>
                </li>
              ))}
            </ul>
          )}
          {rung.sampled.length > 0 && <Candidates rung={rung} picked={picked} />}
          {rung.sampled.length === 0 && rung.hidden !== 0 && (
            <p className="text-xs text-muted">{count(rung.hidden)} candidates were looked at; your role does not show which.</p>
          )}
        </div>
      )}
    </Step>
  )
}
