// Settings of the activation gate that contradict one another. Warnings: the gate still works, not as somebody meant it.

import { type Finding, warning } from './finding'
import type { Config } from './schema'

export function checkGate({ gate: { trust, coverage } }: Config): Finding[] {
  const findings: Finding[] = []
  if (trust.impossibleHardPct < trust.impossibleMaxPct) {
    const message = `A zone is suspended at once above ${trust.impossibleHardPct} % impossible slots, while up to ${trust.impossibleMaxPct} % meet the condition. Raise impossibleHardPct.`
    findings.push(warning('gate.trust.impossibleHardPct', 'settings_conflict', message))
  }
  if (coverage.headroomWithoutLargest > coverage.headroom) {
    const message = `Without its largest operator a zone needs ${coverage.headroomWithoutLargest} × the demand, with it only ${coverage.headroom} ×: the second never decides. Lower headroomWithoutLargest.`
    findings.push(warning('gate.coverage.headroomWithoutLargest', 'settings_conflict', message))
  }
  return findings
}
