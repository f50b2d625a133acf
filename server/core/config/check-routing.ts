// Settings of routing that contradict one another.

import { error, type Finding, warning } from './finding'
import type { Config } from './schema'

export function checkRouting({ routing: { spill, ejection } }: Config): Finding[] {
  const findings: Finding[] = []
  if (spill.leavePct >= spill.enterPct && spill.enterPct > 0) {
    const message = `A zone turns hot above ${spill.enterPct} % and cool below ${spill.leavePct} %: leavePct has to be lower than enterPct.`
    findings.push(error('routing.spill.leavePct', 'settings_conflict', message))
  }
  if (spill.targetPct > spill.enterPct) {
    const message = `A hot zone is filled to ${spill.targetPct} %, more than the ${spill.enterPct} % that make it hot: it would stay hot. Lower targetPct.`
    findings.push(warning('routing.spill.targetPct', 'settings_conflict', message))
  }
  if (ejection.maxS < ejection.baseS) {
    const message = `The longest ejection (${ejection.maxS} s) is shorter than the first (${ejection.baseS} s). Raise maxS.`
    findings.push(error('routing.ejection.maxS', 'settings_conflict', message))
  }
  return findings
}
