// A decision held against the oracle: everything that is wrong with it, in words. Empty means that it is right.

import type { Decision } from '../routing/types'
import { type Asked, type Expected, expect, type OracleRung } from './oracle'

export function complaints(decision: Decision, asked: Asked): string[] {
  const expected = expect(asked)
  const found: string[] = []
  const claim = (holds: boolean, message: string) => void (holds || found.push(message))
  const { trace, refusal } = decision

  claim(decision.outcome === (refusal === null ? 'routed' : 'refused'), 'outcome and refusal disagree')
  claim(decision.nodeId === null || expected.eligible.has(decision.nodeId), `${decision.nodeId} is not eligible`)
  if (expected.code !== null) {
    claim(refusal?.code === expected.code, `${refusal?.code ?? decision.rung} instead of ${expected.code}`)
    return found
  }
  claim(decision.preferredZone === expected.preferredZone, `prefers ${decision.preferredZone} instead of ${expected.preferredZone}`)
  claim(decision.gate === expected.gate, `gate ${decision.gate} instead of ${expected.gate}`)
  // Which tenants a canary takes is a hash's business; here only that it is applied for all or none of the decision.
  if (expected.gate !== 'canary') claim(decision.geoApplied === (expected.gate === 'on'), `geo applied: ${decision.geoApplied}`)
  const shadowed = !decision.geoApplied && (expected.gate === 'shadow' || expected.gate === 'canary')
  claim((decision.shadow !== null) === shadowed, 'shadow computed or not')

  found.push(
    ...climbComplaints(decision, decision.geoApplied ? expected.ladders.geo : expected.ladders.agnostic, expected, decision.geoApplied),
  )
  const shadow = trace.shadowRungs
  if (shadow !== null) found.push(...rungComplaints(shadow, expected.ladders.geo))
  return found
}

function climbComplaints(decision: Decision, ladder: readonly OracleRung[], expected: Expected, geo: boolean): string[] {
  const found = rungComplaints(decision.trace.rungs, ladder)
  const serving = ladder.findIndex(({ eligible }) => eligible.size > 0)
  if (serving >= 0) {
    const rung = ladder[serving]!
    const allowed = geo ? rung.best : rung.eligible
    if (decision.nodeId === null || !allowed.has(decision.nodeId))
      found.push(`${decision.nodeId} is not among the best of ${rung.rung} ${rung.token}`)
    if (decision.rung !== rung.rung) found.push(`rung ${decision.rung} instead of ${rung.rung}`)
    if (decision.fallback !== serving > 0) found.push(`fallback ${decision.fallback}`)
    return found
  }
  const code = ladder.some(({ full }) => full > 0) ? 'geo_zone_saturated' : 'geo_no_eligible_node'
  if (decision.refusal?.code !== code) found.push(`${decision.refusal?.code ?? `routed to ${decision.nodeId}`} instead of ${code}`)
  if (expected.eligible.size === 0 && decision.reasons.includes('fallback_forbidden')) found.push('blames the fallback')
  return found
}

function rungComplaints(rungs: Decision['trace']['rungs'], ladder: readonly OracleRung[]): string[] {
  return rungs.flatMap((rung, i) => {
    const right = ladder[i]
    const counts = `${rung.rung} ${rung.token} ${rung.candidates}/${rung.eligible}`
    const wanted = right && `${right.rung} ${right.token} ${right.held}/${right.eligible.size}`
    const cut = Object.values(rung.cut).reduce((sum, n) => sum + n, 0)
    return counts === wanted && cut + rung.eligible === rung.candidates ? [] : [`rung ${i}: ${counts} (${cut} cut) instead of ${wanted}`]
  })
}
