import { expect } from 'vitest'
import { decide } from '../routing/decide'
import { replaysEqual } from '../routing/replay'
import type { DecideContext, RouteRequest, Snapshot } from '../routing/types'

/** Decides with the fleet's index and by looking at every node: the same decision, to the byte of its trace, which replays. */
export function agree(snapshot: Snapshot, asks: RouteRequest, context: DecideContext): 'routed' | 'refused' {
  const { nodes, index } = snapshot.fleet
  expect(index?.config).toBe(snapshot.config)
  const byIndex = textOf(snapshot, asks, context)
  expect(byIndex).toBe(textOf({ ...snapshot, fleet: { nodes } }, asks, context))
  const { trace, outcome } = JSON.parse(byIndex)
  expect(replaysEqual(trace)).toBe(true)
  return outcome
}

export const textOf = (snapshot: Snapshot, asks: RouteRequest, context: DecideContext) => JSON.stringify(decide(snapshot, asks, context))
