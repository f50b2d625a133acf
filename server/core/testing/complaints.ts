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

  const ladder = decision.geoApplied ? expected.ladders.geo : expected.ladders.agnostic
  const course = courseOf(decision, asked, ladder)
  found.push(...course.complaints, ...climbComplaints(decision, course, expected, decision.geoApplied))
  const shadow = trace.shadowRungs
  if (shadow !== null) found.push(...rungComplaints(shadow, expected.ladders.geo))
  return found
}

type Course = { complaints: readonly string[]; ladder: readonly OracleRung[]; tried: readonly OracleRung[] }

/** The rungs as they had to be tried: in order, but for the one that was drawn where the preferred zone is hot. */
function courseOf(decision: Decision, { snapshot, request }: Asked, ladder: readonly OracleRung[]): Course {
  const { spill } = decision.trace
  const inOrder = { ladder, tried: ladder }
  if (!decision.geoApplied || ladder.length < 2) return { complaints: spill ? ['sheds without a choice'] : [], ...inOrder }
  if (request.subcloud !== null && snapshot.spill?.spent.has(request.subcloud)) {
    const only = ladder.slice(0, 1)
    return { complaints: spill?.by === 'budget_spent' ? [] : ['leaves with its budget spent'], ladder: only, tried: only }
  }
  const isolated = snapshot.config.source.subclouds.find(({ slug }) => slug === request.subcloud)?.policy.isolate ? request.subcloud : ''
  const pool = snapshot.spill?.pools.get(`${request.environment} ${isolated} ${request.model}`)
  const isHot = ladder[0]!.token.startsWith('zone:') && pool?.hot.has(ladder[0]!.token.slice(5)) === true
  if (!spill || !isHot) return { complaints: Boolean(spill) === isHot ? [] : ['sheds or not as the zone is not'], ...inOrder }
  const total = spill.rungs.reduce((sum, { share }) => sum + share, 0)
  const complaints = [
    ...(spill.rungs.map(({ token }) => token).join() === ladder.map(({ token }) => token).join() ? [] : ['shares another ladder']),
    ...(total === 100 || (total === 0 && spill.first === 0) ? [] : [`shares of ${total} %`]),
    ...(spill.first === 0 || spill.rungs[spill.first]!.share > 0 ? [] : ['drew a rung without a share']),
    ...(request.affinityKey !== null && spill.first !== 0 ? ['sheds a conversation'] : []),
  ]
  const first = ladder[spill.first]!
  return { complaints, ladder, tried: [first, ...ladder.filter((rung) => rung !== first)] }
}

function climbComplaints(decision: Decision, { ladder, tried }: Course, expected: Expected, geo: boolean): string[] {
  const found = rungComplaints(decision.trace.rungs, tried)
  const rung = tried.find(({ eligible }) => eligible.size > 0)
  if (rung) {
    const allowed = geo ? rung.best : rung.eligible
    if (decision.nodeId === null || !allowed.has(decision.nodeId))
      found.push(`${decision.nodeId} is not among the best of ${rung.rung} ${rung.token}`)
    if (decision.rung !== rung.rung) found.push(`rung ${decision.rung} instead of ${rung.rung}`)
    if (decision.fallback !== (rung !== ladder[0])) found.push(`fallback ${decision.fallback}`)
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
    // A pool looked at whole holds all that are eligible; of the few looked at there are at most as many.
    if (rung.counted !== 'all') {
      const most = right?.eligible.size ?? 0
      return rung.eligible === most || (rung.counted === 'looked' && rung.eligible < most) ? [] : [`rung ${i}: ${rung.eligible} of ${most}`]
    }
    const counts = `${rung.rung} ${rung.token} ${rung.candidates}/${rung.eligible}`
    const wanted = right && `${right.rung} ${right.token} ${right.held}/${right.eligible.size}`
    const cut = Object.values(rung.cut).reduce((sum, n) => sum + n, 0)
    return counts === wanted && cut + rung.eligible === rung.candidates ? [] : [`rung ${i}: ${counts} (${cut} cut) instead of ${wanted}`]
  })
}
