// What the tests of the laws share.

import fc from 'fast-check'
import { compileConfig } from '../config/compile'
import { type Config, configSchema } from '../config/schema'
import { decide } from '../routing/decide'
import type { Decided } from '../routing/decided'
import { type Filter, filters } from '../routing/filters'
import { makeSnapshot } from '../routing/snapshot'
import type { Asked } from './oracle'
import { gateAll } from './world'

export const seed = '0198c2f0-0000-7000-8000-000000000000'

export function run({ snapshot, request, now }: Pick<Asked, 'snapshot' | 'request' | 'now'>, over: readonly Filter[] = filters): Decided {
  return decide(snapshot, request, { now, seed }, over)
}

/** With every rung counted whole. */
export function explained(
  { snapshot, request, now }: Pick<Asked, 'snapshot' | 'request' | 'now'>,
  over: readonly Filter[] = filters,
): Decided {
  return decide(snapshot, request, { now, seed, explain: true }, over)
}

export function check<T>(property: fc.IProperty<T>, numRuns = 150): void {
  fc.assert(property, { numRuns })
}

/** Ids that could be chosen at all: each node is put to the job alone, with nothing to fall behind. */
export function choosable({ snapshot, request, now }: Asked): string[] {
  const anywhere = { ...request, geo: { ...request.geo, prefer: [], fallback: null }, affinityKey: null }
  const alone = [...snapshot.fleet.nodes.values()].filter((node) => {
    const world = { ...makeSnapshot(snapshot.config, [node], gateAll(snapshot.config, 'off')), panic: snapshot.panic }
    return run({ snapshot: world, request: anywhere, now }).nodeId !== null
  })
  return alone.map(({ id }) => id)
}

export function withConfig(one: Asked, change: (source: Config) => object): Asked {
  const { config } = one.snapshot
  const source = configSchema.parse({ ...config.source, ...change(config.source) })
  return { ...one, snapshot: { ...one.snapshot, config: compileConfig(source, config.revision) } }
}
