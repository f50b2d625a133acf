import type { Supposition } from '@/server/core/what-if/suppose'
import { shortId } from '../../../_lib/format'
import { gateLabels } from '../../../_lib/labels'

export function supposeWords(one: Supposition): string {
  if (one.kind === 'drain') return `${shortId(one.node)} is drained`
  const zone = one.zone ?? 'The network'
  switch (one.kind) {
    case 'down':
      return `${zone} is down`
    case 'nodes':
      return `${zone} has lost ${-one.pct} % of its nodes`
    case 'slots':
      return `${zone} has ${one.pct < 0 ? '−' : '+'}${Math.abs(one.pct)} % capacity`
    case 'gate':
      return `The gate of ${one.zone ?? 'the network'} is ${gateLabels[one.state].label.toLowerCase()}`
  }
}
